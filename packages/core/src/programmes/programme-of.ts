import {
  type Audience,
  type MediaSet,
  newId,
  type ProblemCode,
  programmeChanges,
  type StatementState,
  ticksToMs,
} from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { OrganisationRecord } from '../ports/store/invitations.ts';
import type { RevisionRecord, RevisionWithItems } from '../ports/store/programmes.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import type { Repositories } from '../ports/store.ts';
import { reviewFloorMs } from '../sessions/floor-of.ts';
import { found } from '../sessions/who-may.ts';
import { markOf } from './mark-of.ts';
import { planProgramme } from './plan-programme.ts';

export interface TimedItem {
  position: number;
  kind: 'statement' | 'card';
  statementId: string;
  organisation: OrganisationRecord;
  /** Only of whoever is shown and chose to appear by name. */
  speakerName: string | null;
  cutId: string | null;
  lengthMs: number;
  /** Where it begins in the programme's one timeline. */
  startMs: number;
  /** Storage key. */
  posterKey: string | null;
  captionIds: string[];
}

export interface TimedRevision extends RevisionRecord {
  items: TimedItem[];
  lengthMs: number;
}

export interface ReviewAsItStands {
  review: ReviewRecord;
  floorTimeMs: number;
  floorTimeFrozen: boolean;
}

export interface ProgrammeState extends ReviewAsItStands {
  session: SessionRecord;
  programmeId: string;
  audience: Audience;
  epoch: number;
  draft: {
    items: TimedItem[];
    lengthMs: number;
    mark: string;
    slotMs: number;
    obstacles: { statementId: string; code: ProblemCode }[];
    differsFromPublished: boolean;
  };
  published: TimedRevision | null;
  /** Newest first, without the published one. */
  earlier: (RevisionRecord & { lengthMs: number })[];
}

/** @throws Problem not_found */
export async function programmeOf(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { reviewId }: { reviewId: string },
): Promise<ProgrammeState> {
  const review = found(await store.reviews.byId(reviewId));
  const session = found(await store.reviews.session(review.sessionId));
  await store.programmes.ensure(newId(), reviewId);
  const programme = found(await store.programmes.ofReview(reviewId));
  const plan = await planProgramme(store, { programme, review, session, now: clock.now() });
  const names = await store.invitations.shownNames(reviewId);
  const planned = timed(
    names,
    plan.items.map(({ statement, organisation, cut, captionIds, obstacle }) => ({
      statementId: statement.id,
      organisation,
      cutId: obstacle === null ? (cut?.cutId ?? null) : null,
      mediaSet: obstacle === null ? (cut?.mediaSet ?? null) : null,
      captionIds: obstacle === null ? captionIds : [],
    })),
  );
  const speakers = plan.items.filter(({ organisation }) => organisation.kind !== 'state').length;
  const revisions = await store.programmes.revisions(programme.id);
  return {
    review,
    session,
    floorTimeMs: reviewFloorMs(review, speakers),
    floorTimeFrozen: review.floorTimeMs !== null,
    programmeId: programme.id,
    audience: programme.audience,
    epoch: programme.epoch,
    draft: {
      ...planned,
      mark: markOf(plan, programme.audience),
      slotMs: review.slotMs,
      obstacles: plan.items.flatMap(({ statement, obstacle }) =>
        obstacle === null ? [] : [{ statementId: statement.id, code: toldAs(obstacle, statement.state) }],
      ),
      differsFromPublished: programmeChanges(plan.published?.items ?? [], planned.items).length > 0,
    },
    published: plan.published && (await timedRevision(store, plan.published)),
    earlier: revisions.filter((revision) => revision.id !== plan.published?.id),
  };
}

/** A revision with lengths, as its own cuts have them. */
export async function timedRevision(
  store: Pick<Repositories, 'programmes' | 'statements' | 'invitations'>,
  revision: RevisionWithItems,
): Promise<TimedRevision> {
  const { reviewId } = found(await store.programmes.byId(revision.programmeId));
  return found((await timedRevisions(store, reviewId, [revision]))[0] ?? null);
}

/** The same of several of one review, in as many queries as of one. */
export async function timedRevisions(
  store: Pick<Repositories, 'programmes' | 'statements' | 'invitations'>,
  reviewId: string,
  revisions: readonly RevisionWithItems[],
): Promise<TimedRevision[]> {
  const placed = await store.statements.ofReview(reviewId);
  const organisations = new Map(placed.map(({ statement, organisation }) => [statement.id, organisation]));
  const shown = revisions.flatMap(({ items }) => items.flatMap(({ cutId }) => cutId ?? []));
  const cutIds = [...new Set(shown)];
  const media = new Map((await store.programmes.media(cutIds)).map((cut) => [cut.cutId, cut.mediaSet]));
  const names = await store.invitations.shownNames(reviewId);
  return revisions.map((revision) => ({
    ...revision,
    ...timed(
      names,
      revision.items.map(({ statementId, cutId, captionIds }) => ({
        statementId,
        organisation: found(organisations.get(statementId)),
        cutId,
        mediaSet: cutId === null ? null : (media.get(cutId) ?? null),
        captionIds,
      })),
    ),
  }));
}

function timed(
  names: ReadonlyMap<string, string>,
  items: readonly {
    statementId: string;
    organisation: OrganisationRecord;
    cutId: string | null;
    mediaSet: MediaSet | null;
    captionIds: string[];
  }[],
): { items: TimedItem[]; lengthMs: number } {
  // In ticks: milliseconds would drift over a programme.
  let ticks = 0;
  const placed = items.map(
    ({ statementId, organisation, cutId, mediaSet, captionIds }, position): TimedItem => {
      const start = ticks;
      ticks += mediaSet?.durationTicks ?? 0;
      return {
        position,
        kind: cutId === null ? 'card' : 'statement',
        statementId,
        organisation,
        speakerName: cutId === null ? null : (names.get(statementId) ?? null),
        cutId,
        startMs: ticksToMs(start),
        lengthMs: ticksToMs(ticks - start),
        captionIds,
        posterKey: mediaSet?.poster ? `${mediaSet.root}${mediaSet.poster}` : null,
      };
    },
  );
  return { items: placed, lengthMs: ticksToMs(ticks) };
}

/** A card stands for whoever took theirs back, as for whoever was not approved; the staff are told which it is. */
function toldAs(obstacle: ProblemCode, state: StatementState): ProblemCode {
  return state === 'withdrawn' ? 'statement_withdrawn' : obstacle;
}
