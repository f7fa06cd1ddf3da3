import { join } from '../../kit/join.ts';
import { State, type Tone } from '../../kit/state.tsx';
import { Timecode } from '../../kit/timecode.tsx';
import type { Take } from '../api.ts';
import { type AllKey, useAllWords } from '../later/use-all-words.ts';
import { useProblemText } from '../problems/problem-text.ts';
import page from '../statement/page.module.css';
import styles from './take.module.css';

const tones: Partial<Record<Take['state'], Tone>> = { ready: 'green', refused: 'red', failed: 'amber' };

/** What was sent before: kept, never changed. */
export function EarlierTakes({ takes }: { readonly takes: readonly Take[] }) {
  const { t, date } = useAllWords();
  const problemText = useProblemText();
  if (takes.length === 0) return null;
  return (
    <details className={join(page.part, styles.named)}>
      <summary>{t('speak.earlier.title', { n: takes.length })}</summary>
      <ul className={styles.takes}>
        {takes.map((take) => (
          <li key={take.id} className={styles.take}>
            <span className={styles.takeHead}>
              <strong>{t('speak.earlier.take', { n: take.number })}</strong>
              <State tone={tones[take.state] ?? 'neutral'}>{t(`take.${take.state}` satisfies AllKey)}</State>
              {take.measuredMs !== null && <Timecode ms={take.measuredMs} />}
            </span>
            {take.fileName !== null && <bdi className={styles.name}>{take.fileName}</bdi>}
            <span className={styles.soft}>
              {date(take.beganAt, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' })}
            </span>
            {take.reason !== null && <span>{problemText(take.reason).text}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
