import { type Actor, newId, Problem, SLOT_MS } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireStaff } from './who-may.ts';

export interface NewReview {
  actor: Actor;
  sessionId: string;
  /** ISO 3166-1 alpha-3. */
  stateCode: string;
  stateName: string;
  slotMs?: number;
  expectedSpeakers?: number | null;
}

/** Adds a State under Review to a session. @throws Problem not_allowed | not_found | conflict */
export async function addReview(
  { store }: Pick<Parts, 'store'>,
  { actor, sessionId, stateCode, stateName, slotMs = SLOT_MS, expectedSpeakers = null }: NewReview,
): Promise<{ id: string }> {
  requireStaff(actor);
  found(await store.reviews.session(sessionId));
  const id = newId();
  await store.transaction(async (tx) => {
    const added = await tx.reviews.add({
      id,
      sessionId,
      stateCode,
      stateName,
      slotMs,
      floorTimeSetMs: null,
      floorTimeMs: null,
      frozenAt: null,
      expectedSpeakers,
      presessionAt: null,
    });
    if (!added) throw new Problem('conflict', { detail: 'This State is in the session already.' });
    await tx.audit({
      action: 'review.added',
      actor,
      subject: { kind: 'review', id },
      payload: { sessionId },
    });
  });
  return { id };
}
