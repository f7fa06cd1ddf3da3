import type { PlacedSlot } from '@rostrum/domain';
import { Button } from '../../kit/button.tsx';
import { State } from '../../kit/state.tsx';
import { formatTime } from '../../kit/time.ts';
import { useStateName } from '../planning/use-state-name.ts';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import { beginOf, type PlannedHalf, type PlannedState, placed } from './half-day-draft.ts';
import styles from './half-days.module.css';

const MINUTE_MS = 60_000;

interface HalfDaySectionProps {
  readonly half: PlannedHalf;
  readonly timeZone: string;
  readonly onPlan: () => void;
}

/** One morning or afternoon: what runs when, what is left between, and what does not fit. */
export function HalfDaySection({ half, timeZone, onPlan }: HalfDaySectionProps) {
  const { t, date } = useWords();
  const { slots, questions } = half;
  const places = placed(slots, questions);
  const clock = (ms: number) => date(ms, { timeStyle: 'short', timeZone });
  const id = `half-${half.day}-${half.half}`;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {t(`halfDays.${half.half}`, { day: date(beginOf(half), { dateStyle: 'full', timeZone }) })}
        </h2>
        <Button icon="edit" onClick={onPlan}>
          {t('halfDays.change')}
        </Button>
      </div>
      <ol className={styles.rows}>
        {slots.map(({ planned, startsAtMs }) => {
          const slot = places.slots.find(({ key }) => key === planned.review.id);
          return (
            <li key={planned.review.id} className={styles.row}>
              <span className={styles.time}>{clock(startsAtMs)}</span>
              <span className={styles.what}>
                <StateLine planned={planned} />
              </span>
              <span className={styles.fit}>
                {slot && <Fit slot={slot} measured={planned.lengthMs !== null} />}
              </span>
            </li>
          );
        })}
        {questions !== null && (
          <li className={styles.row}>
            <span className={styles.time}>{clock(questions.startsAtMs)}</span>
            <span className={styles.what}>
              <span className={styles.name}>{t('halfDays.questions')}</span>
              <span className={styles.soft}>
                {t('halfDays.until', {
                  time: clock(questions.endsAtMs),
                  n: Math.round((questions.endsAtMs - questions.startsAtMs) / MINUTE_MS),
                })}
              </span>
            </span>
          </li>
        )}
      </ol>
    </section>
  );
}

function StateLine({ planned }: { readonly planned: PlannedState }) {
  const { t } = useWords();
  const { review, lengthMs, screening } = planned;
  const state = useStateName()(review);
  return (
    <>
      <Go href={to.programme(review.id)} className={styles.name}>
        <bdi>{state}</bdi>
      </Go>
      <span className={styles.soft}>
        {lengthMs === null
          ? t('halfDays.bySlot', { n: Math.round(review.slotMs / MINUTE_MS) })
          : t('halfDays.published', { time: `\u2066${formatTime(lengthMs)}\u2069` })}
        {' · '}
        {t(screening === null ? 'halfDays.noScreening' : `halfDays.screening.${screening.phase}`)}
      </span>
    </>
  );
}

interface FitProps {
  readonly slot: PlacedSlot;
  /** It is published: what is said of it is no guess. */
  readonly measured: boolean;
}

/** Whether it is over before what comes next. */
export function Fit({ slot: { lateMs, gapMs, nextAtMs }, measured }: FitProps) {
  const { t } = useWords();
  if (nextAtMs === null) return null;
  const time = (ms: number) => `\u2066${formatTime(ms)}\u2069`;
  if (lateMs > 0)
    return (
      <State tone={measured ? 'red' : 'amber'} icon="alert">
        {t('halfDays.late', { time: time(lateMs) })}
      </State>
    );
  if (gapMs === 0) return <State tone="green">{t('halfDays.exact')}</State>;
  return <span className={styles.soft}>{t('halfDays.gap', { time: time(gapMs) })}</span>;
}
