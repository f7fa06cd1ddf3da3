import { statementPrefix } from '../keys.ts';
import type { Parts } from '../parts.ts';
import { PermanentFailure } from '../ports/queue.ts';
import { announce } from '../takes/announce.ts';
import { PIPELINE } from './attempt.ts';

/**
 * Erases what a withdrawn statement left with us: jobs, mail files, what rows say of a
 * person, every object. What stays
 * are ids, states, the audit chain without its payloads, and a tombstone. May run any number of times: a
 * job that was being stopped may write once more, and the sweep looks again.
 */
export async function eraseStatement(
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'mailer' | 'clock' | 'log'>,
  { statementId }: { statementId: string },
): Promise<void> {
  const subject = await parts.store.erasures.subject(statementId);
  if (subject === null) return;
  if (!subject.withdrawn)
    throw new PermanentFailure('conflict', 'only a statement that was withdrawn is erased');
  await parts.queue.cancelFor(statementId);
  await endTakes(parts, statementId);
  // Before the row that holds the address goes: a run that is cut short here finds it again.
  const address = await parts.store.invitations.email(subject.invitationId);
  if (address !== null) await parts.mailer.forget(address);
  await parts.store.transaction((tx) => tx.erasures.forgetRows(statementId));
  // And what was being written meanwhile; from here on no mail finds its row.
  if (address !== null) await parts.mailer.forget(address);
  const { objects, bytes, leftovers } = await parts.storage.erasePrefix(statementPrefix(statementId));
  const again = subject.erasedAt !== null;
  if (again && objects === 0) return;

  const erasedAt = parts.clock.now();
  await parts.store.transaction(async (tx) => {
    await tx.erasures.bury({ statementId, erasedAt, objects, bytes });
    await tx.audit({
      action: 'statement.erased',
      actor: PIPELINE,
      subject: { kind: 'statement', id: statementId },
      payload: { objects, bytes, leftovers },
    });
    const context = await tx.statements.context(statementId);
    if (context) tx.afterCommit(() => announce(parts, context, 'statement'));
  });
  parts.log.info('statement_erased', { statementId, objects, bytes, leftovers });
}

/** Nothing of it is received or made any more. */
async function endTakes(parts: Pick<Parts, 'store'>, statementId: string): Promise<void> {
  await parts.store.transaction(async (tx) => {
    for (const take of await tx.takes.ofStatement(statementId)) {
      const { id, state } = take;
      const reason = 'withdrawn';
      if (state === 'receiving')
        await tx.move('take', { id, from: state, to: 'abandoned', actor: PIPELINE, reason });
      else if (state === 'received' || state === 'checking' || state === 'preparing')
        await tx.move('take', { id, from: state, to: 'failed', actor: PIPELINE, reason });
    }
  });
}
