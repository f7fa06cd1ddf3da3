import type { ScreeningPosition } from '@rostrum/domain';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Select } from '../../kit/field.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './screening.module.css';
import { type Planned, type Shown, useChange } from './use-screening.ts';

type Ask = 'hold' | 'resume' | 'skip' | 'restart' | 'end' | 'cancel';

export interface ActsProps {
  readonly reviewId: string;
  readonly planned: Planned;
  readonly items: readonly Shown[];
  readonly position: ScreeningPosition;
  readonly onPlan: () => void;
}

/** What may be done to it now. Everything affects everybody who watches, so each is asked about once. */
export function Acts({ reviewId, planned, items, position, onPlan }: ActsProps) {
  const { t } = useWords();
  const [asking, setAsking] = useState<Ask | null>(null);
  const { phase, held } = position;
  const playing = phase === 'playing';
  return (
    <div className={styles.buttons}>
      {phase !== 'ended' &&
        (held ? (
          <Button kind="primary" icon="play" onClick={() => setAsking('resume')}>
            {t('screening.act.resume')}
          </Button>
        ) : (
          <Button icon="pause" onClick={() => setAsking('hold')}>
            {t('screening.act.hold')}
          </Button>
        ))}
      {playing && (
        <Button icon="forward" onClick={() => setAsking('skip')}>
          {t('screening.act.skip')}
        </Button>
      )}
      {phase !== 'waiting' && planned.lengthMs !== null && (
        <Button icon="replay" onClick={() => setAsking('restart')}>
          {t('screening.act.restart')}
        </Button>
      )}
      {playing && (
        <Button kind="plain" icon="close" onClick={() => setAsking('end')}>
          {t('screening.act.end')}
        </Button>
      )}
      {!playing && (
        <Button kind="plain" icon="edit" onClick={onPlan}>
          {t(phase === 'ended' ? 'screening.planAnother' : 'screening.move')}
        </Button>
      )}
      {phase === 'waiting' && (
        <Button kind="plain" icon="trash" onClick={() => setAsking('cancel')}>
          {t('screening.act.cancel')}
        </Button>
      )}
      {asking !== null && (
        <Sure
          key={asking}
          ask={asking}
          waiting={phase === 'waiting'}
          reviewId={reviewId}
          version={planned.version}
          items={items}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

interface SureProps {
  readonly ask: Ask;
  /** It has not begun: there is no picture yet. */
  readonly waiting: boolean;
  readonly reviewId: string;
  readonly version: number;
  readonly items: readonly Shown[];
  readonly onClose: () => void;
}

function Sure({ ask, waiting, reviewId, version, items, onClose }: SureProps) {
  const { t } = useWords();
  const shown = items.filter(({ lengthMs }) => lengthMs > 0);
  const [statementId, setStatementId] = useState(shown[0]?.statementId ?? '');
  // What was looked at when the question was put.
  const [seen] = useState(version);
  const params = { id: reviewId };
  const change = useChange(
    reviewId,
    () => {
      if (ask === 'cancel') {
        return api('POST /api/v1/reviews/{id}/screening/cancel', { params, body: { version: seen } });
      }
      const body = ask === 'skip' ? { act: ask, statementId, version: seen } : { act: ask, version: seen };
      return api('POST /api/v1/reviews/{id}/screening/acts', { params, body });
    },
    onClose,
  );
  return (
    <Dialog
      title={t(`screening.sure.${ask}`)}
      open
      onClose={onClose}
      alert
      actions={
        <>
          <Button
            kind={ask === 'end' || ask === 'cancel' ? 'danger' : 'primary'}
            autoFocus
            busy={change.isPending && t('review.saving')}
            onClick={() => change.mutate(undefined)}
          >
            {t(`screening.yes.${ask}`)}
          </Button>
          <Button onClick={onClose}>{t('review.cancel')}</Button>
        </>
      }
    >
      <div className={styles.section}>
        {change.error && <ProblemNotice error={change.error} />}
        <p>
          {t(
            waiting && (ask === 'hold' || ask === 'resume')
              ? `screening.text.waiting.${ask}`
              : `screening.text.${ask}`,
          )}
        </p>
        {ask === 'skip' && (
          <Select
            label={t('screening.skipTo')}
            value={statementId}
            options={shown.map((one) => ({ value: one.statementId, label: one.organisation.name }))}
            onChange={(event) => setStatementId(event.target.value)}
          />
        )}
      </div>
    </Dialog>
  );
}
