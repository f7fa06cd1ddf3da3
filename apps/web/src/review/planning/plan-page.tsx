import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { join } from '../../kit/join.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { SessionFacts } from '../board/sessions.tsx';
import { Confirm } from '../confirm.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { moved } from '../programme/move.ts';
import { navigate, to } from '../router.tsx';
import { useEdited } from '../use-form-dialog.ts';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { AddReview } from './add-review.tsx';
import { OneSession, SessionChoice } from './one-session.tsx';
import { PlanRow } from './plan-row.tsx';
import styles from './planning.module.css';
import { type PlannedReview, ReviewForm } from './review-form.tsx';
import { SessionDialog } from './session-dialog.tsx';
import { useStateName } from './use-state-name.ts';

export default function PlanPage({ sessionId }: { readonly sessionId: string | undefined }) {
  return (
    <OneSession sessionId={sessionId} action={<SessionDialog after="plan" />}>
      {(chosen) => <Plan key={chosen} sessionId={chosen} />}
    </OneSession>
  );
}

function Plan({ sessionId }: { readonly sessionId: string }) {
  const { t } = useWords();
  const nameOf = useStateName();
  const client = useQueryClient();
  const key = ['plan', sessionId] as const;
  const params = { id: sessionId };
  const plan = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/sessions/{id}/plan', { params }, { signal }),
  });
  const edited = useEdited(`plan.${sessionId}`);
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
  const editing = reviews.find(({ review }) => review.id === edited.id);
  const there = new Set(reviews.map(({ review }) => review.stateCode));
  return (
    <Stack gap="far">
      <PageHead
        title={t('plan.title')}
        aside={
          <div className={styles.choice}>
            <SessionChoice sessionId={sessionId} to={to.plan} />
          </div>
        }
      >
        {session && <SessionFacts session={session} />}
      </PageHead>
      {plan.isError && <ProblemNotice error={plan.error} onRetry={() => void plan.refetch()} />}
      {order.error && <ProblemNotice error={order.error} />}
      {plan.isPending && <Skeleton shape="row" count={8} />}
      {session && (
        <>
          <div className={join(styles.buttons, styles.links)}>
            <SessionDialog session={session} />
            <SessionDialog copyOf={session} after="plan" />
            <SessionDialog after="plan" />
            {reviews.length > 0 && (
              <Button kind="plain" icon="calendar" onClick={() => navigate(to.halfDays(sessionId))}>
                {t('halfDays.title')}
              </Button>
            )}
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
                      onEdit={() => edited.begin(planned.review.id)}
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
            onClose={edited.end}
            alert
          >
            {editing && (
              <ReviewForm
                sessionId={sessionId}
                timeZone={session.timeZone}
                planned={editing}
                draft={edited.draft}
                onSaved={edited.end}
                onCancel={edited.end}
              />
            )}
          </Dialog>
          <Confirm
            title={t('plan.removeTitle', { state: removing ? nameOf(removing.review) : '' })}
            text={t('plan.removeText')}
            act={t('plan.remove')}
            danger
            open={removing !== undefined}
            run={remove}
            onAct={() => removing && remove.mutate(removing)}
            onClose={() => {
              remove.reset();
              setRemoving(undefined);
            }}
          />
        </>
      )}
    </Stack>
  );
}
