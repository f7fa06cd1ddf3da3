import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { announce } from '../takes/announce.ts';
import type { SpeakerActor, StaffActor } from '../takes/own-take.ts';
import { captionsFor } from './captions-for.ts';

/**
 * Takes a language's captions away, from what is published too and at once: they may hold what endangers
 * somebody. No earlier version comes back in their place.
 * @throws Problem not_found | statement_withdrawn
 */
export async function removeCaptions(
  parts: Pick<Parts, 'store' | 'events' | 'clock'>,
  { actor, captionsId }: { actor: SpeakerActor | StaffActor; captionsId: string },
): Promise<void> {
  await parts.store.transaction(async (tx) => {
    const { captions, context } = await captionsFor(tx, actor, captionsId);
    const [statement] = await tx.statements.lock([captions.statementId]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const versions = await tx.captions.versions(captions.takeId);
    const now = parts.clock.now();
    const same = versions.filter((one) => one.language === captions.language && one.removedAt === null);
    let removed = 0;
    for (const { id } of same) if (await tx.captions.remove(id, now)) removed += 1;
    if (removed === 0) throw new Problem('not_found');
    await tx.audit({
      action: 'captions.removed',
      actor,
      subject: { kind: 'statement', id: captions.statementId },
      payload: { captionsId, takeId: captions.takeId, versions: removed },
    });
    tx.afterCommit(() => announce(parts, context, 'captions'));
  });
}
