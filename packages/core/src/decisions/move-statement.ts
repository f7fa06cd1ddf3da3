import { type Actor, mayMove, Problem, type StatementState } from '@rostrum/domain';
import type { Tx } from '../ports/store.ts';

/**
 * Moves a statement from one decided state to another, through review where the table has no direct
 * way (a declined one that is approved after all). Staying where it is, is no move.
 * @throws Problem stale
 */
export async function moveStatement(
  tx: Tx,
  {
    id,
    from,
    to,
    actor,
    reason,
  }: {
    id: string;
    from: StatementState;
    to: StatementState;
    actor: Actor;
    reason: string;
  },
): Promise<void> {
  if (from === to) return;
  const direct = mayMove('statement', from, to);
  const steps: StatementState[] = direct ? [to] : ['in_review', to];
  let at = from;
  for (const step of steps) {
    if ((await tx.move('statement', { id, from: at, to: step, actor, reason })) === 'lost') {
      throw new Problem('stale');
    }
    at = step;
  }
}
