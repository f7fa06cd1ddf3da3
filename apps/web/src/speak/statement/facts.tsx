import { ownZone } from '../../kit/own-zone.ts';
import { formatTime, isoDuration } from '../../kit/time.ts';
import type { Statement } from '../api.ts';
import { useWords } from '../words/use-words.ts';
import styles from './facts.module.css';

const GENEVA = 'Europe/Zurich';

/** Whose floor it is, how long, until when, and how many times one may try. */
export function Facts({ view }: { readonly view: Statement }) {
  const { t } = useWords();
  const { floor, attempts, deadline } = view;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('speak.facts.floor')}</dt>
        <dd className={styles.large}>
          <time dateTime={isoDuration(floor.maximumMs)} dir="ltr">
            {formatTime(floor.maximumMs)}
          </time>
        </dd>
        <dd className={styles.soft}>{t('speak.facts.floor.unit')}</dd>
      </div>
      <div>
        <dt>{t('speak.facts.attempts')}</dt>
        <dd className={styles.large}>
          <bdi dir="ltr">
            {attempts.used} / {attempts.allowed}
          </bdi>
        </dd>
        <dd className={styles.soft}>{t('speak.facts.attempts.used')}</dd>
      </div>
      {deadline.at !== null && (
        <div className={styles.whole}>
          <dt>{t(deadline.passed ? 'speak.facts.deadline.passed' : 'speak.facts.deadline')}</dt>
          <Deadline at={deadline.at} timeZone={deadline.timeZone} />
        </div>
      )}
    </dl>
  );
}

function Deadline({ at, timeZone }: { readonly at: string; readonly timeZone: string }) {
  const { t, date, language } = useWords();
  const own = ownZone();
  const say = (zone: string) =>
    date(at, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: zone,
    });
  const nameOf = (zone: string) =>
    new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'long' })
      .formatToParts(new Date(at))
      .find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  const there = say(timeZone);
  const here = say(own);
  const zone = timeZone === GENEVA ? t('speak.facts.geneva') : nameOf(timeZone);
  return (
    <>
      <dd>
        <time dateTime={at}>{there}</time>
        <span className={styles.zone}>{zone}</span>
      </dd>
      <dd>
        {here === there ? (
          <span className={styles.soft}>{t('speak.facts.sameClock', { zone: nameOf(own) })}</span>
        ) : (
          <>
            <time dateTime={at}>{here}</time>
            <span className={styles.zone}>{t('speak.facts.yours', { zone: nameOf(own) })}</span>
          </>
        )}
      </dd>
    </>
  );
}
