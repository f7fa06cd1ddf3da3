import { type Actor, mayWatch, Problem, type WatchWindow, type WindowState, windowAt } from '@rostrum/domain';
import { admittedTo, type Watcher, watcherOf } from '../access/admitted.ts';
import type { Parts } from '../parts.ts';
import type { QuestionBlockRecord } from '../ports/store/half-days.ts';
import type { MissionRecord, MissionWithLinks } from '../ports/store/missions.ts';
import type { ProgrammeRecord, RevisionSummary, RevisionWithItems } from '../ports/store/programmes.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import type { ScreeningRecord } from '../ports/store/screenings.ts';
import { type ReviewAsItStands, type TimedRevision, timedRevision } from '../programmes/programme-of.ts';
import { clockOf, keepsProgramme } from '../screenings/screening-standing.ts';
import { reviewFloorMs } from '../sessions/floor-of.ts';
import { found } from '../sessions/who-may.ts';

type QueryParts = Pick<Parts, 'store' | 'clock'>;

export interface WatchHomeState {
  session: SessionRecord;
  /** Null for a speaker of the session. */
  mission: MissionRecord | null;
  window: WatchWindow;
  windowState: WindowState;
  /** With the screening that is planned or under way. What may not be watched now is as what is not published. */
  reviews: (ReviewAsItStands & { published: RevisionSummary | null; screening: ScreeningRecord | null })[];
  /** The joint questions of its half-days. */
  questions: QuestionBlockRecord[];
  serverNow: Date;
}

/** For a mission, or for a speaker of the session. @throws Problem not_allowed | not_found */
export async function watchHomeOf(
  { store, clock }: QueryParts,
  { actor }: { actor: Actor },
): Promise<WatchHomeState> {
  const watcher = await watcherOf({ store }, actor);
  const { sessionId } = watcher;
  if (sessionId === null) throw new Problem('not_allowed');
  const now = clock.now();
  const [session, window, mission, reviews, summaries, placed, screenings, questions] = await Promise.all([
    store.reviews.session(sessionId),
    store.access.window(sessionId),
    watcher.viewer === 'mission' ? store.missions.byId(watcher.missionId) : null,
    store.reviews.ofSession(sessionId),
    store.programmes.publishedOfSession(sessionId),
    store.statements.ofSession(sessionId),
    store.screenings.currentOfSession(sessionId),
    store.halfDays.questionsOf(sessionId),
  ]);
  const open = found(window);
  const admitted = await admittedTo(
    { store, clock },
    { viewer: watcher.viewer, window: open, of: { sessionId } },
  );
  return {
    session: found(session),
    mission: watcher.viewer === 'mission' ? found(mission) : null,
    window: open,
    windowState: windowAt(open, now),
    reviews: reviews.map((review) => {
      const speakers = placed.filter(
        ({ invitation, organisation }) => invitation.reviewId === review.id && organisation.kind !== 'state',
      ).length;
      const published = summaries.find((summary) => summary.reviewId === review.id) ?? null;
      const screening = screenings.find((one) => one.reviewId === review.id) ?? null;
      const current = screening && { clock: clockOf(screening, published?.lengthMs ?? null) };
      const told = watcher.viewer === 'mission' || admitted.has(review.id);
      return {
        review,
        floorTimeMs: reviewFloorMs(review, speakers),
        floorTimeFrozen: review.floorTimeMs !== null,
        published: admitted.has(review.id) ? published : null,
        screening: told && keepsProgramme(current, now) ? screening : null,
      };
    }),
    questions,
    serverNow: now,
  };
}

export interface WatchProgrammeState extends ReviewAsItStands {
  session: SessionRecord;
  revision: TimedRevision;
  epoch: number;
  /** Statements whose speakers let them be had as files. */
  mayBeHad: ReadonlySet<string>;
  serverNow: Date;
}

/**
 * The published programme of one State, to a mission or a speaker of its session, or to anybody where it is public.
 * @param actor null for whoever has no link
 * @throws Problem not_allowed | not_found (and where it may not be watched, or not now)
 */
