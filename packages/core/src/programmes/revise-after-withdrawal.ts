import { type Actor, DEFAULT_NO_STATEMENT_MS, newId } from '@rostrum/domain';
import { noStatementCard } from '../cards/programme-cards.ts';
import { hasCards } from '../cards/revision-cards.ts';
import type { Parts } from '../parts.ts';
import type { ProgrammeItemRecord, ProgrammeRecord, RevisionRecord } from '../ports/store/programmes.ts';
import type { TitleCardRecord } from '../ports/store/title-cards.ts';
import type { Tx } from '../ports/store.ts';
import { keepInStep } from '../screenings/keep-in-step.ts';

export interface Leaving {
  /** As locked in this transaction. */
  programme: ProgrammeRecord;
  sessionId: string;
  statementId: string;
  actor: Actor;
  cause: 'withdrawal' | 'consent_ended';
}

/**
 * Takes one statement out of what is shown: a new revision with the card in its place. Where it was the last one,
 * nothing plays any more, and the revision still says who would have spoken. Every address signed before is void from
 * here on, those of earlier revisions too.
 * What is not shown changes nothing for those who watch; in earlier revisions it is barred by its own state.
 */
export async function reviseAfterWithdrawal(
  tx: Tx,
  { events, clock }: Pick<Parts, 'events' | 'clock'>,
  { programme, sessionId, statementId, actor, cause }: Leaving,
): Promise<RevisionRecord | null> {
  tx.afterCommit(() => events.publish({ sessionId, reviewId: programme.reviewId, what: 'programme' }));
  const published = await tx.programmes.published(programme.id);
  const shown = published?.items.some(
    (item) => item.kind === 'statement' && item.statementId === statementId,
  );
  if (!published || !shown) return null;
  await tx.programmes.raiseEpoch(programme.id);
  const card = hasCards(published) ? await standIn(tx, programme, statementId) : null;
  const items = published.items.map((item) =>
    item.statementId === statementId
      ? {
          ...item,
          kind: 'card' as const,
          cutId: null,
          captionIds: [],
          cardId: card?.id ?? null,
          cardMs: card?.lengthMs ?? 0,
        }
      : item,
  );
  const plays = items.some((item) => item.kind === 'statement');
  return await underNextNumber(tx, programme.id, async () => {
    const revision = await tx.programmes.addDraft({
      id: newId(),
      programmeId: programme.id,
      cause,
      // Nobody chose this moment: it reaches no more people than what it takes the place of. Who would have spoken is
      // told to missions alone: who left the last place may have left because others could watch.
      audience: plays ? published.audience : 'missions',
      createdAt: clock.now(),
      createdById: null,
      openingCardId: plays ? published.openingCardId : null,
      openingMs: plays ? published.openingMs : 0,
    });
    // Cards alone are a list, and no programme to play.
    const listed = plays ? items : items.map((item) => ({ ...item, cardId: null, cardMs: 0 }));
    await tx.programmes.setItems(revision.id, listed.map(withoutPosition));
    await mustMove(tx, published.id, 'superseded', actor, cause);
    await tx.move('programmeRevision', {
      id: revision.id,
      from: 'draft',
      to: 'published',
      actor,
      reason: cause,
    });
    await keepInStep(tx, { programme, before: published, now: clock.now() });
    return revision;
  });
}

/** A coordinator's draft steps behind the new revision, so that published numbers only rise, without gaps. */
async function underNextNumber<T>(tx: Tx, programmeId: string, work: () => Promise<T>): Promise<T> {
  const draft = await tx.programmes.draft(programmeId);
  if (draft === null) return await work();
  await tx.programmes.removeDraft(draft.id);
  const result = await work();
  const { id, cause, audience, createdAt, createdById } = draft;
  await tx.programmes.addDraft({ id, programmeId, cause, audience, createdAt, createdById });
  await tx.programmes.setItems(id, draft.items.map(withoutPosition));
  return result;
}

function withoutPosition({
  position: _,
  ...item
}: ProgrammeItemRecord): Omit<ProgrammeItemRecord, 'position'> {
  return item;
}

/** It was drawn before the statement was published; where its organisation was renamed since, it follows. */
async function standIn(
  tx: Tx,
  { cards }: ProgrammeRecord,
  statementId: string,
): Promise<TitleCardRecord | null> {
  const place = await tx.statements.context(statementId);
  if (place === null) return null;
  const wanted = noStatementCard(place, { language: cards ?? 'en', noStatementMs: DEFAULT_NO_STATEMENT_MS });
  return await tx.titleCards.byFacts(wanted.facts);
}

async function mustMove(tx: Tx, id: string, to: 'superseded', actor: Actor, reason: string): Promise<void> {
  const moved = await tx.move('programmeRevision', { id, from: 'published', to, actor, reason });
  if (moved === 'lost') throw new Error('a published revision moved while its programme was locked');
}
