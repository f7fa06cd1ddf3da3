import { Suspense, useRef, useState } from 'react';
import type { IssueDraft } from '../../issues/issue-draft.ts';
import { Button } from '../../kit/button.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { formatTime } from '../../kit/time.ts';
import type { Take } from '../api.ts';
import { lazily } from '../later/lazily.tsx';
import { useIssuesWords } from './issue-words.ts';
import styles from './issues.module.css';

const Preview = lazily(async () => (await import('../take/preview.tsx')).Preview);

export interface MomentFieldProps {
  readonly takes: readonly Take[];
  readonly moment: IssueDraft['moment'];
  readonly onChange: (moment: IssueDraft['moment']) => void;
}

/** Where in the newest video its speaker sets the issue; in that video's own time, which no cut changes. */
export function MomentField({ takes, moment, onChange }: MomentFieldProps) {
  const { t } = useIssuesWords();
  const [choosing, setChoosing] = useState(false);
  const at = useRef(0);
  const take = takes.find(({ state, previewUrl }) => state === 'ready' && previewUrl !== null);
  if (take === undefined || take.previewUrl === null) return null;
  const older = moment !== null && moment.takeId !== take.id;
  return (
    <div className={styles.part}>
      <h4>{t('issues.moment')}</h4>
      <p>
        {moment === null
          ? t('issues.moment.none')
          : older
            ? t('issues.moment.older')
            : t('issues.moment.at', { time: `\u2066${formatTime(moment.ms)}\u2069` })}
      </p>
      {choosing && (
        <Suspense fallback={<Skeleton shape="video" />}>
          <Stack gap="close">
            <Preview
              id={take.id}
              src={take.previewUrl}
              poster={take.posterUrl}
              onTime={(ms) => {
                at.current = Math.round(ms);
              }}
            />
            <Actions>
              <Button
                kind="primary"
                onClick={() => {
                  onChange({ takeId: take.id, ms: Math.min(at.current, take.measuredMs ?? 0) });
                  setChoosing(false);
                }}
              >
                {t('issues.moment.here')}
              </Button>
            </Actions>
          </Stack>
        </Suspense>
      )}
      {!choosing && (
        <Actions>
          <Button icon="play" onClick={() => setChoosing(true)}>
            {t('issues.moment.choose')}
          </Button>
          {moment !== null && (
            <Button kind="plain" icon="trash" onClick={() => onChange(null)}>
              {t('issues.moment.remove')}
            </Button>
          )}
        </Actions>
      )}
    </div>
  );
}