export async function watchProgrammeOf(
  { store, clock }: QueryParts,
  { actor, reviewId }: { actor: Actor | null; reviewId: string },
): Promise<WatchProgrammeState> {
  const { review, programme, published } = await shownTo({ store, clock }, actor, reviewId);
  const session = found(await store.reviews.session(review.sessionId));
  const placed = await store.statements.ofReview(review.id);
  const allowed = placed.filter(({ invitation }) => invitation.masterAllowed);
  return {
    session,
    review,
    floorTimeMs: reviewFloorMs(review, await store.invitations.countSpeakers(review.id)),
    floorTimeFrozen: review.floorTimeMs !== null,
    revision: await timedRevision(store, found(published)),
    epoch: found(programme).epoch,
    mayBeHad: new Set(allowed.map(({ statement }) => statement.id)),
    serverNow: clock.now(),
  };
}

export interface PulseState {
  revisionId: string | null;
  number: number | null;
  epoch: number;
  /** What is shown of it may be watched now: else nothing is said of its screening either. */
  admitted: boolean;
  serverNow: Date;
}

/**
 * Asked every few seconds by every viewer. What may not be watched now is as what is not published.
 * @throws Problem not_allowed | not_found
 */
export async function pulseOf(
  { store, clock }: QueryParts,
  { actor, reviewId }: { actor: Actor | null; reviewId: string },
): Promise<PulseState> {
  const { programme, published, admitted } = await shownTo({ store, clock }, actor, reviewId);
  return {
    admitted,
    revisionId: published?.id ?? null,
    number: published?.number ?? null,
    epoch: programme?.epoch ?? 0,
    serverNow: clock.now(),
  };
}

export async function missionsOf(
  { store, clock }: QueryParts,
  { sessionId }: { sessionId: string },
): Promise<MissionWithLinks[]> {
  found(await store.reviews.session(sessionId));
  return await store.missions.withLinks(sessionId, clock.now());
}

/** What stands, as far as this watcher is let in. @throws Problem not_allowed | not_found */
export async function shownTo(
  { store, clock }: QueryParts,
  actor: Actor | null,
  reviewId: string,
): Promise<{
  review: ReviewRecord;
  programme: ProgrammeRecord | null;
  published: RevisionWithItems | null;
  admitted: boolean;
}> {
  const watcher = await watcherOf({ store }, actor);
  const [known, programme] = await Promise.all([
    store.reviews.byId(reviewId),
    store.programmes.ofReview(reviewId),
  ]);
  const review = found(known);
  // Another session's review is not there for this link.
  found(watcher.sessionId === null || watcher.sessionId === review.sessionId ? review : null);
  const [published, window] = await Promise.all([
    programme && store.programmes.published(programme.id),
    store.access.window(review.sessionId),
  ]);
  const admitted = await isAdmitted(
    { store, clock },
    { watcher, programme, published: published !== null, window: found(window) },
  );
  // Whoever has no link is not told that there is such a programme.
  if (watcher.viewer === 'anybody') found(admitted ? published : null);
  return { review, programme, published: admitted ? published : null, admitted };
}

async function isAdmitted(
  { store, clock }: QueryParts,
  {
    watcher: { viewer },
    programme,
    published,
    window,
  }: { watcher: Watcher; programme: ProgrammeRecord | null; published: boolean; window: WatchWindow },
): Promise<boolean> {
  const now = clock.now();
  // A mission is within every tier and every consent: most of who asks, and nothing to look up.
  if (viewer === 'mission' && windowAt(window, now) === 'open') return true;
  if (programme === null) return false;
  const { reviewId, audience, publicFrom } = programme;
  if (published)
    return (await admittedTo({ store, clock }, { viewer, window, of: { reviewId } })).has(reviewId);
  return mayWatch(viewer, { tier: { audience, publicFrom }, consents: [], window }, now);
}
