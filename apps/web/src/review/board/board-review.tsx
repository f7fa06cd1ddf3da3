import { memo } from 'react';
import { State } from '../../kit/state.tsx';
import { Timecode } from '../../kit/timecode.tsx';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './board.module.css';
import { Row, type RowTools } from './board-row.tsx';
import row from './row.module.css';
import { countStages, type ReviewGroup, stages } from './stages.ts';

interface BoardReviewProps {
  readonly group: ReviewGroup;
  /** Ids with spaces between, so that the same ones are the same. Null for all. */
  readonly shown: string | null;
  readonly hidden: boolean;
  readonly tools: RowTools;
}

/** One SuR. What is not asked for stays where it is, unseen: coming back, it need not be made again. */
export const BoardReview = memo(function BoardReview({ group, shown, hidden, tools }: BoardReviewProps) {
  const { t } = useWords();
  const { review, rows } = group;
  const id = `review-${review.id}`;
  const ids = shown === null ? null : new Set(shown.split(' '));
  const height = `calc(3rem + ${ids?.size ?? rows.length} * var(--row))`;
  return (
    <section
      className={styles.review}
      style={{ containIntrinsicBlockSize: height }}
      hidden={hidden}
      aria-labelledby={id}
    >
      <Head id={id} group={group} timeZone={tools.timeZone} />
      {rows.length === 0 ? (
        <p className={styles.none}>{t('board.noInvitations')}</p>
      ) : (
        <ul className={styles.rows} aria-labelledby={id}>
          {rows.map((one) => (
            <li
              key={one.statementId}
              className={row.row}
              hidden={ids !== null && !ids.has(one.statementId)}
              data-statement={one.statementId}
            >
              <Row row={one} tools={tools} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
});

interface HeadProps {
  readonly id: string;
  readonly group: ReviewGroup;
  readonly timeZone: string;
}

/** What is said of all of them, whatever is filtered. */
const Head = memo(function Head({ id, group: { review, rows, published }, timeZone }: HeadProps) {
  const { t, date, language } = useWords();
  return (
    <div className={styles.reviewHead}>
      <h2 id={id} className={styles.reviewName}>
        <Go href={to.programme(review.id)}>{review.stateNames[language === 'fr' ? 'fr' : 'en']}</Go>
      </h2>
      <Tally rows={rows} />
      <p className={styles.reviewFacts}>
        {review.presessionAt && (
          <span>{date(review.presessionAt, { dateStyle: 'medium', timeStyle: 'short', timeZone })}</span>
        )}
        <span>
          {t('board.floor')} <Timecode ms={review.floorTimeMs} />
        </span>
        {published ? (
          <State tone="green">{t('board.published', { n: published.number })}</State>
        ) : (
          <span>{t('board.notPublished')}</span>
        )}
      </p>
    </div>
  );
});

/** How many of the SuR stand where, in the order of their way. */
function Tally({ rows }: Pick<ReviewGroup, 'rows'>) {
  const { t, number } = useWords();
  const counts = countStages(rows);
  return (
    <p className={styles.tally}>
      {stages
        .filter((stage) => counts.has(stage))
        .map((stage) => (
          <span key={stage}>
            <span className={styles.count}>{number(counts.get(stage) ?? 0)}</span>{' '}
            {t(`tally.${stage}`, { n: counts.get(stage) ?? 0 })}
          </span>
        ))}
    </p>
  );
}
