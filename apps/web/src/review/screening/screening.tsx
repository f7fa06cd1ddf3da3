import { beginsAtMs } from '@rostrum/domain';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State } from '../../kit/state.tsx';
import { formatTime } from '../../kit/time.ts';
import { clockOf, countdown } from '../../live/screening-clock.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { Acts } from './acts.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import styles from './screening.module.css';
import { type Planned, type Shown, useNow, useScreening } from './use-screening.ts';

const GENEVA = 'Europe/Zurich';

export interface ScreeningProps {
  readonly reviewId: string;
  /** Of the session: where the next one begins with. */
  readonly timeZone: string;
  readonly presessionAt: string | null;
  readonly published: boolean;
}

/** The hour at which everybody sees the programme together: planned, and led. */
export function Screening(props: ScreeningProps) {
  const { t } = useWords();
  const { reviewId, published } = props;
  const asked = useScreening(reviewId);
  const [planning, setPlanning] = useState<{ readonly moved: Planned | null } | null>(null);
  const planned = asked.data?.screening ?? null;
  return (
    <section className={styles.section} aria-labelledby="screening">
      <h2 id="screening" className={styles.title}>
        {t('screening.title')}
      </h2>
      {asked.error && <ProblemNotice error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton shape="row" count={2} />}
      {asked.data && planned === null && (
        <>
          <p className={styles.soft}>{t('screening.none')}</p>
          <div className={styles.buttons}>
            <Button icon="calendar" onClick={() => setPlanning({ moved: null })}>
              {t('screening.plan')}
            </Button>
          </div>
        </>
      )}
      {asked.data && planned !== null && (
        <Standing
          {...props}
          planned={planned}
          items={asked.data.items}
          offsetMs={asked.data.offsetMs}
          onPlan={(moved) => setPlanning({ moved })}
        />
      )}
      {!published && asked.data && <p className={styles.soft}>{t('screening.unpublished')}</p>}
      {planning && <ScheduleDialog {...props} planned={planning.moved} onClose={() => setPlanning(null)} />}
    </section>
  );
}

interface StandingProps extends ScreeningProps {
  readonly planned: Planned;
  readonly items: readonly Shown[];
  readonly offsetMs: number;
  readonly onPlan: (moved: Planned | null) => void;
}

function Standing({ planned, items, offsetMs, onPlan, reviewId }: StandingProps) {
  const { t, date } = useWords();
  const { position, pendingMs } = useNow(planned, offsetMs);
  const { phase, held, positionMs } = position;
  const zone = { timeZone: planned.timeZone, dateStyle: 'full', timeStyle: 'short' } as const;
  const { days, clock } = countdown(-positionMs);
  const beginsMs = phase === 'waiting' ? beginsAtMs(clockOf(planned)) : null;
  const delayed = beginsMs !== null && beginsMs > Date.parse(planned.startsAt);
  const begins = delayed ? new Date(beginsMs).toISOString() : planned.startsAt;
  const speaking =
    phase === 'playing'
      ? items.filter((one) => one.lengthMs > 0 && one.startMs <= positionMs).at(-1)
      : undefined;
  return (
    <>
      <p className={styles.facts}>
        <span>
          {date(begins, zone)} ({planned.timeZone})
        </span>
        {planned.timeZone !== GENEVA && (
          <span className={styles.soft}>
            {t('screening.geneva', { time: date(begins, { ...zone, timeZone: GENEVA }) })}
          </span>
        )}
        {delayed && (
          <span className={styles.soft}>
            {t('screening.delayed', { time: date(planned.startsAt, { ...zone, dateStyle: 'medium' }) })}
          </span>
        )}
        <State tone={held ? 'amber' : phase === 'playing' ? 'green' : 'neutral'}>
          {t(held ? 'screening.held' : `screening.${phase}`)}
        </State>
      </p>
      {phase === 'waiting' && (
        <p className={styles.figure}>
          {days > 0 && `${t('screening.days', { n: days })} `}
          {clock}
        </p>
      )}
      {phase === 'playing' && (
        <p className={styles.where}>
          <span className={styles.figure}>
            {formatTime(positionMs)}
            {planned.lengthMs !== null && (
              <span className={styles.soft}> / {formatTime(planned.lengthMs)}</span>
            )}
          </span>
          {speaking && <bdi>{speaking.organisation.name}</bdi>}
        </p>
      )}
      <p role="status" className={styles.soft}>
        {pendingMs > 0 ? t('screening.pending', { n: Math.ceil(pendingMs / 1000) }) : null}
      </p>
      <Acts
        reviewId={reviewId}
        planned={planned}
        items={items}
        position={position}
        onPlan={() => onPlan(phase === 'ended' ? null : planned)}
      />
    </>
  );
}
