import { type Actor, newId } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { SessionRecord } from '../ports/store/reviews.ts';
import { settingOf } from '../settings/settings.ts';
import {
  assertDates,
  numberTaken,
  SESSION_DEFAULTS,
  type SessionSettings,
  settingsToCopy,
} from './session-settings.ts';
import { found, requireStaff } from './who-may.ts';

export type NewSession = Omit<SessionSettings, keyof typeof SESSION_DEFAULTS> &
  Partial<Pick<SessionSettings, keyof typeof SESSION_DEFAULTS>>;

/**
 * What is not named is as in the session that it is a copy of, closed questions and limits, but never what belongs
 * to that one alone: its dates, deadline, venue, States and invitations. Without one, it is the domain's default.
 * @throws Problem not_allowed | not_found | request_invalid | conflict
 */
export async function addSession(
  { store, settings }: Pick<Parts, 'store' | 'settings'>,
  { actor, session, copyOf }: { actor: Actor; session: NewSession; copyOf?: string },
): Promise<SessionRecord> {
  requireStaff(actor);
  const earlier = copyOf === undefined ? null : found(await store.reviews.session(copyOf));
  const made: SessionRecord = {
    ...SESSION_DEFAULTS,
    toleranceMs: await settingOf({ store, settings }, 'session.toleranceMs'),
    minimumShare: await settingOf({ store, settings }, 'session.minimumShare'),
    ...(earlier === null ? {} : settingsToCopy(earlier)),
    ...session,
    id: newId(),
    demonstration: settings.demonstration,
  };
  assertDates(made);
  await store.transaction(async (tx) => {
    if (!(await tx.reviews.addSession(made))) throw numberTaken();
    if (earlier !== null) await tx.planning.copyChecklist(earlier.id, made.id);
    await tx.audit({
      action: 'session.added',
      actor,
      subject: { kind: 'session', id: made.id },
      payload: { number: made.number },
    });
  });
  return made;
}
