import type { Tx } from '../ports/store.ts';

/** Now, or a moment later where the decision that stands is as new or the clock was set back: no tie with it. */
export async function afterDecisions(
  tx: Pick<Tx, 'decisions'>,
  statementId: string,
  now: Date,
): Promise<Date> {
  const [decision] = await tx.decisions.standing([statementId]);
  if (decision === undefined || decision.decidedAt < now) return now;
  return new Date(decision.decidedAt.getTime() + 1);
}
