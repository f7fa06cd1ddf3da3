import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { languageName } from '../../kit/languages.ts';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import type { CaptionTrack } from './caption-track.tsx';

interface MakeCaptionsProps {
  readonly takeId: string;
  /** Of the written text. */
  readonly texts: readonly { readonly language: string }[];
  readonly tracks: readonly CaptionTrack[];
  readonly onMade: () => void;
}

/** Captions of the written text, a language each. What is there already is replaced only after a question. */
export function MakeCaptions({ takeId, texts, tracks, onMade }: MakeCaptionsProps) {
  const { t, language: pageLanguage } = useWords();
  const [asking, setAsking] = useState<string>();
  const make = useMutation({
    mutationFn: (language: string) =>
      api('POST /api/v1/takes/{id}/captions/spread', {
        params: { id: takeId },
        body: { language, baseId: tracks.find((one) => one.language === language)?.id ?? null },
      }),
    onSuccess: () => setAsking(undefined),
    onSettled: onMade,
  });
  const nameOf = (language: string) => languageName(language, pageLanguage);
  const there = (language: string) => tracks.some((one) => one.language === language);
  return (
    <>
      {texts.map(({ language }) => (
        <Button
          key={language}
          icon="captions"
          kind={there(language) ? 'plain' : 'quiet'}
          busy={make.isPending && make.variables === language && t('captions.making')}
          onClick={() => (there(language) ? setAsking(language) : make.mutate(language))}
        >
          {t(there(language) ? 'captions.makeAgain' : 'captions.make', { language: nameOf(language) })}
        </Button>
      ))}
      {make.error && asking === undefined && <ProblemNotice error={make.error} />}
      <Dialog
        title={t('captions.makeAgainTitle', { language: nameOf(asking ?? pageLanguage) })}
        open={asking !== undefined}
        onClose={() => {
          setAsking(undefined);
          make.reset();
        }}
        alert
        actions={
          <>
            <Button
              kind="primary"
              busy={make.isPending && t('captions.making')}
              onClick={() => asking && make.mutate(asking)}
            >
              {t('captions.makeNow')}
            </Button>
            <Button onClick={() => setAsking(undefined)}>{t('review.cancel')}</Button>
          </>
        }
      >
        <p>{t('captions.makeAgainText')}</p>
        {make.error && <ProblemNotice error={make.error} />}
      </Dialog>
    </>
  );
}
