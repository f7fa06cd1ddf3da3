/** A question of a mission to a speaker, in writing. */
export const ASKED_QUESTION_STATES = [
  'asked',
  'passed_on',
  'set_aside',
  'answered',
  'declined',
  'shown',
] as const;
export type AskedQuestionState = (typeof ASKED_QUESTION_STATES)[number];

export const ASKED_QUESTION_LENGTH = 1_000;
export const SET_ASIDE_REASON_LENGTH = 1_000;
export const WRITTEN_ANSWER_LENGTH = 2_000;
/** Of one mission, whoever of it asks. */
export const QUESTIONS_AN_HOUR = 10;

export const QUESTION_ACTS = ['pass_on', 'set_aside', 'show', 'answer', 'decline'] as const;
export type QuestionAct = (typeof QUESTION_ACTS)[number];

/** The first three are a coordinator's, the last two the speaker's own. Nothing is shown that was not answered. */
export const QUESTION_MOVES: Readonly<
  Record<QuestionAct, { readonly from: readonly AskedQuestionState[]; readonly to: AskedQuestionState }>
> = {
  pass_on: { from: ['asked', 'set_aside'], to: 'passed_on' },
  set_aside: { from: ['asked', 'passed_on', 'answered', 'declined', 'shown'], to: 'set_aside' },
  show: { from: ['answered'], to: 'shown' },
  // Until it is shown, a speaker may think again.
  answer: { from: ['passed_on', 'answered', 'declined'], to: 'answered' },
  decline: { from: ['passed_on', 'answered'], to: 'declined' },
};

/** A coordinator is to pass it on, or to show its answer. */
export const WAITS_FOR_STAFF: readonly AskedQuestionState[] = ['asked', 'answered'];

/** What the speaker sees: nothing that waits for a coordinator, and nothing that was set aside. */
export const SPEAKER_SEES: readonly AskedQuestionState[] = ['passed_on', 'answered', 'declined', 'shown'];
