import { createHash } from 'node:crypto';
import { type Actor, type ChecklistQuestion, Problem, wholeChecklist } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireStaff } from '../sessions/who-may.ts';

export interface SessionChecklist {
  questions: ChecklistQuestion[];
  /** Tells sameness alone: whoever changes it says which one they saw. */
  mark: string;
}

const markOf = (kept: readonly ChecklistQuestion[] | null): string =>
  createHash('sha256').update(JSON.stringify(kept)).digest('hex').slice(0, 16);

const toState = (kept: ChecklistQuestion[] | null): SessionChecklist => ({
  questions: wholeChecklist(kept),
  mark: markOf(kept),
});

/** @throws Problem not_allowed | not_found */
export async function checklistOfSession(
  { store }: Pick<Parts, 'store'>,
  { actor, sessionId }: { actor: Actor; sessionId: string },
): Promise<SessionChecklist> {
  requireStaff(actor);
  found(await store.reviews.session(sessionId));
  return toState(await store.checklists.ofSession(sessionId));
}

/**
 * Answers that were given stay with their questions, and are seen again where a question comes back.
 * @param questions null: the product's own again @throws Problem not_allowed | not_found | stale
 */
export async function setChecklist(
  { store }: Pick<Parts, 'store'>,
  {
    actor,
    sessionId,
    questions,
    mark,
  }: { actor: Actor; sessionId: string; questions: ChecklistQuestion[] | null; mark: string },
): Promise<SessionChecklist> {
  requireStaff(actor);
  return await store.transaction(async (tx) => {
    found(await tx.reviews.lockSession(sessionId));
    if (markOf(await tx.checklists.ofSession(sessionId)) !== mark) throw new Problem('stale');
    await tx.checklists.setOfSession(sessionId, questions);
    await tx.audit({
      action: 'session.checklist_set',
      actor,
      subject: { kind: 'session', id: sessionId },
      payload: { asked: wholeChecklist(questions).filter(({ on }) => on).length },
    });
    return toState(await tx.checklists.ofSession(sessionId));
  });
}
