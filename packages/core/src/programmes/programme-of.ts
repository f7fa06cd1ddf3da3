import {
  type Audience,
  type CardLanguage,
  type MediaSet,
  newId,
  type ProblemCode,
  programmeChanges,
  type StatementState,
  cardTicks as ticksOfCard,
  ticksToMs,
} from '@rostrum/domain';
import { cardSettings } from '../cards/programme-cards.ts';
import { cardsOf, shownCard } from '../cards/revision-cards.ts';
import type { Parts } from '../parts.ts';
import type { OrganisationRecord } from '../ports/store/invitations.ts';
import type { RevisionRecord, RevisionWithItems } from '../ports/store/programmes.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import type { Repositories } from '../ports/store.ts';
import { reviewFloorMs } from '../sessions/floor-of.ts';
import { found } from '../sessions/who-may.ts';
import { audienceOf } from './audience-of.ts';
import { previewMarkOf } from './draft-programme.ts';
import { markOf } from './mark-of.ts';
import { planProgramme } from './plan-programme.ts';
import { drawnCards, type PlannedCards, plannedCards } from './planned-cards.ts';

export interface TimedItem {
  position: number;
  kind: 'statement' | 'card';
  statementId: string;
  organisation: OrganisationRecord;
  /** Only of whoever is shown and chose to appear by name. */
  speakerName: string | null;
  cutId: string | null;
  /** Of all of it: a statement with the card before it, or the card in its place. */
  lengthMs: number;
  /** Of that, the card's. */
  cardMs: number;
  /** Where it begins in the programme's one timeline, with its card. */
  startMs: number;
  /** Storage key. */
  posterKey: string | null;
  captionIds: string[];
  /** Of what its speaker sets out, issue by issue; null for nothing, left out of a revision of before. */
  issuesVersion?: number | null;
  /** Its texts in writing, the newest of each language; left out of a revision of before. */
  writtenIds?: string[];
}

