import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Select } from '../../kit/field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { SessionFacts, sessionName, useSessions } from '../board/sessions.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { moved } from '../programme/move.ts';
import { navigate, to } from '../router.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { AddReview } from './add-review.tsx';
import { PlanRow } from './plan-row.tsx';
import styles from './planning.module.css';
import { type PlannedReview, ReviewForm } from './review-form.tsx';
import { SessionDialog } from './session-dialog.tsx';
import { useStateName } from './use-state-name.ts';

export default function PlanPage({ sessionId }: { readonly sessionId: string | undefined }) {
  const { t } = useWords();
  const sessions = useSessions();
  const chosen = sessionId ?? sessions.data?.[0]?.id;
  if (sessions.isError && !sessions.data) {
    return <ProblemNotice error={sessions.error} onRetry={() => void sessions.refetch()} />;
  }
  if (sessions.isPending) return <Skeleton shape="row" count={8} />;
  if (!chosen) {
    return (
      <EmptyState title={t('board.noSession')} action={<SessionDialog after="plan" />}>
        {t('board.noSessionText')}
      </EmptyState>
    );
  }
  return (
    <Plan
      key={chosen}
      sessionId={chosen}
      choices={sessions.data.map((one) => ({ value: one.id, label: sessionName(one, t) }))}
    />
  );
}

interface PlanProps {
  readonly sessionId: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

function Plan({ sessionId, choices }: PlanProps) {
  const { t } = useWords();
  const nameOf = useStateName();
  const client = useQueryClient();
  const key = ['plan', sessionId] as const;
  const params = { id: sessionId };
  const plan = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/sessions/{id}/plan', { params }, { signal }),
  });
  const [editing, setEditing] = useState<PlannedReview>();
  const [removing, setRemoving] = useState<PlannedReview>();
  useKeys({
    n: () => document.getElementById('plan-add')?.querySelector('button')?.click(),
    i: () => navigate(to.importInto(sessionId)),
  });

  const orderKey = ['plan-order', sessionId];
  const order = useMutation({
    // One after the other, as they were chosen: the last choice stands.
    mutationKey: orderKey,
    scope: { id: orderKey.join(' ') },
    mutationFn: (reviewIds: string[]) =>
      api('PUT /api/v1/sessions/{id}/reviews/order', { params, body: { reviewIds } }),
    onSettled: () => {
      if (client.isMutating({ mutationKey: orderKey }) > 1) return;
      void client.invalidateQueries({ queryKey: key });
      void client.invalidateQueries({ queryKey: ['board', sessionId] });
    },
  });
  const move = (from: number, target: number) => {
    const { data } = plan;
    if (data === undefined || target < 0 || target >= data.reviews.length) return;
    const reviews = moved(data.reviews, from, target);
    // At once: the server hears of it meanwhile. What is being asked for may be older than this.
    void client.cancelQueries({ queryKey: key });
    client.setQueryData(key, { ...data, reviews });
    order.mutate(reviews.map(({ review }) => review.id));
  };
  const remove = useMutation({
    mutationFn: ({ review }: PlannedReview) =>
      api('DELETE /api/v1/reviews/{id}', { params: { id: review.id } }),
    onSuccess: async (_, { review }) => {
      setRemoving(undefined);
      showToast({ tone: 'neutral', text: t('plan.removed', { state: nameOf(review) }) });
      await client.invalidateQueries({ queryKey: key });
      await client.invalidateQueries({ queryKey: ['board', sessionId] });
    },
  });

  const session = plan.data?.session;
  const reviews = plan.data?.reviews ?? [];
  const there = new Set(reviews.map(({ review }) => review.stateCode));
  return (
    <Stack gap="far">
      <div className={styles.head}>
        <div>
          <h1>{t('plan.title')}</h1>
          {session && <SessionFacts session={session} />}
        </div>
        <div className={styles.choice}>
          <Select
            label={t('board.session')}
            options={choices}
            value={sessionId}
            onChange={(event) => navigate(to.plan(event.target.value))}
          />
        </div>
      </div>
      {plan.isError && <ProblemNotice error={plan.error} onRetry={() => void plan.refetch()} />}
      {order.error && <ProblemNotice error={order.error} />}
      {plan.isPending && <Skeleton shape="row" count={8} />}
      {session && (
        <>
          <div className={styles.buttons}>
            <SessionDialog session={session} />
            <SessionDialog copyOf={session} after="plan" />
            <SessionDialog after="plan" />
          </div>
          <section className={styles.section} aria-labelledby="states">
            <div className={styles.head}>
              <h2 id="states" className={styles.sectionTitle}>
                {t('plan.states')}
              </h2>
              <div className={styles.buttons} id="plan-add">
                <AddReview sessionId={sessionId} timeZone={session.timeZone} there={there} kind="primary" />
                {reviews.length > 0 && (
                  <Button icon="upload" onClick={() => navigate(to.importInto(sessionId))}>
                    {t('plan.import')}
                  </Button>
                )}
              </div>
            </div>
            {reviews.length === 0 ? (
              <EmptyState title={t('plan.none')}>{t('plan.noneText')}</EmptyState>
            ) : (
              <div>
                <div className={styles.columns} aria-hidden="true">
                  <span />
                  <span>{t('state.choose')}</span>
                  <span>{t('plan.hour')}</span>
                  <span>{t('plan.slot')}</span>
                  <span>{t('plan.invited')}</span>
                  <span>{t('plan.floor')}</span>
                  <span />
                </div>
                <ul className={styles.rows} aria-labelledby="states">
                  {reviews.map((planned, at) => (
                    <PlanRow
                      key={planned.review.id}
                      planned={planned}
                      timeZone={session.timeZone}
                      first={at === 0}
                      last={at === reviews.length - 1}
                      onMove={(by) => move(at, at + by)}
                      onEdit={() => setEditing(planned)}
                      onRemove={() => setRemoving(planned)}
                    />
                  ))}
                </ul>
              </div>
            )}
          </section>
          <Dialog
            title={t('plan.editOf', { state: editing ? nameOf(editing.review) : '' })}
            open={editing !== undefined}
            onClose={() => setEditing(undefined)}
            alert
          >
            {editing && (
              <ReviewForm
                sessionId={sessionId}
                timeZone={session.timeZone}
                planned={editing}
                onSaved={() => setEditing(undefined)}
                onCancel={() => setEditing(undefined)}
              />
            )}
          </Dialog>
          <Dialog
            title={t('plan.removeTitle', { state: removing ? nameOf(removing.review) : '' })}
            open={removing !== undefined}
            onClose={() => setRemoving(undefined)}
            alert
            actions={
              <>
                <Button
                  kind="danger"
                  busy={remove.isPending && t('review.saving')}
                  onClick={() => removing && remove.mutate(removing)}
                >
                  {t('plan.remove')}
                </Button>
                <Button onClick={() => setRemoving(undefined)}>{t('review.cancel')}</Button>
              </>
            }
          >
            <p>{t('plan.removeText')}</p>
            {remove.error && <ProblemNotice error={remove.error} />}
          </Dialog>
        </>
      )}
    </Stack>
  );
}
