export interface QuestionBlockRecord {
  id: string;
  sessionId: string;
  startsAt: Date;
  endsAt: Date;
}

/** The joint questions of half-days. Written by whoever holds the lock of the session. */
export interface HalfDays {
  /** In the order of their hours. */
  questionsOf(sessionId: string): Promise<QuestionBlockRecord[]>;
  addQuestions(block: QuestionBlockRecord): Promise<void>;
  removeQuestions(ids: readonly string[]): Promise<void>;
}
