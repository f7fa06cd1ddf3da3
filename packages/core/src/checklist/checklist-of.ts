import {
  type Actor,
  type ChecklistQuestion,
  consentHolds,
  isProductQuestion,
  isSoundOnly,
  judgeLength,
  mustAccept,
  Problem,
  unmetBy,
  wholeChecklist,
} from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { ChecklistAnswerRecord } from '../ports/store/checklists.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { floorOf } from '../takes/floor-of.ts';
import { type Suggestion, suggest } from './suggest.ts';

export interface AskedQuestion extends Pick<ChecklistQuestion, 'id' | 'text'> {
  answer: (ChecklistAnswerRecord & { by: string; mine: boolean }) | null;
  suggestion: Suggestion | null;
}

export interface ChecklistState {
  takeId: string;
  cutId: string | null;
  questions: AskedQuestion[];
}

/**
 * The closed questions about a take, as the session asks them, with the answers that stand.
 * @param cutId what is being looked at: the measures speak of it
 * @throws Problem not_allowed | not_found | statement_withdrawn
 */
export async function checklistOf(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { actor, takeId, cutId }: { actor: Actor; takeId: string; cutId: string | null },
): Promise<ChecklistState> {
  const { userId } = requireStaff(actor);
  const take = found(await store.takes.get(takeId));
  const place = found(await store.statements.context(take.statementId));
  if (place.statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
  const cut = cutId === null ? null : found(await store.cuts.get(cutId));
  if (cut !== null && cut.takeId !== takeId) throw new Problem('not_found');
  const [kept, answers, captions, speakers] = await Promise.all([
    store.checklists.ofSession(place.session.id),
    store.checklists.answers(takeId),
    store.captions.current([takeId]),
    store.invitations.countSpeakers(place.review.id),
  ]);
  const names = await store.decisions.deciders(answers.map(({ answeredById }) => answeredById));
  const floor = floorOf(place, speakers);
  const lengthMs = (cut ?? take).measuredMs;
  const { invitation } = place;
  const measured = {
    fit: judgeLength(lengthMs, floor),
    lengthMs,
    maximumMs: floor.maximumMs,
    findings: take.verdict?.findings ?? [],
    loudness: cut?.loudness ?? take.loudness,
    captionLanguages: captions.filter(({ cueCount }) => cueCount > 0).length,
    unmet: unmetBy(invitation.appearance, { soundOnly: isSoundOnly(take) }),
    consentGiven: !mustAccept({ textVersion: invitation.consentTextVersion }),
    consentEnded: !consentHolds(invitation.consentEndsAt, clock.now()),
  };
  const questions = wholeChecklist(kept).filter(({ on }) => on);
  return {
    takeId,
    cutId,
    questions: questions.map(({ id, text }) => {
      const answer = answers.find(({ question }) => question === id);
      return {
        id,
        text,
        answer:
          answer === undefined
            ? null
            : {
                ...answer,
                by: names.get(answer.answeredById) ?? answer.answeredById,
                mine: answer.answeredById === userId,
              },
        suggestion: isProductQuestion(id) ? suggest(id, measured) : null,
      };
    }),
  };
}
