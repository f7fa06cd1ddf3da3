import type { DecisionRecord } from '../ports/store/decisions.ts';

/** An approval that holds: not taken back, and answered with yes where it needed one. */
export function isApproval(
  decision: DecisionRecord | null | undefined,
): decision is DecisionRecord & { cutId: string } {
  return (
    decision != null &&
    decision.kind === 'approve' &&
    decision.cutId !== null &&
    decision.undoneAt === null &&
    (!decision.needsYes || decision.answer === 'yes')
  );
}

/** The word that stands for each statement. @param standing newest first, as the store gives them */
export function latestByStatement(standing: readonly DecisionRecord[]): Map<string, DecisionRecord> {
  const latest = new Map<string, DecisionRecord>();
  for (const decision of standing) {
    if (!latest.has(decision.statementId)) latest.set(decision.statementId, decision);
  }
  return latest;
}
