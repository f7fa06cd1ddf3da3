import { mayFinish, Problem, UNFINISHED_KEPT_MS } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { SendingTake } from '../ports/store/takes.ts';
import type { SpeakerActor } from './own-take.ts';

/** @throws Problem not_found, also where it is somebody else's */
export async function sendingTake(
  parts: Pick<Parts, 'store'>,
  { actor, takeId }: { actor: SpeakerActor; takeId: string },
): Promise<SendingTake> {
  const take = await parts.store.takes.sending(takeId);
  if (take === null || take.invitationId !== actor.invitationId) throw new Problem('not_found');
  return take;
}

/** @throws Problem not_found | statement_withdrawn | upload_gone | deadline_passed */
export async function mayContinueTake(
  parts: Pick<Parts, 'store' | 'clock'>,
  asked: { actor: SpeakerActor; takeId: string },
): Promise<SendingTake> {
  const take = await sendingTake(parts, asked);
  if (take.statementState === 'withdrawn') throw new Problem('statement_withdrawn');
  const now = parts.clock.now();
  const gone = now.getTime() - take.lastByteAt.getTime() > UNFINISHED_KEPT_MS;
  if (take.state !== 'receiving' || gone) throw new Problem('upload_gone');
  if (!mayFinish(now, take.beganAt, take.deadlineAt, take.graceMs)) throw new Problem('deadline_passed');
  return take;
}
