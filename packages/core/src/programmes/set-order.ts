import { type Actor, type Audience, type CardLanguage, narrowest, newId, Problem } from '@rostrum/domain';
import { askForCard, askForProgrammeCards } from '../cards/ask-for-card.ts';
import type { Parts } from '../parts.ts';
import type { ProgrammeRecord } from '../ports/store/programmes.ts';
import type { Tx } from '../ports/store.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { audienceOf } from './audience-of.ts';

/**
 * Keeps the order, the audience and the title cards of the next revision. Statements that are not named stand behind.
 * An audience that narrows is narrower at once, for what is published too; one that widens waits for the next revision.
 * @throws Problem not_allowed | not_found | conflict (not a statement of this review, or named twice)
 */
export async function setOrder(
  { store, clock, events, queue }: Pick<Parts, 'store' | 'clock' | 'events' | 'queue'>,
  {
    actor,
    reviewId,
    statementIds,
    audience,
    cards,
  }: {
    actor: Actor;
    reviewId: string;
    statementIds: readonly string[];
    /** As it was where it is not told. */
    audience?: Audience | undefined;
    /** The language of the title cards, or none; as it was where it is not told. */
    cards?: CardLanguage | null | undefined;
  },
): Promise<void> {
  const staff = requireStaff(actor);
  const review = found(await store.reviews.byId(reviewId));
  await store.programmes.ensure(newId(), reviewId);
  await store.transaction(async (tx) => {
    const programme = found(await tx.programmes.lock(reviewId));
    const known = new Set((await tx.statements.ofReview(reviewId)).map(({ statement }) => statement.id));
    const named = new Set(statementIds);
    if (named.size !== statementIds.length || statementIds.some((id) => !known.has(id))) {
      throw new Problem('conflict', {
        detail: 'The statements of this programme have changed. Please reload.',
      });
    }
    const kept = await tx.programmes.draft(programme.id);
    if (kept !== null) await tx.programmes.removeDraft(kept.id);
    const { id } = await tx.programmes.addDraft({
      id: newId(),
      programmeId: programme.id,
      cause: 'coordinator',
      audience: audience ?? programme.audience,
      createdAt: clock.now(),
      createdById: staff.userId,
    });
    // A draft keeps the order alone: what is shown of each is found when it is published.
    await tx.programmes.setItems(
      id,
      statementIds.map((statementId) => ({
        kind: 'card',
        statementId,
        cutId: null,
        captionIds: [],
        cardId: null,
        cardMs: 0,
      })),
    );
    if (audience !== undefined) await setAudience(tx, programme, audience);
    if (cards !== undefined && cards !== programme.cards) {
      await tx.programmes.setCards(reviewId, cards);
      tx.afterCommit(() => askForProgrammeCards({ queue }, reviewId));
      for (const id of known) tx.afterCommit(() => askForCard({ queue }, id));
    }
    await tx.audit({
      action: 'programme.ordered',
      actor,
      subject: { kind: 'programme', id: programme.id },
      payload: {
        statements: statementIds.length,
        ...(audience === undefined ? {} : { audience }),
        ...(cards === undefined ? {} : { cards }),
      },
    });
    tx.afterCommit(() => events.publish({ sessionId: review.sessionId, reviewId, what: 'programme' }));
  });
}

/** Of what is published it takes people away for good: to give it back to them is to publish it again. */
async function setAudience(tx: Tx, programme: ProgrammeRecord, audience: Audience): Promise<void> {
  const published = await tx.programmes.published(programme.id);
  if (published !== null) {
    const shown = audienceOf(programme, published);
    const narrower = narrowest([audience, shown]);
    if (narrower !== shown) await tx.programmes.raiseEpoch(programme.id);
    if (narrower !== published.audience) await tx.programmes.narrowRevision(published.id, narrower);
  }
  if (audience !== programme.audience) await tx.programmes.setAudience(programme.id, audience);
}
