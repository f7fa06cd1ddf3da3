import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { CaptionsHead } from '../ports/store/captions.ts';
import { announce } from '../takes/announce.ts';
import type { StaffActor } from '../takes/own-take.ts';
import { captionsFor } from './captions-for.ts';

/**
 * One of the staff read these captions against the video; or that mark is taken off again. It stands for this
 * version alone: what is corrected later is checked anew.
 * @throws Problem not_found | statement_withdrawn | stale (there is a newer version)
 */
export async function checkCaptions(
  parts: Pick<Parts, 'store' | 'events' | 'clock'>,
  { actor, captionsId, checked }: { actor: StaffActor; captionsId: string; checked: boolean },
): Promise<CaptionsHead> {
  return await parts.store.transaction(async (tx) => {
    const { captions, context } = await captionsFor(tx, actor, captionsId);
    const [statement] = await tx.statements.lock([captions.statementId]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const current = await tx.captions.current([captions.takeId]);
    if (!current.some(({ id }) => id === captionsId)) throw new Problem('stale');
    const mark = checked ? { at: parts.clock.now(), byId: actor.userId } : null;
    // Marked so already: whose mark it is stays.
    if (!(await tx.captions.check(captionsId, mark))) return captions;
    await tx.audit({
      action: checked ? 'captions.checked' : 'captions.unchecked',
      actor,
      subject: { kind: 'statement', id: captions.statementId },
      payload: { captionsId, takeId: captions.takeId, version: captions.version },
    });
    tx.afterCommit(() => announce(parts, context, 'captions'));
    return { ...captions, checked: mark };
  });
}
