import { ApiProblem } from '@rostrum/client';
import { useMemo } from 'react';
import { CaptionWork } from '../../captioning/caption-work.tsx';
import { Button } from '../../kit/button.tsx';
import { besideAddress } from '../../kit/storyboard/beside-address.ts';
import { draftNames } from '../answer/draft-name.ts';
import { api, type Take } from '../api.ts';
import { asProblem } from '../link/use-link.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { forgetDraft, keepDraft, readDraft } from '../rights/drafts.ts';
import { Preview } from '../take/preview.tsx';
import styles from './captions.module.css';
import { useCaptionsWords } from './captions-words.ts';

export interface CorrectProps {
  readonly statementId: string;
  readonly take: Take;
  readonly lengthMs: number;
  /** BCP 47. */
  readonly language: string;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** The editor over an own take. */
export function Correct({ statementId, take, lengthMs, language, onSaved, onClose }: CorrectProps) {
  const { t } = useCaptionsWords();
  const name = draftNames.captions(statementId, take.id, language);
  const source = useMemo(() => {
    const read = (id: string) => api('GET /api/v1/speaker/captions/{id}', { params: { id }, query: {} });
    return {
      newest: async () => {
        const { captions } = await api('GET /api/v1/speaker/takes/{id}/captions', {
          params: { id: take.id },
        });
        const head = captions.find((one) => one.language === language);
        return head === undefined ? null : await read(head.id);
      },
      correct: async (id: string, cues: readonly { startMs: number; endMs: number; text: string }[]) => {
        const body = { cues: [...cues] };
        const made = await api('POST /api/v1/speaker/captions/{id}/corrections', { params: { id }, body });
        return await read(made.id);
      },
      isStale: (error: unknown) => error instanceof ApiProblem && error.code === 'stale',
    };
  }, [take.id, language]);
  return (
    <div className={styles.editor}>
      <CaptionWork
        source={source}
        of={take.id}
        lengthMs={lengthMs}
        peaksAddress={take.previewUrl ? besideAddress(take.previewUrl, 'peaks-0.dat') : undefined}
        player={({ controllerRef, onTime }) =>
          take.previewUrl && (
            <Preview
              id={take.id}
              src={take.previewUrl}
              poster={take.posterUrl}
              controllerRef={controllerRef}
              onTime={onTime}
            />
          )
        }
        kept={readDraft(name)}
        keep={(kept) => (kept === undefined ? forgetDraft(name) : keepDraft(name, { ...kept }))}
        problem={(error, retry) => (
          <ProblemNotice
            problem={asProblem(error)}
            title={t('speak.failed')}
            nothingLost
            action={
              retry && (
                <Button icon="replay" onClick={retry}>
                  {t('kit.retry')}
                </Button>
              )
            }
          />
        )}
        onSaved={onSaved}
        more={() => (
          <Button kind="plain" onClick={onClose}>
            {t('captions.close')}
          </Button>
        )}
      />
    </div>
  );
}
