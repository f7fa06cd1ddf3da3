import { type RefObject, useEffect, useRef, useState } from 'react';
import { Hidden } from '../../../kit/hidden.tsx';
import { State, type Tone } from '../../../kit/state.tsx';
import styles from '../record.module.css';
import { useRecordWords } from '../record-words.ts';
import type { Heard } from './hearing.ts';

/** Words that change faster are not listened to. */
const SAY_EVERY_MS = 4_000;
const tones: Readonly<Record<Heard, Tone>> = {
  nothing: 'neutral',
  quiet: 'amber',
  good: 'green',
  loud: 'red',
};

export interface LevelProps {
  readonly heard: Heard | null;
  readonly bar: RefObject<HTMLDivElement | null>;
  /** Another microphone is asked for: that is said where the word stands. */
  readonly waiting?: boolean;
}

/** How loud the microphone is: a bar, a word beside it, and the word read out now and then. */
export function Level({ heard, bar, waiting = false }: LevelProps) {
  const { t } = useRecordWords();
  const said = useSeldom(heard);
  return (
    <div className={styles.level}>
      <div className={styles.levelTrack} aria-hidden="true">
        <div ref={bar} className={styles.levelBar} />
      </div>
      {heard !== null && !waiting && (
        <p aria-hidden="true">
          <State tone={tones[heard]} {...(heard === 'nothing' ? { icon: 'sound' as const } : {})}>
            {t(`record.level.${heard}`)}
          </State>
        </p>
      )}
      {waiting && (
        <p aria-hidden="true">
          <State tone="neutral" icon="clock">
            {t('record.start.asking')}
          </State>
        </p>
      )}
      <div role="status">
        <Hidden>{said !== null && `${t('record.level')}: ${t(`record.level.${said}`)}`}</Hidden>
      </div>
    </div>
  );
}

/** A value as it was at most every few seconds. */
function useSeldom(heard: Heard | null): Heard | null {
  const [said, setSaid] = useState<Heard | null>(null);
  const saidAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const say = () => {
      saidAt.current = performance.now();
      setSaid(heard);
    };
    const waitMs = SAY_EVERY_MS - (performance.now() - saidAt.current);
    const timer = setTimeout(say, Math.max(1_000, waitMs));
    return () => clearTimeout(timer);
  }, [heard]);
  return said;
}
