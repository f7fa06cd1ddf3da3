import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { OneSession, SessionChoice } from '../planning/one-session.tsx';
import { useStateName } from '../planning/use-state-name.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import { type Draft, draftOf, hourOf, newDraft, type PlannedHalf, plannedHalves } from './half-day-draft.ts';
import { HalfDaySection } from './half-day-section.tsx';
import styles from './half-days.module.css';
import { PlanHalfDay } from './plan-half-day.tsx';

export function HalfDaysPage({ sessionId }: { readonly sessionId: string | undefined }) {
  return (
    <OneSession sessionId={sessionId}>{(chosen) => <HalfDays key={chosen} sessionId={chosen} />}</OneSession>
  );
}

/** Which States run one after the other, and when they are asked together. */
function HalfDays({ sessionId }: { readonly sessionId: string }) {
  const { t } = useWords();
  const nameOf = useStateName();
  const hours = useQuery({
    queryKey: ['programme', 'hours', sessionId],
    queryFn: ({ signal }) =>
      api('GET /api/v1/sessions/{id}/hours', { params: { id: sessionId } }, { signal }),
    refetchInterval: 20_000,
  });
  const [planning, setPlanning] = useState<{ readonly draft: Draft; readonly half?: PlannedHalf }>();
  const { data } = hours;
  const halves = data ? plannedHalves(data) : [];
  const without = data?.reviews.filter((planned) => hourOf(planned) === null) ?? [];
  return (
    <Stack gap="far">
      <PageHead
        up={<Go href={to.plan(sessionId)}>{t('plan.title')}</Go>}
        title={t('halfDays.title')}
        facts={data && t('halfDays.text', { zone: data.session.timeZone })}
        aside={<SessionChoice sessionId={sessionId} to={to.halfDays} />}
      />
      {hours.isError && <ProblemNotice error={hours.error} onRetry={() => void hours.refetch()} />}
      {hours.isPending && <Skeleton shape="row" count={6} />}
      {data && data.reviews.length === 0 && (
        <EmptyState title={t('plan.none')}>
          <Go href={to.plan(sessionId)}>{t('plan.title')}</Go>
        </EmptyState>
      )}
      {data && data.reviews.length > 0 && (
        <>
          <div>
            <Button
              kind={halves.length === 0 ? 'primary' : 'quiet'}
              icon="plus"
              onClick={() => setPlanning({ draft: newDraft(data.session.startsOn) })}
            >
              {t('halfDays.add')}
            </Button>
          </div>
          {halves.length === 0 && (
            <EmptyState title={t('halfDays.none')}>{t('halfDays.noneText')}</EmptyState>
          )}
          {halves.map((half) => (
            <HalfDaySection
              key={`${half.day} ${half.half}`}
              half={half}
              timeZone={data.session.timeZone}
              onPlan={() => setPlanning({ draft: draftOf(half, data.session.timeZone), half })}
            />
          ))}
          {without.length > 0 && halves.length > 0 && (
            <section aria-labelledby="without-hour" className={styles.section}>
              <h2 id="without-hour" className={styles.title}>
                {t('halfDays.without')}
              </h2>
              <p className={styles.names}>
                {without.map(({ review }) => (
                  <bdi key={review.id}>{nameOf(review)}</bdi>
                ))}
              </p>
            </section>
          )}
        </>
      )}
      {planning && data && (
        <PlanHalfDay
          hours={data}
          draft={planning.draft}
          {...(planning.half ? { half: planning.half } : {})}
          onClose={() => setPlanning(undefined)}
        />
      )}
    </Stack>
  );
}
