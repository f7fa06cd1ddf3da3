import { Button } from '../../kit/button.tsx';
import { Menu } from '../../kit/menu.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './head.module.css';
import { type Selection, useChosen } from './selection.ts';
import { type BoardRow, isMissing } from './stages.ts';

interface BoardBarProps {
  readonly shown: readonly BoardRow[];
  readonly selection: Selection;
  readonly onRemind: () => void;
  readonly onAssign: (at: HTMLElement) => void;
  readonly onExport: (format: 'csv' | 'xlsx') => void;
}

/** What can be done with many at once. */
export function BoardBar({ shown, selection, onRemind, onAssign, onExport }: BoardBarProps) {
  const { t, number } = useWords();
  const chosen = useChosen(selection);
  const missing = shown.filter(isMissing);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons is no fieldset
    <div className={styles.bar} role="group" aria-label={t('board.many')}>
      <p className={styles.barText} role="status">
        {chosen.length > 0 ? t('board.chosen', { n: chosen.length }) : t('board.shown', { n: shown.length })}
      </p>
      {chosen.length > 0 ? (
        <>
          <Button icon="person" onClick={(event) => onAssign(event.currentTarget)} aria-haspopup="menu">
            {t('board.giveTo')}
          </Button>
          <Button icon="clock" onClick={onRemind}>
            {t('board.remind')}
          </Button>
          <Button kind="plain" icon="close" onClick={() => selection.choose([])}>
            {t('board.chooseNone')}
          </Button>
        </>
      ) : (
        <>
          {missing.length > 0 && (
            <Button
              kind="plain"
              icon="check"
              onClick={() => selection.choose(missing.map(({ statementId }) => statementId))}
            >
              {t('board.chooseMissing', { n: number(missing.length) })}
            </Button>
          )}
          {shown.length > 0 && (
            <Button
              kind="plain"
              onClick={() => selection.choose(shown.map(({ statementId }) => statementId))}
            >
              {t('board.chooseShown')}
            </Button>
          )}
        </>
      )}
      <span className={styles.barEnd}>
        <Menu
          trigger={t('board.export')}
          label={t('board.export')}
          onChoose={(id) => onExport(id === 'csv' ? 'csv' : 'xlsx')}
          entries={[
            { id: 'xlsx', label: t('board.exportXlsx'), icon: 'download' },
            { id: 'csv', label: t('board.exportCsv'), icon: 'download' },
          ]}
        />
      </span>
    </div>
  );
}
