import type { AskedQuestionState } from '@rostrum/domain';

export interface AskedQuestionRecord {
  id: string;
  statementId: string;
  missionId: string;
  missionName: string;
  missionCode: string;
  /** Whether others are told which mission asked. */
  named: boolean;
  body: string;
  state: AskedQuestionState;
  askedAt: Date;
  /** Why it was set aside. */
  reason: string | null;
  answer: string | null;
  answeredAt: Date | null;
  shownAt: Date | null;
}

export type NewAskedQuestion = Pick<
  AskedQuestionRecord,
  'id' | 'statementId' | 'missionId' | 'named' | 'body' | 'askedAt'
>;

export interface AskedQuestionChange {
  state: AskedQuestionState;
  decidedAt?: Date;
  decidedById?: string;
  reason?: string | null;
  answer?: string | null;
  answeredAt?: Date | null;
  shownAt?: Date | null;
}

/** How it must stand for a change; with an instant, its answer must be the one of then. */
export interface AskedQuestionSeen {
  states: readonly AskedQuestionState[];
  answeredAt?: Date;
}

/** What missions ask speakers. Oldest first, everywhere. */
export interface AskedQuestions {
  byId(id: string): Promise<AskedQuestionRecord | null>;
  ofStatement(statementId: string): Promise<AskedQuestionRecord[]>;
  ofReview(reviewId: string): Promise<AskedQuestionRecord[]>;
  ofSession(sessionId: string): Promise<AskedQuestionRecord[]>;
  /** Of every session with any, newest session first. */
  countsIn(states: readonly AskedQuestionState[]): Promise<{ sessionId: string; count: number }[]>;
  /** The staff who lead sessions, by their accounts that are open; the administrators where there is nobody else. */
  readers(): Promise<string[]>;
  add(question: NewAskedQuestion): Promise<void>;
  /** How many a mission asked since then. */
  countSince(missionId: string, since: Date): Promise<number>;
  /** Guarded: false where it stands otherwise by now. */
  change(id: string, seen: AskedQuestionSeen, change: AskedQuestionChange): Promise<boolean>;
}
