import { type Actor, type MediaSet, newId, Problem, type ProblemCode } from '@rostrum/domain';
import { type CardSettings, cardSettings } from '../cards/programme-cards.ts';
import { announceStatement } from '../decisions/announce-statement.ts';
import { mailPublished } from '../mail/mail-published.ts';
import type { Parts } from '../parts.ts';
import type { ProgrammeItemRecord, RevisionWithItems } from '../ports/store/programmes.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import type { TitleCardRecord } from '../ports/store/title-cards.ts';
import type { Tx } from '../ports/store.ts';
import { keepInStep } from '../screenings/keep-in-step.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { withNamedOrder } from './arrange.ts';
import { playAsOne } from './common-renditions.ts';
import { markOf } from './mark-of.ts';
import { type PlannedItem, planProgramme } from './plan-programme.ts';
import { drawnCards, plannedCards } from './planned-cards.ts';

const CARD_STANDS_IN: ReadonlySet<ProblemCode> = new Set([
  'audience_too_wide',
  'appearance_unmet',
  'consent_ended',
]);

type NewItem = Omit<ProgrammeItemRecord, 'position'>;
const NO_CARD = { cardId: null, cardMs: 0 } as const;

/**
 * Publishes a review's programme as the next numbered revision: the named statements, each with exactly
 * the cut that was decided on, and the card for the others and for whose consent does not reach so far or asks for what cannot be made yet.
 * Of two at once one is published and the other is a conflict.
 * @throws Problem not_allowed | not_found | request_invalid | not_approved | awaiting_speaker |
 *   over_floor_time | cut_not_ready | consent_missing | renditions_differ | programme_empty | conflict |
 *   cards_not_ready (they are asked for, and there soon) |
 *   stale (it is no longer what `mark` names)
 */
export async function publishProgramme(
  parts: Pick<Parts, 'store' | 'clock' | 'queue' | 'events' | 'settings'>,
  {
    actor,
    reviewId,
    statementIds,
    mark,
  }: {
    actor: Actor;
    reviewId: string;
    statementIds: readonly string[];
    /** Of the draft that was looked at. */
    mark?: string | undefined;
  },
): Promise<RevisionWithItems> {
  const { store, clock, queue, events, settings: configured } = parts;
  const staff = requireStaff(actor);
  const review = found(await store.reviews.byId(reviewId));
  const session = found(await store.reviews.session(review.sessionId));
  await store.programmes.ensure(newId(), reviewId);
  const seen = await publishedId(store, reviewId);
  const publishing = store.transaction(async (tx) => {
    const programme = found(await tx.programmes.lock(reviewId));
    // Somebody published since this one began.
    if ((await publishedId(tx, reviewId)) !== seen)
      throw new Problem(mark === undefined ? 'conflict' : 'stale');
    await tx.statements.lock(statementIds);
    const now = clock.now();
    const plan = await planProgramme(tx, { programme, review, session, now });
    // Not what was looked at: withdrawn, decided anew, put in another order or published since.
    if (mark !== undefined && mark !== markOf(plan, programme)) throw new Problem('stale');
    const settings = await cardSettings({ settings: configured, store: tx }, programme);
    const { items, opening } = await withCards(
      tx,
      { items: itemsOf(plan.items, statementIds), placed: plan.items, review, session },
      settings,
    );
    if (plan.draft !== null) await tx.programmes.removeDraft(plan.draft.id);
    const { id } = await tx.programmes.addDraft({
      id: newId(),
      programmeId: programme.id,
      cause: 'coordinator',
      audience: programme.audience,
      createdAt: now,
      createdById: staff.userId,
      ...opening,
    });
    await tx.programmes.setItems(id, items);
    if (seen !== null) await mustMove(tx, { id: seen, from: 'published', to: 'superseded', actor });
    await mustMove(tx, { id, from: 'draft', to: 'published', actor });
    await keepInStep(tx, { programme, before: plan.published, now });
    const shown = new Set(items.flatMap((item) => (item.kind === 'statement' ? [item.statementId] : [])));
    const invitationIds = plan.items
      .filter(({ statement }) => shown.has(statement.id))
      .map(({ invitation }) => invitation.id);
    // Those who are shown now, and those who were and are not any more.
    for (const { statement } of plan.items) announceStatement(tx, { events }, { statement, review, session });
    await mailPublished(tx, { queue, settings: configured }, { invitationIds, now });
    tx.afterCommit(() => events.publish({ sessionId: session.id, reviewId, what: 'programme' }));
    return found(await tx.programmes.revision(id));
  });
  return await publishing.catch(async (error: unknown) => {
    if (error instanceof Problem && error.code === 'cards_not_ready') {
      // Under their own names: whoever tries again asks for nothing that waits or runs.
      await queue.add('programme.cards', { reviewId });
      for (const statementId of statementIds) await queue.add('card.draw', { statementId });
    }
    throw error;
  });
}

