import { type Actor, type ChecklistAnswer, Problem, wholeChecklist } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { announceToStaff } from '../remarks/announce-to-staff.ts';
import { found, requireStaff } from '../sessions/who-may.ts';

/**
 * Answers one question about a take, or takes the answer back. The last one stands, with who gave it and what
 * they looked at.
 * @throws Problem not_allowed | not_found | statement_withdrawn
 */
export async function answerQuestion(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  {
    actor,
    takeId,
    question,
    cutId,
    answer,
    remark,
  }: {
    actor: Actor;
    takeId: string;
    question: string;
    cutId: string | null;
    answer: ChecklistAnswer | null;
    remark: string | null;
  },
): Promise<void> {
  const { userId } = requireStaff(actor);
  await store.transaction(async (tx) => {
    const take = found(await tx.takes.get(takeId));
    const place = found(await tx.statements.context(take.statementId));
    // Held, so that nothing is answered about a statement that is being erased.
    const [statement] = await tx.statements.lock([take.statementId]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    if (cutId !== null && found(await tx.cuts.get(cutId)).takeId !== takeId) throw new Problem('not_found');
    const asked = wholeChecklist(await tx.checklists.ofSession(place.session.id));
    if (!asked.some(({ id, on }) => on && id === question)) throw new Problem('not_found');
    if (answer === null) await tx.checklists.takeBack(takeId, question);
    else {
      await tx.checklists.answer({
        takeId,
        question,
        cutId,
        answer,
        remark: remark?.trim() || null,
        answeredById: userId,
        answeredAt: clock.now(),
      });
    }
    await tx.judgements.judged(take.statementId, userId, clock.now());
    await tx.audit({
      action: answer === null ? 'take.question_taken_back' : 'take.question_answered',
      actor,
      subject: { kind: 'take', id: takeId },
      payload: { question, cutId, answer },
    });
    announceToStaff(tx, { events }, place, 'checklist');
  });
}
