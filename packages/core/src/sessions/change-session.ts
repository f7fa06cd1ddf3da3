import type { Actor } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { SessionRecord } from '../ports/store/reviews.ts';
import { assertStill } from './assert-still.ts';
import { assertDates, numberTaken, type SessionSettings } from './session-settings.ts';
import { found, requireStaff } from './who-may.ts';

/**
 * What is not named stays as it is.
 * @param change.seen what is changed, as it was looked at
 * @throws Problem not_allowed | not_found | request_invalid | conflict | stale
 */
export async function changeSession(
  { store }: Pick<Parts, 'store'>,
  {
    actor,
    sessionId,
    patch,
    seen,
  }: { actor: Actor; sessionId: string; patch: Partial<SessionSettings>; seen?: Partial<SessionSettings> },
): Promise<SessionRecord> {
  requireStaff(actor);
  return await store.transaction(async (tx) => {
    const before = found(await tx.reviews.lockSession(sessionId));
    assertStill<SessionSettings>(before, patch, seen);
    const after = { ...before, ...patch };
    assertDates(after);
    if (!(await tx.reviews.updateSession(sessionId, patch))) throw numberTaken();
    await tx.audit({
      action: 'session.changed',
      actor,
      subject: { kind: 'session', id: sessionId },
      // The venue is free text.
      payload: Object.fromEntries(
        Object.entries(patch)
          .filter(([name]) => name !== 'venue')
          .map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
      ),
    });
    return after;
  });
}
