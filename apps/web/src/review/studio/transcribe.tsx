import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Select } from '../../kit/field.tsx';
import { languageOptions } from '../../kit/languages.ts';
import { Stack } from '../../kit/surface.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import type { CaptionTrack } from './caption-track.tsx';

interface TranscribeProps {
  readonly takeId: string;
  readonly tracks: readonly CaptionTrack[];
}

/** Has what is said written down by machine; shown only where that is set up. The language is asked, never guessed. */
export function Transcribe({ takeId, tracks }: TranscribeProps) {
  const { t, language: pageLanguage } = useWords();
  const [open, setOpen] = useState(false);
  const [language, setLanguage] = useState('en');
  const there = tracks.find((one) => one.language === language);
  const begin = useMutation({
    mutationFn: () =>
      api('POST /api/v1/takes/{id}/captions/transcription', {
        params: { id: takeId },
        body: { language, baseId: there?.id ?? null },
      }),
    onSuccess: () => {
      setOpen(false);
      showToast({ tone: 'neutral', text: t('captions.transcribing') });
    },
  });
  return (
    <>
      <Button icon="sound" onClick={() => setOpen(true)}>
        {t('captions.transcribe')}
      </Button>
      <Dialog
        title={t('captions.transcribeTitle')}
        open={open}
        onClose={() => {
          setOpen(false);
          begin.reset();
        }}
        actions={
          <>
            <Button
              kind="primary"
              busy={begin.isPending && t('captions.sending')}
              onClick={() => begin.mutate()}
            >
              {t('captions.transcribeNow')}
            </Button>
            <Button onClick={() => setOpen(false)}>{t('review.cancel')}</Button>
          </>
        }
      >
        <Stack>
          <p>{t('captions.transcribeText')}</p>
          <Select
            label={t('captions.language')}
            {...(there ? { hint: t('captions.replaces') } : {})}
            value={language}
            options={languageOptions(pageLanguage)}
            onChange={(event) => setLanguage(event.target.value)}
          />
          {begin.error && <ProblemNotice error={begin.error} />}
        </Stack>
      </Dialog>
    </>
  );
}
