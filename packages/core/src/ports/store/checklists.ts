import type { ChecklistAnswer, ChecklistQuestion } from '@rostrum/domain';

export interface ChecklistAnswerRecord {
  takeId: string;
  question: string;
  /** The cut that was looked at; null for the whole take. */
  cutId: string | null;
  answer: ChecklistAnswer;
  remark: string | null;
  answeredById: string;
  answeredAt: Date;
}

export interface Checklists {
  /** As the staff set it; null for the product's own. */
  ofSession(sessionId: string): Promise<ChecklistQuestion[] | null>;
  setOfSession(sessionId: string, questions: readonly ChecklistQuestion[] | null): Promise<void>;
  answers(takeId: string): Promise<ChecklistAnswerRecord[]>;
  /** In place of an earlier answer. */
  answer(answer: ChecklistAnswerRecord): Promise<void>;
  takeBack(takeId: string, question: string): Promise<void>;
}
