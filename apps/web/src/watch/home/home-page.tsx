import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { dayRange } from '../../kit/day-range.ts';
import { Icon } from '../../kit/icons/icon.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { formatTime } from '../../kit/time.ts';
import { api, type HomeReview, type Session } from '../api.ts';
import { isHeldInTab } from '../link/tab-session.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { Go, RECOMMENDATIONS, reviewAddress } from '../router.tsx';
import { forgetSeen } from '../since/kept-seen.ts';
import type { Since } from '../since/seen.ts';
import { SinceMark } from '../since/since-mark.tsx';
import { useSinceOnHome } from '../since/use-since.ts';
import { useStateName } from '../use-state-name.ts';
import { useTitleFocus } from '../use-title-focus.ts';
import { useWords } from '../words/use-words.ts';
import { DayProgramme } from './day-programme.tsx';
import styles from './home.module.css';
import { hourOf } from './hour-of.ts';
import { useHome } from './use-home.ts';
import { WindowNotice } from './window-notice.tsx';

export interface HomePageProps {
  readonly onSeen: () => void;
  readonly onDenied: () => void;
  readonly onLeft: () => void;
}

export function HomePage({ onSeen, onDenied, onLeft }: HomePageProps) {
  const { t, language } = useWords();
  const nameOf = useStateName();
  const { home, problem, again } = useHome({ onSeen, onDenied });
  const since = useSinceOnHome(home);
  if (!home) {
    return problem ? (
      <Stack>
        <h1>{t('watch.place')}</h1>
        <ProblemNotice problem={problem} onRetry={again} />
      </Stack>
    ) : (
      <Stack gap="far">
        <Skeleton shape="title" />
        <Skeleton shape="row" count={8} />
      </Stack>
    );
  }
  const ready = home.reviews.filter(({ published }) => published !== null);
  const none = home.mission ? 'watch.home.none' : 'watch.home.speakersNone';
  const waiting = home.reviews.filter(({ published }) => published === null);
  return (
    <Stack gap="far">
      <SessionHead session={home.session} mission={home.mission?.names[language] ?? null} />
      {problem && <Notice tone="amber" title={t('watch.home.stale')} live />}
      <WindowNotice window={home.window} session={home.session} />
      <DayProgramme home={home} />
      {ready.length > 0 ? (
        <section aria-labelledby="ready">
          <h2 id="ready" className={styles.heading}>
            {t('watch.home.ready')}
          </h2>
          <ul className={styles.ready}>
            {ready.map((one) => (
              <Ready key={one.review.id} one={one} session={home.session} since={since.get(one.review.id)} />
            ))}
          </ul>
          <Go href={RECOMMENDATIONS} className={styles.search}>
            {t('watch.home.recommendations')}
          </Go>
        </section>
      ) : (
        home.window.state === 'open' && (
          <EmptyState title={t(`${none}.title`)}>
            <p>{t(`${none}.text`)}</p>
          </EmptyState>
        )
      )}
      {waiting.length > 0 && (
        <section aria-labelledby="waiting">
          <h2 id="waiting" className={styles.heading}>
            {t(
              ready.length > 0 && home.window.state === 'open' ? 'watch.home.waiting' : 'watch.home.reviews',
            )}
          </h2>
          <ul className={styles.waiting}>
            {waiting.map((one) => (
              <li key={one.review.id} className={styles.quiet}>
                {one.screening === null ? (
                  <bdi>{nameOf(one.review)}</bdi>
                ) : (
                  <Go href={reviewAddress(one.review.id)}>
                    <bdi>{nameOf(one.review)}</bdi>
                  </Go>
                )}
                <SinceMark since={since.get(one.review.id)} />
                <When one={one} session={home.session} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {/* A speaker leaves by the speaker's page: it is the same link. */}
      {home.mission && <Leave onLeft={onLeft} />}
      {isHeldInTab() && <p className={styles.soft}>{t('watch.home.tab')}</p>}
    </Stack>
  );
}

function SessionHead({ session, mission }: { readonly session: Session; readonly mission: string | null }) {
  const { t, rich, language } = useWords();
  const title = useTitleFocus();
  return (
    <header>
      <p className={styles.for}>
        {mission === null ? t('watch.home.forSpeakers') : rich('watch.home.for', {}, { mission })}
      </p>
      <h1 ref={title} tabIndex={-1}>
        {t('watch.home.session', { number: session.number })}
      </h1>
      <dl className={styles.facts}>
        <div>
          <dt>{t('watch.home.dates')}</dt>
          <dd className={styles.dates}>
            <span>{dayRange(session.startsOn, session.endsOn, language)}</span>
            {session.datesProvisional && <span className={styles.tbc}>{t('watch.home.tbc')}</span>}
          </dd>
        </div>
        {(session.venue !== null || session.format === 'virtual') && (
          <div>
            <dt>{t('watch.home.place')}</dt>
            <dd>
              {session.format === 'virtual' && (session.venue === null || /virtual/i.test(session.venue)) ? (
                t('watch.home.virtual')
              ) : (
                <bdi>{session.venue}</bdi>
              )}
            </dd>
          </div>
        )}
      </dl>
    </header>
  );
}

interface ReadyProps {
  readonly one: HomeReview;
  readonly session: Session;
  readonly since: Since | undefined;
}

function Ready({ one, session, since }: ReadyProps) {
  const { t, date } = useWords();
  const nameOf = useStateName();
  const { review, published } = one;
  if (published === null) return null;
  return (
    <li>
      <Go href={reviewAddress(review.id)} className={styles.programme}>
        <span className={styles.play}>
          <Icon name="play" size={22} />
        </span>
        <span className={styles.about}>
          <bdi className={styles.state}>{nameOf(review)}</bdi>
          <SinceMark since={since} />
          <span className={styles.soft}>
            {published.statements === 0 ? (
              t('watch.review.card')
            ) : (
              <>
                {t('watch.home.statements', { n: published.statements })}
                {' · '}
                <bdi dir="ltr" className={styles.figure}>
                  {formatTime(published.lengthMs)}
                </bdi>
              </>
            )}
          </span>
          <span className={styles.soft}>
            {t('watch.home.published', {
              date: date(published.publishedAt, { day: 'numeric', month: 'long' }),
            })}
          </span>
          <When one={one} session={session} />
        </span>
        <span className={styles.arrow}>
          <Icon name="forward" />
        </span>
      </Go>
    </li>
  );
}

/** When everybody sees it together; until that is planned, when its Pre-session is. */
function When({ one, session }: { readonly one: HomeReview; readonly session: Session }) {
  const { t, date } = useWords();
  const { screening } = one;
  const at = hourOf(one);
  if (at === null) return null;
  const said = date(at, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: session.timeZone,
    timeZoneName: 'short',
  });
  return (
    <span className={styles.soft}>
      {screening === null && t('watch.home.at', { date: said })}
      {screening !== null &&
        t(screening.beginsAt === null ? 'watch.home.delayed' : 'watch.home.screening', { date: said })}
    </span>
  );
}

function Leave({ onLeft }: { readonly onLeft: () => void }) {
  const { t } = useWords();
  const [leaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    try {
      await api('POST /api/v1/links/leave');
      forgetSeen();
      onLeft();
    } catch {
      // It stays to be tried again: the button is there still.
      setLeaving(false);
    }
  };
  return (
    <div className={styles.leave}>
      <Button kind="plain" icon="lock" busy={leaving && t('watch.home.leaving')} onClick={() => void leave()}>
        {t('watch.home.leave')}
      </Button>
    </div>
  );
}
