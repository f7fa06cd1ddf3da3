import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';

const SHOWN = 500;

type Needs = Pick<Parts, 'store' | 'queue'>;

/** @throws Problem not_found (it was sent, is gone, or waits already) */
export async function retryMail(
  { store, queue }: Needs,
  { actor, mailId }: { actor: Actor; mailId: string },
): Promise<void> {
  await store.transaction(async (tx) => {
    if (!(await tx.administration.reopenMail(mailId))) throw new Problem('not_found');
    await tx.audit({ action: 'mail.retried', actor, subject: { kind: 'mail', id: mailId }, payload: {} });
    tx.afterCommit(() => queue.add('mail.send', { mailId }));
  });
}

/** Somebody has seen it: it is listed no more, and stays written down as told. @throws Problem not_found */
export async function dismissMail(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { actor, mailId }: { actor: Actor; mailId: string },
): Promise<void> {
  await store.transaction(async (tx) => {
    if (!(await tx.administration.dismissMail(mailId, clock.now()))) throw new Problem('not_found');
    await tx.audit({ action: 'mail.dismissed', actor, subject: { kind: 'mail', id: mailId }, payload: {} });
  });
}

/** What lacks its link or code by now stays: nothing that can be read would come of it. */
export async function retryAllMails(
  parts: Needs,
  { actor }: { actor: Actor },
): Promise<{ retried: number; left: number }> {
  const failed = await parts.store.administration.failedMails(SHOWN);
  const able = failed.filter(({ emptied, reason }) => !emptied && reason !== 'no_address');
  for (const { id } of able) await retryMail(parts, { actor, mailId: id });
  return { retried: able.length, left: failed.length - able.length };
}
