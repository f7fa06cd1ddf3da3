import { z } from 'zod';

/**
 * The closed questions of the product, in the order in which a statement is looked at. Each is put so that "yes" is
 * well. A session may order them anew, leave some out and add its own.
 */
export const CHECKLIST_QUESTIONS = [
  'begins_and_ends',
  'sound_level',
  'sound_channels',
  'sound_in_step',
  'picture',
  'right_speaker',
  'third_persons',
  'floor_time',
  'captions',
  'consent',
] as const;
export type ProductQuestion = (typeof CHECKLIST_QUESTIONS)[number];

export function isProductQuestion(id: string): id is ProductQuestion {
  return CHECKLIST_QUESTIONS.some((one) => one === id);
}

export const CHECKLIST_ANSWERS = ['yes', 'no', 'not_applicable'] as const;
export type ChecklistAnswer = (typeof CHECKLIST_ANSWERS)[number];

export const QUESTION_LENGTH = 200;
const QUESTIONS_MAX = 40;
const QuestionText = z.string().trim().min(1).max(QUESTION_LENGTH);

export const QuestionId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/);

export const ChecklistQuestion = z
  .strictObject({
    id: QuestionId,
    /** Asked at all. */
    on: z.boolean(),
    /** Of a question of one's own; the product's have theirs. */
    text: z.strictObject({ en: QuestionText, fr: QuestionText }).nullable(),
  })
  .refine(({ id, text }) => isProductQuestion(id) === (text === null), 'needs words of its own, or none')
  .meta({ id: 'ChecklistQuestion' });
export type ChecklistQuestion = z.infer<typeof ChecklistQuestion>;

export const ChecklistQuestions = z
  .array(ChecklistQuestion)
  .max(QUESTIONS_MAX)
  .refine((questions) => new Set(questions.map(({ id }) => id)).size === questions.length, 'asks twice');

export function defaultChecklist(): ChecklistQuestion[] {
  return CHECKLIST_QUESTIONS.map((id) => ({ id, on: true, text: null }));
}

/** What came to the product since a session's set was kept is asked last, so that no set loses it in silence. */
export function wholeChecklist(kept: readonly ChecklistQuestion[] | null): ChecklistQuestion[] {
  if (kept === null) return defaultChecklist();
  const missing = CHECKLIST_QUESTIONS.filter((id) => !kept.some((one) => one.id === id));
  return [...kept, ...missing.map((id) => ({ id, on: true, text: null }))];
}
