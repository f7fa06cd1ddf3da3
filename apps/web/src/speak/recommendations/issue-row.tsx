import type { IssueCard } from '../../issues/issue-draft.ts';
import { Button } from '../../kit/button.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { useIssuesWords } from './issue-words.ts';
import styles from './issues.module.css';

export interface IssueRowProps {
  readonly card: IssueCard;
  readonly name: string;
  readonly first: boolean;
  readonly last: boolean;
  readonly onEdit?: () => void;
  readonly onMove?: (by: number) => void;
  readonly onRemove?: () => void;
}

/** One issue in the list: what it is about, how much is in it, and what can be done with it. */
export function IssueRow({ card, name, first, last, onEdit, onMove, onRemove }: IssueRowProps) {
  const { t } = useIssuesWords();
  const { recommendations, questions } = card;
  return (
    <Stack gap="close">
      <h3 className={styles.name}>
        <bdi>{name}</bdi>
      </h3>
      <p className={styles.soft}>
        {t('issues.holds', { recommendations: recommendations.length, questions: questions.length })}
      </p>
      {card.addedBy === 'staff' && <p className={styles.soft}>{t('issues.addedByStaff')}</p>}
      {recommendations.map(({ text }, at) => (
        <p key={at} className={styles.words} dir="auto">
          {text}
        </p>
      ))}
      {onEdit && onMove && onRemove && (
        <Actions>
          <Button icon="edit" onClick={onEdit}>
            {t('issues.edit')}
          </Button>
          {!(first && last) && (
            <>
              <Button kind="plain" aria-disabled={first} onClick={() => !first && onMove(-1)}>
                {t('issues.up')}
              </Button>
              <Button kind="plain" aria-disabled={last} onClick={() => !last && onMove(1)}>
                {t('issues.down')}
              </Button>
            </>
          )}
          <Button kind="plain" icon="trash" onClick={onRemove}>
            {t('issues.remove')}
          </Button>
        </Actions>
      )}
    </Stack>
  );
}
