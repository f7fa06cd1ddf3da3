import { type RefObject, useEffect, useRef, useState } from 'react';
import { Button, Link } from '../../kit/button.tsx';
import type { PlayerController } from '../../kit/player/player.tsx';
import { Actions } from '../../kit/surface.tsx';
import { countdown } from '../../live/screening-clock.ts';
import { goesTo, goTo, reviewAddress } from '../router.tsx';
import { useStateName } from '../use-state-name.ts';
import { useWords } from '../words/use-words.ts';
import styles from './after-screening.module.css';
import type { NextInDay } from './next-in-day.ts';
import { useNextInDay } from './use-next-in-day.ts';

const GENEVA = 'Europe/Zurich';
/** So long before the hour its waiting room is where one should be. */
const BEFORE_MS = 60_000;
/** To read what is said, and to say no. */
const AT_LEAST_MS = 15_000;

export interface AfterScreeningProps {
  readonly reviewId: string;
  readonly startedAtMs: number;
  readonly player: RefObject<PlayerController | null>;
}

/**
 * To whoever saw a screening through: what comes next on its day. They are taken there in time, unless they say that
 * they stay, or play what they have just seen.
 */
export default function AfterScreening({ reviewId, startedAtMs, player }: AfterScreeningProps) {
  const found = useNextInDay(reviewId, startedAtMs);
  const [stays, setStays] = useState(false);
  const [said, setSaid] = useState<number | null>(null);
  const nowMs = found?.nowMs ?? null;
  const next = found?.next ?? null;
  const follows = next?.kind === 'state' && next.sameHalf && next.one.screening !== null;
  const takes = follows && !stays;
  const leaveAtMs = takes && said !== null ? Math.max(said + AT_LEAST_MS, next.startsAtMs - BEFORE_MS) : null;
  const due = leaveAtMs !== null && nowMs !== null && nowMs >= leaveAtMs;
  const address = next?.kind === 'state' ? reviewAddress(next.one.review.id) : null;

  useEffect(() => {
    if (nowMs !== null) setSaid((known) => known ?? nowMs);
  }, [nowMs]);
  const left = useRef(false);
  useEffect(() => {
    if (!due || address === null || left.current) return;
    if (player.current?.playing()) {
      setStays(true);
      return;
    }
    left.current = true;
    goTo(address);
  }, [due, address, player]);

  return (
    <section className={found === null ? styles.nothing : styles.next}>
      <div role="status">{next && nowMs !== null && <Said next={next} nowMs={nowMs} takes={takes} />}</div>
      {next?.kind === 'state' && nowMs !== null && next.startsAtMs > nowMs && (
        <Left toMs={next.startsAtMs - nowMs} />
      )}
      {address !== null && follows && (
        <Actions>
          <Go href={address} begun={nowMs !== null && next.startsAtMs <= nowMs} />
          {takes && <Stay onStay={() => setStays(true)} />}
        </Actions>
      )}
    </section>
  );
}

interface SaidProps {
  readonly next: NextInDay;
  readonly nowMs: number;
  readonly takes: boolean;
}

function Said({ next, nowMs, takes }: SaidProps) {
  const { t, date } = useWords();
  const nameOf = useStateName();
  if (next.kind === 'over') return <p className={styles.title}>{t('watch.next.over')}</p>;
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const full = { ...clock, day: 'numeric' } as const;
  const { startsAtMs } = next;
  const elsewhere = date(startsAtMs, full) !== date(startsAtMs, { ...full, timeZone: GENEVA });
  const time = date(startsAtMs, clock);
  const geneva = elsewhere && (
    <p className={styles.soft}>
      {t('watch.screening.geneva', { date: date(startsAtMs, { ...clock, timeZone: GENEVA }) })}
    </p>
  );
  if (next.kind === 'questions') {
    return (
      <>
        <p className={styles.title}>
          {t(startsAtMs <= nowMs ? 'watch.next.questions.now' : 'watch.next.questions', { time })}
        </p>
        {geneva}
      </>
    );
  }
  const state = `\u2068${nameOf(next.one.review)}\u2069`;
  if (startsAtMs <= nowMs) {
    return (
      <>
        <p className={styles.title}>{t('watch.next.now', { state })}</p>
        {takes && <p className={styles.soft}>{t('watch.next.takes.now')}</p>}
      </>
    );
  }
  return (
    <>
      <p className={styles.title}>
        {t(next.sameHalf ? 'watch.next.state' : 'watch.next.later', { state, time })}
      </p>
      {geneva}
      {takes && <p className={styles.soft}>{t('watch.next.takes')}</p>}
    </>
  );
}

/** Not read out: once a second is too often. */
function Left({ toMs }: { readonly toMs: number }) {
  const { t } = useWords();
  return (
    <p className={styles.left}>
      {t('watch.screening.in')}{' '}
      <bdi dir="ltr" role="timer" aria-live="off">
        {countdown(toMs).clock}
      </bdi>
    </p>
  );
}

function Go({ href, begun }: { readonly href: string; readonly begun: boolean }) {
  const { t } = useWords();
  return (
    <Link look="primary" icon="forward" href={href} onClick={goesTo(href)}>
      {t(begun ? 'watch.next.join' : 'watch.next.go')}
    </Link>
  );
}

function Stay({ onStay }: { readonly onStay: () => void }) {
  const { t } = useWords();
  return <Button onClick={onStay}>{t('watch.next.stay')}</Button>;
}
