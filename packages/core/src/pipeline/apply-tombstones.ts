import type { Parts } from '../parts.ts';
import { reviseAfterWithdrawal } from '../programmes/revise-after-withdrawal.ts';
import { PIPELINE } from './attempt.ts';
import { eraseStatement } from './erase-statement.ts';

/**
 * After a restore: whatever a tombstone names is forgotten once more, also where the backup is older than
 * the withdrawal. Harmless to repeat. @returns statements that a tombstone named and that are here
 */
export async function applyTombstones(
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'mailer' | 'clock' | 'log'>,
): Promise<number> {
  let applied = 0;
  for (const { statementId } of await parts.store.erasures.tombstones()) {
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
