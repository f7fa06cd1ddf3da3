import { type ReactNode, useId } from 'react';
import styles from './progress.module.css';
import { useTimeLeft } from './use-time-left.ts';
import { useKitWords } from './words/use-kit-words.ts';

export interface ProgressProps {
  readonly label: ReactNode;
  /** 0 to 1; not known yet when undefined. */
  readonly value: number | undefined;
  /** Shown from ten seconds on; `undefined` says nothing, `null` that it is being measured. */
  readonly leftMs?: number | null | undefined;
  /** Others are before it: nothing is measured yet. */
  readonly waiting?: boolean;
  /** Says that one may leave the page. Only where it is true. */
  readonly mayLeave?: boolean;
  /** Beside the label: "12 of 48 MB". */
  readonly detail?: ReactNode;
}

export function Progress({ label, value, leftMs, waiting, mayLeave, detail }: ProgressProps) {
  const { t } = useKitWords();
  const timeLeft = useTimeLeft();
  const id = useId();
  const known = waiting ? undefined : value;
  const percent = known === undefined ? undefined : Math.round(Math.min(1, Math.max(0, known)) * 100);
  const leftText = waiting ? t('kit.progress.waiting') : timeLeft(leftMs);
  return (
    <div className={styles.progress}>
      <div className={styles.line}>
        <span id={id} className={styles.label}>
          {label}
        </span>
        {percent !== undefined && (
          <bdi dir="ltr" className={styles.percent} aria-hidden="true">
            {percent} %
          </bdi>
        )}
      </div>
      <div
        className={styles.track}
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={
          percent === undefined ? undefined : [`${percent} %`, leftText].filter(Boolean).join(', ')
        }
      >
        <div className={styles.fill} style={{ inlineSize: `${percent ?? 0}%` }} />
      </div>
      {(detail !== undefined || leftText || mayLeave) && (
        <p className={styles.detail}>
          {detail}
          {detail !== undefined && leftText && ' · '}
          {leftText}
          {mayLeave && ` ${leftText || detail !== undefined ? '· ' : ''}${t('kit.progress.leave')}`}
        </p>
      )}
    </div>
  );
}
