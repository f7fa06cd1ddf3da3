import type { IssueCard } from '../../issues/issue-draft.ts';
import { Button } from '../../kit/button.tsx';
import { MoveButtons, type MoveBy, movingRow, namePart } from '../moving.tsx';
import type { Take } from '../studio/types.ts';
import { useWords } from '../words/use-words.ts';
import { Contents } from './issue-contents.tsx';
import { IssueMoment } from './issue-moment.tsx';
import styles from './issues.module.css';

interface IssueItemProps {
  readonly card: IssueCard;
  readonly name: string;
  readonly first: boolean;
  readonly last: boolean;
  /** On the stage. */
  readonly take: Take | undefined;
  readonly onPlace: (moment: IssueCard['moment']) => void;
  readonly onCorrect: () => void;
  readonly onMove: (by: MoveBy) => void;
  readonly onRemove: () => void;
}

/** One issue of a statement. It moves with the buttons, or with Alt and the arrow keys wherever the focus is in it. */
export function IssueItem(props: IssueItemProps) {
  const { card, name, first, last, take, onPlace, onCorrect, onMove, onRemove } = props;
  const { t } = useWords();
  return (
    <li className={styles.issue} {...movingRow(card.id, onMove)}>
      <h3 className={styles.name} dir="auto">
        {name}
      </h3>
      {card.addedBy === 'staff' && <p className={styles.soft}>{t('issues.addedByStaff')}</p>}
      <IssueMoment moment={card.moment} take={take} onPlace={onPlace} />
      <Contents card={card} />
      <span className={styles.acts}>
        <Button kind="plain" icon="edit" onClick={onCorrect} {...namePart}>
          {t('issues.correct')}
        </Button>
        <Button kind="plain" icon="trash" onClick={onRemove}>
          {t('issues.remove')}
        </Button>
        <MoveButtons
          className={styles.moves}
          up={t('issues.up', { name })}
          down={t('issues.down', { name })}
          first={first}
          last={last}
          onMove={onMove}
        />
      </span>
    </li>
  );
}
