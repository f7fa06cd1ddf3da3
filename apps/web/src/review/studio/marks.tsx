import { join } from '../../kit/join.ts';
import styles from './timeline.module.css';
import { percent } from './track.tsx';
import { shareOf, type View } from './view.ts';

/** Something said about a moment or a range, in the time of what is on the stage. */
export interface Mark {
  readonly id: string;
  readonly startMs: number;
  /** Null where it is about a moment. */
  readonly endMs: number | null;
  /** Among the staff, or to the speaker. */
  readonly kind: 'internal' | 'speaker';
  /** Read out and shown beside the pointer. */
  readonly label: string;
  /** Pressed, beside going there. */
  readonly onPress?: () => void;
}

interface MarksProps {
  readonly marks: readonly Mark[];
  readonly view: View;
  readonly onSeek: (ms: number) => void;
}

export function Marks({ marks, view, onSeek }: MarksProps) {
  const shown = marks.filter(({ startMs, endMs }) => {
    const from = shareOf(view, startMs);
    return from <= 1 && shareOf(view, endMs ?? startMs) >= 0;
  });
  if (shown.length === 0) return null;
  return (
    <div className={styles.marks}>
      {shown.map(({ id, startMs, endMs, kind, label, onPress }) => {
        const from = Math.max(0, shareOf(view, startMs));
        const to = Math.min(1, shareOf(view, endMs ?? startMs));
        return (
          <button
            key={id}
            type="button"
            className={join(styles.mark, styles[kind])}
            style={{ left: percent(from), width: endMs === null ? undefined : percent(to - from) }}
            title={label}
            aria-label={label}
            onClick={() => {
              onSeek(startMs);
              onPress?.();
            }}
          />
        );
      })}
    </div>
  );
}
