import { Hidden } from './hidden.tsx';
import { Icon } from './icons/icon.tsx';
import { join } from './join.ts';
import { type FrameRate, formatFrame, formatTime, frameAt, isoDuration, readFloor } from './time.ts';
import styles from './timecode.module.css';
import { useKitWords } from './words/use-kit-words.ts';

export interface TimecodeProps {
  readonly ms: number;
  /** With it, the frame is shown too: `6:42.13`. */
  readonly rate?: FrameRate;
}

export function Timecode({ ms, rate }: TimecodeProps) {
  return (
    <time className={styles.time} dateTime={isoDuration(ms)} dir="ltr">
      {rate ? formatFrame(frameAt(ms, rate), rate) : formatTime(ms)}
    </time>
  );
}

export interface FloorTimeProps {
  /** The measured length of the cut. */
  readonly usedMs: number;
  readonly limitMs: number;
  /** Below it, it is said that the statement is short; that is all. */
  readonly minimumMs?: number;
  readonly size?: 'large' | 'normal';
  /** On the dark stage. */
  readonly stage?: boolean;
}

/** How much of the floor a statement takes: the largest figure where it stands. */
export function FloorTime({ usedMs, limitMs, minimumMs, size = 'large', stage }: FloorTimeProps) {
  const { t } = useKitWords();
  const reading = readFloor(usedMs, limitMs);
  const spoken = (ms: number) => {
    const seconds = Math.floor(ms / 1000);
    return t('kit.time.hms', {
      h: Math.floor(seconds / 3600),
      m: Math.floor(seconds / 60) % 60,
      s: seconds % 60,
    });
  };
  const short = minimumMs !== undefined && usedMs < minimumMs;
  const difference = t(`kit.floor.${reading.kind}`, { time: `\u2066${reading.difference}\u2069` });
  return (
    <div className={join(styles.floor, styles[size], styles[reading.kind], stage && styles.stage)}>
      <p className={styles.figures}>
        <span aria-hidden="true" className={styles.used}>
          <bdi dir="ltr">{formatTime(usedMs)}</bdi>
        </span>
        <span aria-hidden="true" className={styles.limit}>
          {t('kit.floor.of', { limit: `\u2066${formatTime(limitMs)}\u2069` })}
        </span>
        <Hidden>
          {t('kit.floor.label')}: {spoken(usedMs)} {t('kit.floor.of', { limit: spoken(limitMs) })}
        </Hidden>
      </p>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.fill} style={{ inlineSize: `${Math.min(1, reading.share) * 100}%` }} />
      </div>
      <p className={styles.difference}>
        <Icon name={reading.kind === 'over' ? 'alert' : 'ready'} size={18} />
        <span>
          {difference}
          {short && ` · ${t('kit.floor.short', { minimum: `\u2066${formatTime(minimumMs)}\u2069` })}`}
        </span>
      </p>
    </div>
  );
}
