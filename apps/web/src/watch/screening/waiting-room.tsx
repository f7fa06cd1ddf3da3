import { beginsAtMs, type ScreeningPosition } from '@rostrum/domain';
import { useEffect } from 'react';
import { Notice } from '../../kit/notice.tsx';
import { loadHls } from '../../kit/player/load-hls.ts';
import { clockOf, countdown } from '../../live/screening-clock.ts';
import type { Screening } from '../api.ts';
import { useWords } from '../words/use-words.ts';
import styles from './screening.module.css';

const GENEVA = 'Europe/Zurich';

export interface WaitingRoomProps {
  readonly screening: Screening;
  readonly position: ScreeningPosition;
}

/** Until the hour: how long it takes, by the server's clock, and when that is here and in Geneva. */
export function WaitingRoom({ screening, position }: WaitingRoomProps) {
  const { t, date } = useWords();
  const { startsAt } = screening;
  // The player is here when the hour comes.
  useEffect(() => {
    void loadHls().catch(() => undefined);
  }, []);

  const beginsMs = beginsAtMs(clockOf(screening));
  const delayed = beginsMs !== null && beginsMs > Date.parse(startsAt);
  const begins = delayed ? new Date(beginsMs).toISOString() : startsAt;
  const local = date(begins, { dateStyle: 'full', timeStyle: 'short' });
  const geneva = date(begins, { dateStyle: 'full', timeStyle: 'short', timeZone: GENEVA });
  const { days, clock } = countdown(-position.positionMs);
  const due = position.phase !== 'waiting';
  return (
    <div className={styles.waiting}>
      {due ? (
        <p className={styles.title}>
          {t(position.phase === 'ended' ? 'watch.screening.over.title' : 'watch.screening.soon')}
        </p>
      ) : (
        <>
          <p className={styles.title}>{t('watch.screening.in')}</p>
          <p className={styles.countdown} role="timer">
            {days > 0 && <span className={styles.days}>{t('watch.screening.days', { n: days })}</span>}
            <bdi dir="ltr">{clock}</bdi>
          </p>
        </>
      )}
      <p className={styles.when}>
        <time dateTime={begins}>{t('watch.screening.local', { date: local })}</time>
        {geneva !== local && <span>{t('watch.screening.geneva', { date: geneva })}</span>}
      </p>
      <p className={styles.together}>{t('watch.screening.together')}</p>
      {(position.held || delayed) && !due && (
        <div className={styles.delayed}>
          <Notice tone="amber" title={t('watch.screening.delayed.title')} live>
            <p>
              {delayed && !position.held
                ? t('watch.screening.delayed.from', {
                    date: date(startsAt, { dateStyle: 'medium', timeStyle: 'short' }),
                  })
                : t('watch.screening.delayed.text')}
            </p>
          </Notice>
        </div>
      )}
    </div>
  );
}