async function publishedId(store: Pick<Tx, 'programmes'>, reviewId: string): Promise<string | null> {
  const programme = await store.programmes.ofReview(reviewId);
  return programme && ((await store.programmes.published(programme.id))?.id ?? null);
}

function itemsOf(planned: readonly PlannedItem[], named: readonly string[]): NewItem[] {
  const byId = new Map(planned.map((item) => [item.statement.id, item]));
  if (new Set(named).size !== named.length) throw new Problem('request_invalid');
  for (const id of named) {
    const { obstacle } = found(byId.get(id));
    // Consent that does not reach so far, or asks for what cannot be made, is no fault of the order: the card stands in.
    if (obstacle !== null && !CARD_STANDS_IN.has(obstacle)) throw new Problem(obstacle);
  }
  const sets: MediaSet[] = [];
  const names = new Set(named);
  const items = withNamedOrder([...byId.keys()], named).map((statementId): NewItem => {
    const item = byId.get(statementId);
    const shown = item !== undefined && names.has(statementId) && item.obstacle === null ? item.cut : null;
    if (!shown?.mediaSet) return { ...NO_CARD, kind: 'card', statementId, cutId: null, captionIds: [] };
    sets.push(shown.mediaSet);
    const captionIds = item?.captionIds ?? [];
    return { ...NO_CARD, kind: 'statement', statementId, cutId: shown.cutId, captionIds };
  });
  if (sets.length === 0) throw new Problem('programme_empty');
  if (!playAsOne(sets)) throw new Problem('renditions_differ');
  return items;
}

/**
 * The same with the card of each place, and the one before the first. Everybody's card is there before anything is
 * published, those of whoever is shown too: whatever is withdrawn later waits for none.
 */
async function withCards(
  tx: Tx,
  {
    items,
    placed,
    review,
    session,
  }: {
    items: NewItem[];
    placed: readonly PlannedItem[];
    review: ReviewRecord;
    session: SessionRecord;
  },
  settings: CardSettings | null,
): Promise<{
  items: NewItem[];
  opening: Partial<Pick<RevisionWithItems, 'openingCardId' | 'openingMs'>>;
}> {
  if (settings === null) return { items, opening: {} };
  const names = await tx.invitations.shownNames(review.id);
  const planned = plannedCards(settings, { placed, names, review, session });
  const drawn = await drawnCards(tx, planned);
  const cardOf = (wanted: { shows: string } | undefined): TitleCardRecord => {
    const card = wanted && drawn.get(wanted.shows);
    if (card === undefined) throw new Problem('cards_not_ready');
    return card;
  };
  const opening = cardOf(planned.opening);
  return {
    items: items.map((item) => {
      const own = planned.places.get(item.statementId);
      const standIn = cardOf(own?.noStatement);
      const card = item.kind === 'statement' ? cardOf(own?.title) : standIn;
      return { ...item, cardId: card.id, cardMs: card.lengthMs };
    }),
    opening: { openingCardId: opening.id, openingMs: opening.lengthMs },
  };
}

async function mustMove(
  tx: Tx,
  move:
    | { id: string; from: 'published'; to: 'superseded'; actor: Actor }
    | { id: string; from: 'draft'; to: 'published'; actor: Actor },
): Promise<void> {
  if ((await tx.move('programmeRevision', { ...move, reason: 'published' })) === 'lost') {
    throw new Problem('conflict');
  }
}
