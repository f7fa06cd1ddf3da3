import { ApiProblem } from '@rostrum/client';
import { Hidden } from '../../kit/hidden.tsx';
import { join } from '../../kit/join.ts';
import { formatTime, readFloor } from '../../kit/time.ts';
import { Timecode } from '../../kit/timecode.tsx';
import { useProblemText } from '../problem-notice.tsx';
import { useWorkText } from '../use-work-text.ts';
import { useWords } from '../words/use-words.ts';
import styles from './row.module.css';
import type { BoardRow } from './stages.ts';

const working: ReadonlySet<string> = new Set(['receiving', 'received', 'checking', 'preparing']);

/** While it comes: how far. Then the newest take's length on the scale of its floor time. */
export function LengthAgainstFloor({ row: { take, floorTimeMs, stage } }: { readonly row: BoardRow }) {
  const { t } = useWords();
  const text = useProblemText();
  const workText = useWorkText();
  if (!take) return null;
  if (take.reason) {
    const { code, title, figures } = take.reason;
    return <span className={styles.why}>{text(new ApiProblem({ code, title, status: 0, figures }))}</span>;
  }
  if (working.has(take.state) && take.measuredMs === null) {
    const label = t(`take.${take.state}`);
    const said = label === t(`stage.${stage}`);
    return <Bar share={take.progress} label={label} said={said} figure={workText(take)} />;
  }
  if (take.measuredMs === null) return null;
  const reading = readFloor(take.measuredMs, floorTimeMs);
  return (
    <span className={styles.measured}>
      <span className={styles.figures}>
        <Timecode ms={take.measuredMs} />
        <span className={reading.kind === 'over' ? styles.over : styles.soft}>
          {reading.kind === 'over'
            ? t('board.over', { time: `\u2066${reading.difference}\u2069` })
            : t('board.of', { limit: `\u2066${formatTime(floorTimeMs)}\u2069` })}
        </span>
      </span>
      <span className={styles.track} aria-hidden="true">
        <span
          className={join(styles.fill, reading.kind === 'over' && styles.fillOver)}
          style={{ inlineSize: `${Math.min(1, reading.share) * 100}%` }}
        />
      </span>
      {take.state === 'preparing' && (
        <span className={styles.soft}>
          {t('take.preparing')} · {workText(take)}
        </span>
      )}
    </span>
  );
}

function Bar({
  share,
  label,
  said,
  figure,
}: {
  readonly share: number;
  readonly label: string;
  /** Beside it already, as the stage. */
  readonly said: boolean;
  readonly figure: string;
}) {
  return (
    <span className={styles.measured}>
      <span className={styles.figures}>
        {!said && <span className={styles.soft}>{label}</span>}
        <span aria-hidden="true">{figure}</span>
      </span>
      <span
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
      >
        <span className={styles.fillWorking} style={{ inlineSize: `${Math.min(1, share) * 100}%` }} />
      </span>
      <Hidden>{figure}</Hidden>
    </span>
  );
}