export interface TimedRevision extends RevisionRecord {
  items: TimedItem[];
  /** From the card that opens it to the end of the last. */
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
  /** Whom its next publication is for. */
  audience: Audience;
  epoch: number;
  /** The language of its title cards; null for none. */
  cards: CardLanguage | null;
  draft: {
    items: TimedItem[];
    lengthMs: number;
    /** The card that opens it; 0 without. */
    openingMs: number;
    /** Cards that publishing it would wait for. */
    cardsToDraw: number;
    /** Names what a preview of it shows; null where there is nothing to play. */
    previewMark: string | null;
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
  parts: Pick<Parts, 'store' | 'clock' | 'settings'>,
  { reviewId }: { reviewId: string },
): Promise<ProgrammeState> {
  const { store, clock } = parts;
  const review = found(await store.reviews.byId(reviewId));
  const session = found(await store.reviews.session(review.sessionId));
  await store.programmes.ensure(newId(), reviewId);
  const programme = found(await store.programmes.ofReview(reviewId));
  const plan = await planProgramme(store, { programme, review, session, now: clock.now() });
  const names = await store.invitations.shownNames(reviewId);
  const cardsWanted = await cardSettings(parts, programme);
  const cards = cardsWanted && plannedCards(cardsWanted, { placed: plan.items, names, review, session });
  const drawn = cards && (await drawnCards(store, cards));
  const opening = cardTicks(cards?.opening.lengthMs);
  const planned = timed(
    names,
    opening,
    plan.items.map(({ statement, organisation, cut, captionIds, obstacle }) => {
      const own = cards?.places.get(statement.id);
      const shown = obstacle === null ? cut : null;
      return {
        statementId: statement.id,
        organisation,
        cutId: shown?.cutId ?? null,
        mediaSet: shown?.mediaSet ?? null,
        captionIds: shown === null ? [] : captionIds,
        cardTicks: cardTicks((shown === null ? own?.noStatement : own?.title)?.lengthMs),
      };
    }),
  );
  const words = new Map(
    plan.items.map(({ statement, issues, written }) => [statement.id, { issues, written }]),
  );
  const withWords = (items: TimedItem[], of: 'newest' | 'shown') =>
    items.map((item) => ({
      ...item,
      issuesVersion: item.kind === 'statement' ? (words.get(item.statementId)?.issues[of] ?? null) : null,
      writtenIds: item.kind === 'statement' ? (words.get(item.statementId)?.written[of] ?? []) : [],
    }));
  const draftItems = withWords(planned.items, 'newest');
  const standing = plan.published && (await timedRevision(store, plan.published));
  const published = standing && {
    ...standing,
    audience: audienceOf(programme, standing),
    items: withWords(standing.items, 'shown'),
  };
  const speakers = plan.items.filter(({ organisation }) => organisation.kind !== 'state').length;
  const revisions = await store.programmes.revisions(programme.id);
  const mark = markOf(plan, programme);
  return {
    review,
    session,
    floorTimeMs: reviewFloorMs(review, speakers),
    floorTimeFrozen: review.floorTimeMs !== null,
    programmeId: programme.id,
    audience: programme.audience,
    epoch: programme.epoch,
    cards: programme.cards,
    draft: {
      ...planned,
      items: draftItems,
      openingMs: ticksToMs(opening),
      cardsToDraw: cards && drawn ? undrawn(cards, drawn, planned.items) : 0,
      previewMark: previewMarkOf(plan, mark, drawn ?? new Map()),
      mark,
      slotMs: review.slotMs,
      obstacles: plan.items.flatMap(({ statement, obstacle }) =>
        obstacle === null ? [] : [{ statementId: statement.id, code: toldAs(obstacle, statement.state) }],
      ),
      differsFromPublished:
        programmeChanges(published?.items ?? [], draftItems).length > 0 ||
        (published !== null && published.audience !== programme.audience),
    },
    published,
    earlier: revisions.filter((revision) => revision.id !== plan.published?.id),
  };
}

/** A revision with lengths, as its own cuts have them. */
export async function timedRevision(
  store: Pick<Repositories, 'programmes' | 'statements' | 'invitations' | 'titleCards'>,
  revision: RevisionWithItems,
): Promise<TimedRevision> {
  const { reviewId } = found(await store.programmes.byId(revision.programmeId));
  return found((await timedRevisions(store, reviewId, [revision]))[0] ?? null);
}

/** The same of several of one review, in as many queries as of one. */
export async function timedRevisions(
  store: Pick<Repositories, 'programmes' | 'statements' | 'invitations' | 'titleCards'>,
  reviewId: string,
  revisions: readonly RevisionWithItems[],
): Promise<TimedRevision[]> {
  const placed = await store.statements.ofReview(reviewId);
  const organisations = new Map(placed.map(({ statement, organisation }) => [statement.id, organisation]));
  const shown = revisions.flatMap(({ items }) => items.flatMap(({ cutId }) => cutId ?? []));
  const cutIds = [...new Set(shown)];
  const media = new Map((await store.programmes.media(cutIds)).map((cut) => [cut.cutId, cut.mediaSet]));
  const names = await store.invitations.shownNames(reviewId);
  const cards = await cardsOf(store, ...revisions);
  return revisions.map((revision) => ({
    ...revision,
    ...timed(
      names,
      cards.get(revision.openingCardId ?? '')?.manifest.durationTicks ?? 0,
      revision.items.map((item) => {
        const { statementId, cutId, captionIds } = item;
        const organisation = found(organisations.get(statementId));
        const named = { organisationName: organisation.name, speakerName: names.get(statementId) ?? null };
        return {
          statementId,
          organisation,
          cutId,
          mediaSet: cutId === null ? null : (media.get(cutId) ?? null),
          captionIds,
          cardTicks: shownCard(cards, revision, item, named)?.durationTicks ?? 0,
        };
      }),
    ),
  }));
}

function timed(
  names: ReadonlyMap<string, string>,
  openingTicks: number,
  items: readonly {
    statementId: string;
    organisation: OrganisationRecord;
    cutId: string | null;
    mediaSet: MediaSet | null;
    captionIds: string[];
    cardTicks: number;
  }[],
): { items: TimedItem[]; lengthMs: number } {
  // In ticks: milliseconds would drift over a programme.
  let ticks = openingTicks;
  const placed = items.map(
    ({ statementId, organisation, cutId, mediaSet, captionIds, cardTicks }, position): TimedItem => {
      const start = ticks;
      ticks += cardTicks + (mediaSet?.durationTicks ?? 0);
      return {
        position,
        kind: cutId === null ? 'card' : 'statement',
        statementId,
        organisation,
        speakerName: cutId === null ? null : (names.get(statementId) ?? null),
        cutId,
        startMs: ticksToMs(start),
        lengthMs: ticksToMs(ticks - start),
        cardMs: ticksToMs(cardTicks),
        captionIds,
        posterKey: mediaSet?.poster ? `${mediaSet.root}${mediaSet.poster}` : null,
      };
    },
  );
  return { items: placed, lengthMs: ticksToMs(ticks) };
}

function cardTicks(lengthMs: number | undefined): number {
  return lengthMs === undefined ? 0 : ticksOfCard(lengthMs);
}

/** Everybody has a card for their place; only whoever is shown has one before it. */
function undrawn(
  { opening, places }: PlannedCards,
  drawn: ReadonlyMap<string, unknown>,
  items: readonly TimedItem[],
): number {
  const wanted = items.flatMap(({ statementId, kind }) => {
    const own = places.get(statementId);
    if (own === undefined) return [];
    return kind === 'statement' ? [own.noStatement, own.title] : [own.noStatement];
  });
  const shows = new Set([opening, ...wanted].map((card) => card.shows));
  return [...shows].filter((one) => !drawn.has(one)).length;
}

/** A card stands for whoever took theirs back, as for whoever was not approved; the staff are told which it is. */
function toldAs(obstacle: ProblemCode, state: StatementState): ProblemCode {
  return state === 'withdrawn' ? 'statement_withdrawn' : obstacle;
}
