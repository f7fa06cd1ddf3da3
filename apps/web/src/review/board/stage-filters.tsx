import { Icon } from '../../kit/icons/icon.tsx';
import { join } from '../../kit/join.ts';
import { setSearch } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './head.module.css';
import { type BoardRow, countStages, type Stage, stageLooks, stages } from './stages.ts';

interface StageFiltersProps {
  /** All that is asked for otherwise. */
  readonly rows: readonly BoardRow[];
  readonly stage: Stage | undefined;
  readonly stuck: boolean;
}

/** How many stand where; a press shows only those. A stage that nothing stands at is not offered. */
export function StageFilters({ rows, stage, stuck }: StageFiltersProps) {
  const { t, number } = useWords();
  const counts = countStages(rows);
  const howManyStuck = rows.filter((row) => row.stuck).length;
  const shown = stages.filter((one) => counts.has(one) || one === stage);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons is no fieldset
    <div className={styles.filters} role="group" aria-label={t('board.filter')}>
      <button
        type="button"
        className={styles.filter}
        aria-pressed={!stage && !stuck}
        onClick={() => setSearch({ stage: undefined, stuck: undefined })}
      >
        <span>{t('board.all')}</span>
        <span className={styles.count}>{number(rows.length)}</span>
      </button>
      {shown.map((one) => (
        <button
          key={one}
          type="button"
          className={join(styles.filter, styles[stageLooks[one].tone])}
          aria-pressed={stage === one}
          onClick={() => setSearch({ stage: stage === one ? undefined : one, stuck: undefined })}
        >
          <Icon name={stageLooks[one].icon} size={16} />
          <span>{t(`stage.${one}`)}</span>
          <span className={styles.count}>{number(counts.get(one) ?? 0)}</span>
        </button>
      ))}
      {(howManyStuck > 0 || stuck) && (
        <button
          type="button"
          className={join(styles.filter, styles.red)}
          aria-pressed={stuck}
          onClick={() => setSearch({ stuck: stuck ? undefined : '1', stage: undefined })}
        >
          <Icon name="alert" size={16} />
          <span>{t('board.stuck')}</span>
          <span className={styles.count}>{number(howManyStuck)}</span>
        </button>
      )}
    </div>
  );
}
