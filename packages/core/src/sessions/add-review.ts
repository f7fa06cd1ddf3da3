import { type Actor, type CardLanguage, newId, Problem, SLOT_MS } from '@rostrum/domain';
import { officialStateName } from '@rostrum/domain/state-names';
import type { Parts } from '../parts.ts';
import { found, requireStaff } from './who-may.ts';

export interface NewReview {
  actor: Actor;
  sessionId: string;
  /** ISO 3166-1 alpha-3. */
  stateCode: string;
  /** Only where the code is of no State that the UN names. */
  stateName?: string;
  slotMs?: number;
  expectedSpeakers?: number | null;
  presessionAt?: Date | null;
  /** The language of its programme's title cards, or none; English unless told. */
  cards?: CardLanguage | null | undefined;
}

/** Adds a State under Review to a session. @throws Problem not_allowed | not_found | request_invalid | conflict */
export async function addReview(
  { store }: Pick<Parts, 'store'>,
  {
    actor,
    sessionId,
    stateCode,
    stateName,
    slotMs = SLOT_MS,
    expectedSpeakers = null,
    presessionAt = null,
    cards,
  }: NewReview,
): Promise<{ id: string }> {
  requireStaff(actor);
  found(await store.reviews.session(sessionId));
  const name = officialStateName(stateCode, 'en') ?? stateName;
  if (name === undefined) throw new Problem('request_invalid', { detail: 'There is no State of this code.' });
  const id = newId();
  await store.transaction(async (tx) => {
    const added = await tx.reviews.add({
      id,
      sessionId,
      stateCode,
      stateName: name,
      slotMs,
      floorTimeSetMs: null,
      floorTimeMs: null,
      frozenAt: null,
      expectedSpeakers,
      presessionAt,
    });
    if (!added) throw new Problem('conflict', { detail: 'This State is in the session already.' });
    if (cards !== undefined) await tx.programmes.setCards(id, cards);
    await tx.audit({
      action: 'review.added',
      actor,
      subject: { kind: 'review', id },
      payload: { sessionId },
    });
  });
  return { id };
}
