import { formatTime } from '../../kit/time.ts';
import type { Programme } from '../api.ts';
import { Go, statementAddress } from '../router.tsx';
import type { SinceInProgramme } from '../since/seen.ts';
import { useWords } from '../words/use-words.ts';
import { ItemList } from './item-list.tsx';
import styles from './programme.module.css';

export interface ProgrammeItemsProps {
  readonly programme: Programme;
  readonly only: string | undefined;
  /** Index of the statement on show. */
  readonly current: number;
  readonly onJump: (index: number) => void;
  readonly since: SinceInProgramme;
}

/** Who speaks in it, and for how long. */
export function ProgrammeItems({ programme, only, current, onJump, since }: ProgrammeItemsProps) {
  const { t, date } = useWords();
  const { revision, review } = programme;
  const statements = revision.items.filter(({ kind }) => kind === 'statement').length;
  return (
    <div className={styles.items}>
      <p className={styles.soft}>
        {t('watch.review.version.length', {
          statements: t('watch.home.statements', { n: statements }),
          length: `\u2066${formatTime(revision.lengthMs)}\u2069`,
        })}
      </p>
      {only !== undefined && (
        <p>
          <Go href={statementAddress(review.id, only)} className={styles.whole}>
            {t('watch.one.whole')}
          </Go>
        </p>
      )}
      {only === undefined && since.lost > 0 && (
        <p className={styles.soft}>{t('watch.since.lost', { n: since.lost })}</p>
      )}
      {only === undefined && since.otherwise && <p className={styles.soft}>{t('watch.since.otherwise')}</p>}
      <ItemList items={revision.items} current={current} onJump={onJump} since={since.marks} />
      {revision.publishedAt !== null && (
        <p className={styles.soft}>
          {t('watch.review.version', {
            date: date(revision.publishedAt, { dateStyle: 'long', timeStyle: 'short' }),
          })}
        </p>
      )}
    </div>
  );
}
