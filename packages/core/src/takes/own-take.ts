import { type Actor, Problem } from '@rostrum/domain';
import type { StatementContext } from '../ports/store/statements.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import type { Repositories } from '../ports/store.ts';

export type SpeakerActor = Extract<Actor, { kind: 'speaker' }>;
export type StaffActor = Extract<Actor, { kind: 'coordinator' | 'administrator' }>;

/**
 * A take with where it belongs, for somebody who may know of it: its own speaker, or staff.
 * @throws Problem not_found, also where it is somebody else's
 */
export async function takeFor(
  rows: Pick<Repositories, 'takes' | 'statements'>,
  actor: SpeakerActor | StaffActor,
  takeId: string,
): Promise<{ take: TakeRecord; context: StatementContext }> {
  const take = await rows.takes.get(takeId);
  const context = take && (await rows.statements.context(take.statementId));
  if (!take || !context) throw new Problem('not_found');
  if (actor.kind === 'speaker' && context.invitation.id !== actor.invitationId)
    throw new Problem('not_found');
  return { take, context };
}
