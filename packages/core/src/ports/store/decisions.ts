export type DecisionKind = 'approve' | 'ask_changes' | 'decline';

/** A coordinator's word about one take and one cut revision, and the speaker's answer to it. */
export interface DecisionRecord {
  id: string;
  statementId: string;
  takeId: string;
  cutId: string | null;
  kind: DecisionKind;
  reason: string;
  messageToSpeaker: string | null;
  needsYes: boolean;
  answer: 'yes' | 'no' | null;
  answerNote: string | null;
  answeredAt: Date | null;
  decidedById: string;
  decidedAt: Date;
  undoneAt: Date | null;
}

export interface Decisions {
  byId(id: string): Promise<DecisionRecord | null>;
  /** Newest first, undone ones included. */
  ofStatement(statementId: string): Promise<DecisionRecord[]>;
  /** Newest first, undone ones left out: the word that stands is each statement's first. */
  standing(statementIds: readonly string[]): Promise<DecisionRecord[]>;
  add(decision: Omit<DecisionRecord, 'answer' | 'answerNote' | 'answeredAt' | 'undoneAt'>): Promise<void>;
  /** False where it was answered or undone already. */
  answer(id: string, answer: 'yes' | 'no', note: string | null, at: Date): Promise<boolean>;
  /** False where it was answered or undone already. */
  undo(id: string, at: Date): Promise<boolean>;
  /** Names by the ids of those who decided; one who is gone is left out. */
  deciders(userIds: readonly string[]): Promise<Map<string, string>>;
}
