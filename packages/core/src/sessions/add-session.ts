import { type Actor, newId } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { SessionRecord } from '../ports/store/reviews.ts';
import { assertDates, numberTaken, SESSION_DEFAULTS, type SessionSettings } from './session-settings.ts';
import { requireStaff } from './who-may.ts';

export type NewSession = Omit<SessionSettings, keyof typeof SESSION_DEFAULTS> &
  Partial<Pick<SessionSettings, keyof typeof SESSION_DEFAULTS>>;

/** @throws Problem not_allowed | request_invalid | conflict */
export async function addSession(
  { store, settings }: Pick<Parts, 'store' | 'settings'>,
  { actor, session }: { actor: Actor; session: NewSession },
): Promise<SessionRecord> {
  requireStaff(actor);
  const made: SessionRecord = {
    ...SESSION_DEFAULTS,
    ...session,
    id: newId(),
    demonstration: settings.demonstration,
  };
  assertDates(made);
  await store.transaction(async (tx) => {
    if (!(await tx.reviews.addSession(made))) throw numberTaken();
    await tx.audit({
      action: 'session.added',
      actor,
      subject: { kind: 'session', id: made.id },
      payload: { number: made.number },
    });
  });
  return made;
}
