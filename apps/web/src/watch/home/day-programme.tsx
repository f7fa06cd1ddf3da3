import { State } from '../../kit/state.tsx';
import type { Home } from '../api.ts';
import { Go, reviewAddress } from '../router.tsx';
import { useStateName } from '../use-state-name.ts';
import { useWords } from '../words/use-words.ts';
import styles from './day-programme.module.css';
import { type DayHalf, type DaySlot, dayHalves, isNow } from './day-rows.ts';

const GENEVA = 'Europe/Zurich';

/** What runs when, half-day by half-day: by the reader's clock, and by Geneva's where that is another. */
export function DayProgramme({ home }: { readonly home: Home }) {
  const { t } = useWords();
  const halves = dayHalves(home);
  if (halves.length === 0) return null;
  const nowMs = Date.parse(home.serverNow);
  return (
    <section aria-labelledby="day">
      <h2 id="day" className={styles.heading}>
        {t('watch.day.title')}
      </h2>
      <div className={styles.halves}>
        {halves.map((half) => (
          <Half key={`${half.day} ${half.half}`} half={half} timeZone={home.session.timeZone} nowMs={nowMs} />
        ))}
      </div>
    </section>
  );
}

interface HalfProps {
  readonly half: DayHalf;
  readonly timeZone: string;
  readonly nowMs: number;
}

function Half({ half, timeZone, nowMs }: HalfProps) {
  const { t, date } = useWords();
  const { slots, questions } = half;
  const first = slots[0]?.startsAtMs ?? questions?.startsAtMs ?? 0;
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const full = { ...clock, year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const inGeneva = (ms: number) => date(ms, { ...clock, timeZone: GENEVA });
  const elsewhere = date(first, full) !== date(first, { ...full, timeZone: GENEVA });
  const dayOf = { weekday: 'short' } as const;
  /** With the day, where it is another one here. */
  const here = (ms: number) => {
    const same = date(ms, { day: 'numeric' }) === date(first, { day: 'numeric', timeZone });
    return date(ms, same ? clock : { ...clock, ...dayOf });
  };
  const time = (ms: number) => (
    <>
      <td className={styles.time}>
        <time dateTime={new Date(ms).toISOString()}>{elsewhere ? here(ms) : inGeneva(ms)}</time>
      </td>
      {elsewhere && <td className={styles.geneva}>{inGeneva(ms)}</td>}
    </>
  );
  return (
    <table className={styles.half}>
      <caption className={styles.caption}>
        {t(`watch.day.${half.half}`, {
          day: date(first, { weekday: 'long', day: 'numeric', month: 'long', timeZone }),
        })}
      </caption>
      <thead>
        <tr>
          {elsewhere && <th scope="col">{t('watch.day.here')}</th>}
          <th scope="col">{t('watch.day.geneva')}</th>
          <th scope="col">{t('watch.day.what')}</th>
        </tr>
      </thead>
      <tbody>
        {slots.map((slot) => (
          <tr key={slot.one.review.id} aria-current={isNow(half, slot, nowMs) ? 'time' : undefined}>
            {time(slot.startsAtMs)}
            <td>
              <What slot={slot} /> {isNow(half, slot, nowMs) && <Now />}
            </td>
          </tr>
        ))}
        {questions !== null && (
          <tr>
            {time(questions.startsAtMs)}
            <td>
              <span className={styles.questions}>{t('watch.day.questions')}</span>{' '}
              <span className={styles.until}>
                {t('watch.day.until', {
                  time: elsewhere ? here(questions.endsAtMs) : inGeneva(questions.endsAtMs),
                })}
              </span>{' '}
              {isNow(half, { ...questions, overAtMs: questions.endsAtMs }, nowMs) && <Now />}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function What({ slot: { one } }: { readonly slot: DaySlot }) {
  const name = useStateName()(one.review);
  if (one.screening === null && one.published === null) return <bdi>{name}</bdi>;
  return (
    <Go href={reviewAddress(one.review.id)}>
      <bdi>{name}</bdi>
    </Go>
  );
}

function Now() {
  const { t } = useWords();
  return (
    <span className={styles.now}>
      <State tone="green" icon="play">
        {t('watch.day.now')}
      </State>
    </span>
  );
}
