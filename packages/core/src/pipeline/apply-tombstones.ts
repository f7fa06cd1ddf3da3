import type { Parts } from '../parts.ts';
import { reviseAfterWithdrawal } from '../programmes/revise-after-withdrawal.ts';
import { PIPELINE } from './attempt.ts';
import { eraseStatement } from './erase-statement.ts';

/**
 * After a restore: whatever a tombstone names is forgotten once more, also where the backup is older than
 * the withdrawal. Harmless to repeat.
 * @param kept statements named by tombstones that were kept elsewhere: the backup may be older than they are
 * @returns statements that a tombstone named and that are here
 */
export async function applyTombstones(
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'mailer' | 'clock' | 'log'>,
  kept: readonly string[] = [],
): Promise<number> {
  let applied = 0;
  const own = await parts.store.erasures.tombstones();
  for (const statementId of new Set([...own.map((one) => one.statementId), ...kept])) {
    const subject = await parts.store.erasures.subject(statementId);
    if (subject === null) continue;
    if (!subject.withdrawn) await withdrawAgain(parts, statementId);
    await eraseStatement(parts, { statementId });
    applied += 1;
  }
  return applied;
}

async function withdrawAgain(
  { store, events, clock }: Pick<Parts, 'store' | 'events' | 'clock'>,
  statementId: string,
): Promise<void> {
  await store.transaction(async (tx) => {
    const context = await tx.statements.context(statementId);
    const programme = context && (await tx.programmes.lock(context.review.id));
    const [statement] = await tx.statements.lock([statementId]);
    if (!context || !statement || statement.state === 'withdrawn') return;
    await tx.move('statement', {
      id: statementId,
      from: statement.state,
      to: 'withdrawn',
      actor: PIPELINE,
      reason: 'tombstone',
    });
    await tx.statements.setWithdrawn(statementId, clock.now());
    if (programme === null) return;
    await reviseAfterWithdrawal(
      tx,
      { events, clock },
      { programme, sessionId: context.session.id, statementId, actor: PIPELINE, cause: 'withdrawal' },
    );
  });
}
