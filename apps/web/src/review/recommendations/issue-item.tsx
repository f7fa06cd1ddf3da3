import type { KeyboardEvent } from 'react';
import type { IssueCard } from '../../issues/issue-draft.ts';
import { Button } from '../../kit/button.tsx';
import { useWords } from '../words/use-words.ts';
import { Contents } from './issue-contents.tsx';
import styles from './issues.module.css';

interface IssueItemProps {
  readonly card: IssueCard;
  readonly name: string;
  readonly first: boolean;
  readonly last: boolean;
  readonly onCorrect: () => void;
  readonly onMove: (by: number) => void;
  readonly onRemove: () => void;
}

/** One issue of a statement. It moves with the buttons, or with Alt and the arrow keys wherever the focus is in it. */
export function IssueItem({ card, name, first, last, onCorrect, onMove, onRemove }: IssueItemProps) {
  const { t } = useWords();
  const onKey = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li className={styles.issue} data-issue={card.id} onKeyDown={onKey}>
      <h3 className={styles.name} dir="auto">
        {name}
      </h3>
      {card.addedBy === 'staff' && <p className={styles.soft}>{t('issues.addedByStaff')}</p>}
      <Contents card={card} />
      <span className={styles.acts}>
        <Button
          kind="plain"
          icon="edit"
          data-part="correct"
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onClick={onCorrect}
        >
          {t('issues.correct')}
        </Button>
        <Button kind="plain" icon="trash" onClick={onRemove}>
          {t('issues.remove')}
        </Button>
        <span className={styles.moves}>
          <Button
            kind="plain"
            iconOnly
            icon="down"
            className={styles.up}
            data-part="up"
            disabled={first}
            onClick={() => onMove(-1)}
          >
            {t('issues.up', { name })}
          </Button>
          <Button
            kind="plain"
            iconOnly
            icon="down"
            data-part="down"
            disabled={last}
            onClick={() => onMove(1)}
          >
            {t('issues.down', { name })}
          </Button>
        </span>
      </span>
    </li>
  );
}
