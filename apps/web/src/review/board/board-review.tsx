import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../kit/button.tsx';
import { join } from '../../kit/join.ts';
import { State } from '../../kit/state.tsx';
import { Timecode } from '../../kit/timecode.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { useProblemText } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './board.module.css';
import { LengthAgainstFloor } from './length-against-floor.tsx';
import type { SessionHead } from './sessions.tsx';
import { type BoardRow, type ReviewGroup, stageLooks } from './stages.ts';

interface BoardReviewProps {
  readonly group: ReviewGroup;
  readonly session: SessionHead;
}

export function BoardReview({ group: { review, rows, published }, session }: BoardReviewProps) {
  const { t, date } = useWords();
  const id = `review-${review.id}`;
  return (
    <div>
      <div className={styles.reviewHead}>
        <h2 id={id} className={styles.reviewName}>
          <Go href={to.programme(review.id)}>{review.stateName}</Go>
        </h2>
        <p className={styles.reviewFacts}>
          {review.presessionAt && (
            <span>
              {date(review.presessionAt, {
                dateStyle: 'medium',
                timeStyle: 'short',
                timeZone: session.timeZone,
              })}
            </span>
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
      {rows.length === 0 ? (
        <p className={styles.none}>{t('board.noInvitations')}</p>
      ) : (
        <ul className={styles.rows} aria-labelledby={id}>
          {rows.map((row) => (
            <Row key={row.statementId} row={row} sessionId={session.id} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Row({ row, sessionId }: { readonly row: BoardRow; readonly sessionId: string }) {
  const { t } = useWords();
  const look = stageLooks[row.stage];
  const { organisation, take } = row;
  return (
    <li className={styles.row}>
      <Go href={to.statement(row.statementId)} className={styles.name}>
        {organisation.name}
      </Go>
      <span className={styles.kind}>
        {organisation.kind === 'nhri' && organisation.nhriStatus
          ? t('kind.nhriStatus', { status: organisation.nhriStatus })
          : t(`kind.${organisation.kind}`)}
      </span>
      <span className={styles.stage}>
        <State tone={look.tone} icon={look.icon}>
          {t(`stage.${row.stage}`)}
        </State>
        {row.unmet.length > 0 && (
          <State tone="amber" icon="lock">
            {t('board.unmet')}
          </State>
        )}
      </span>
      <span className={styles.length}>
        <LengthAgainstFloor row={row} />
      </span>
      <span className={join(styles.action, !row.stuck && styles.noAction)}>
        {row.stuck && take && <Retry takeId={take.id} sessionId={sessionId} name={organisation.name} />}
      </span>
    </li>
  );
}

function Retry({
  takeId,
  sessionId,
  name,
}: {
  readonly takeId: string;
  readonly sessionId: string;
  readonly name: string;
}) {
  const { t } = useWords();
  const text = useProblemText();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => api('POST /api/v1/takes/{id}/retry', { params: { id: takeId } }),
    onSuccess: () => showToast({ tone: 'green', text: t('board.retried', { name }) }),
    onError: (error) => showToast({ tone: 'red', text: text(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['board', sessionId] }),
  });
  return (
    <Button
      icon="replay"
      aria-label={t('board.retryOf', { name })}
      busy={retry.isPending && t('board.retrying')}
      onClick={() => retry.mutate()}
    >
      {t('review.retry')}
    </Button>
  );
}
