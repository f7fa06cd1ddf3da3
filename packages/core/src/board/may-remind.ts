import { REMINDED_AGAIN_AFTER_MS } from '../mail/by-hand.ts';
import { isOwed } from '../mail/remind.ts';
import type { Addressee } from '../ports/store/board.ts';
import type { DecisionRecord } from '../ports/store/decisions.ts';
import { countedTakes } from '../queries/counted-takes.ts';

export const LEFT_OUT = [
  'withdrawn',
  'nothing_owed',
  'no_attempts_left',
  'session_closed',
  'no_deadline',
  'deadline_passed',
  'no_address',
  'no_link',
  'reminded_lately',
  'not_found',
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** What the speaker is asked for: a recording, or an answer about a cut. */
export type ReminderKind = 'reminder' | 'cut_question';
export type Remindability =
  | { kind: ReminderKind; decisionId: string | null }
  | { kind: null; because: LeftOut };

const leftOut = (because: LeftOut): Remindability => ({ kind: null, because });

/**
 * May a coordinator remind them now? The reasons in the order in which somebody could do something about them.
 * @param decision the word that stands
 */
export function mayRemind(
  one: Addressee,
  decision: Pick<DecisionRecord, 'id' | 'needsYes' | 'answer'> | null,
  now: Date,
): Remindability {
  if (one.statementState === 'withdrawn') return leftOut('withdrawn');
  const asked = one.statementState === 'awaiting_speaker' ? openQuestion(decision) : null;
  if (asked === null) {
    const why = recordingNotOwed(one, now);
    if (why !== null) return leftOut(why);
  }
  if (!one.hasAddress) return leftOut('no_address');
  if (!one.hasLink) return leftOut('no_link');
  const last = one.remindedAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  if (now.getTime() - last < REMINDED_AGAIN_AFTER_MS) return leftOut('reminded_lately');
  return asked === null
    ? { kind: 'reminder', decisionId: null }
    : { kind: 'cut_question', decisionId: asked };
}

function openQuestion(decision: Pick<DecisionRecord, 'id' | 'needsYes' | 'answer'> | null): string | null {
  return decision?.needsYes && decision.answer === null ? decision.id : null;
}

function recordingNotOwed(one: Addressee, now: Date): LeftOut | null {
  if (!isOwed(one)) {
    const usedUp = countedTakes(one.takes) >= one.takesAllowed;
    return usedUp && one.statementState !== 'approved' && one.statementState !== 'declined'
      ? 'no_attempts_left'
      : 'nothing_owed';
  }
  if (!one.acceptsUploads) return 'session_closed';
  if (one.deadlineAt === null) return 'no_deadline';
  return one.deadlineAt <= now ? 'deadline_passed' : null;
}
