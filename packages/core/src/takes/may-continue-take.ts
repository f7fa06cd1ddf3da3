import { mayFinish, Problem, UNFINISHED_KEPT_MS } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import { type SpeakerActor, takeFor } from './own-take.ts';

/** @throws Problem not_found | statement_withdrawn | upload_gone | deadline_passed */
export async function mayContinueTake(
  parts: Pick<Parts, 'store' | 'clock'>,
  { actor, takeId }: { actor: SpeakerActor; takeId: string },
): Promise<TakeRecord> {
  const { take, context } = await takeFor(parts.store, actor, takeId);
  if (context.statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
  const now = parts.clock.now();
  const gone = now.getTime() - take.lastByteAt.getTime() > UNFINISHED_KEPT_MS;
  if (take.state !== 'receiving' || gone) throw new Problem('upload_gone');
  const deadlineAt = context.invitation.deadlineAt ?? context.session.uploadDeadlineAt;
  if (!mayFinish(now, take.beganAt, deadlineAt, context.session.graceMs))
    throw new Problem('deadline_passed');
  return take;
}
