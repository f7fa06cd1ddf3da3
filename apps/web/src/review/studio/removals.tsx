import type { Edit } from '@rostrum/domain';
import type { FrameRate } from '../../kit/time.ts';
import { formatTime } from '../../kit/time.ts';
import { Timecode } from '../../kit/timecode.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './stage.module.css';

interface RemovalsProps {
  readonly removals: Edit['removals'];
  readonly rate: FrameRate;
  readonly onGo: (ms: number) => void;
  readonly onRestore: (startMs: number) => void;
}

export function Removals({ removals, rate, onGo, onRestore }: RemovalsProps) {
  const { t } = useWords();
  if (removals.length === 0) return null;
  return (
    <ul className={styles.removals} aria-label={t('edit.removed')}>
      {removals.map(({ startMs, endMs }) => (
        <li key={startMs}>
          <button type="button" className={styles.stageLink} onClick={() => onGo(startMs)}>
            {t('edit.removed')} <Timecode ms={startMs} rate={rate} /> – <Timecode ms={endMs} rate={rate} />
          </button>
          <button
            type="button"
            className={styles.stageLink}
            aria-label={t('edit.restoreFrom', { time: formatTime(startMs) })}
            onClick={() => onRestore(startMs)}
          >
            {t('edit.restore')}
          </button>
        </li>
      ))}
    </ul>
  );
}
