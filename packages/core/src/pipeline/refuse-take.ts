import type { Refusal, TakeState, Verdict } from '@rostrum/domain';
import { queueMail } from '../mail/queue-mail.ts';
import type { Parts } from '../parts.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import { announce } from '../takes/announce.ts';
import { eraseTakeObjects } from '../takes/erase-take-objects.ts';
import { PIPELINE } from './attempt.ts';

export interface RefuseTake {
  take: TakeRecord;
  context: StatementContext;
  from: Extract<TakeState, 'receiving' | 'checking' | 'preparing'>;
  reason: Refusal;
  figures: Record<string, number>;
  verdict?: Verdict;
  measuredMs?: number;
}

/** The row stays, with its reason; nothing else of the take does. The speaker is told by mail. */
export async function refuseTake(
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'clock' | 'log'>,
  { take, context, from, reason, figures, verdict, measuredMs }: RefuseTake,
): Promise<'refused' | 'lost'> {
  return await parts.store.transaction(async (tx) => {
    const move = { id: take.id, from, to: 'refused', actor: PIPELINE, reason } as const;
    if ((await tx.move('take', move)) === 'lost') return 'lost';
    const current = await tx.takes.get(take.id);
    await tx.takes.update(
      take.id,
      {
        reason,
        figures,
        progress: 0,
        mediaSetId: null,
        ...(verdict === undefined ? {} : { verdict }),
        ...(measuredMs === undefined ? {} : { measuredMs }),
      },
      { states: ['refused'] },
    );
    if (current?.mediaSetId) await tx.mediaSets.remove(current.mediaSetId);
    await queueMail(tx, parts, {
      kind: 'refused',
      invitationId: context.invitation.id,
      secret: { takeId: take.id },
      createdAt: parts.clock.now(),
    });
    tx.afterCommit(() => eraseTakeObjects(parts, take));
    tx.afterCommit(() => announce(parts, context, 'take'));
    return 'refused';
  });
}
