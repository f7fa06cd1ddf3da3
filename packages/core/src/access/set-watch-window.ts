import { type Actor, Problem, type WatchWindow, windowAt } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { voidAddresses } from './end-windows.ts';

/**
 * When the links of a session show its programmes. Where that ends it now, addresses that were handed out are void too.
 * @throws Problem not_allowed | not_found | request_invalid
 */
export async function setWatchWindow(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  { actor, sessionId, window }: { actor: Actor; sessionId: string; window: WatchWindow },
): Promise<void> {
  requireStaff(actor);
  const { opensAt, closesAt } = window;
  if (opensAt !== null && closesAt !== null && closesAt <= opensAt) {
    throw new Problem('request_invalid', { detail: 'It cannot close before it opens.' });
  }
  const now = clock.now();
  await store.transaction(async (tx) => {
    found(await tx.reviews.lockSession(sessionId));
    const before = found(await tx.access.window(sessionId));
    await tx.access.setWindow(sessionId, window);
    const ends = windowAt(before, now) === 'open' && windowAt(window, now) !== 'open';
    // Its end has passed already: nothing is left to be done at its hour.
    const closed = await tx.access.markClosed(sessionId, now);
    if (ends || closed) await voidAddresses(tx, { events }, sessionId);
    await tx.audit({
      action: 'session.watch_window_set',
      actor,
      subject: { kind: 'session', id: sessionId },
      payload: { opensAt: opensAt?.toISOString() ?? null, closesAt: closesAt?.toISOString() ?? null },
    });
  });
}
