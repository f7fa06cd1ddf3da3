/** What somebody of the staff wrote about a statement, at a place in one of its takes or about the whole. */
export interface RemarkRecord {
  id: string;
  statementId: string;
  takeId: string | null;
  /** In the take's time. */
  startMs: number | null;
  endMs: number | null;
  body: string;
  madeById: string;
  createdAt: Date;
  editedAt: Date | null;
  resolvedAt: Date | null;
  resolvedById: string | null;
}

/** A speaker reads comments as the decision that stands found them. */
export interface CommentRecord extends RemarkRecord {
  /** When it was opened again after it had been settled. */
  openSince: Date | null;
  /** As a decision found it, since when it read so, where it was written anew after that decision. */
  decidedBody: string | null;
  decidedSince: Date | null;
}

export type NewRemark = Omit<RemarkRecord, 'editedAt' | 'resolvedAt' | 'resolvedById'>;

/**
 * Notes among the staff and comments for the speaker lie in two tables with one shape: whatever reads for a
 * speaker is given the comments alone.
 */
export interface Remarks<T extends RemarkRecord = RemarkRecord> {
  byId(id: string): Promise<T | null>;
  /** Oldest first. */
  ofStatement(statementId: string): Promise<T[]>;
  add(remark: NewRemark): Promise<void>;
  /** False where it is gone. */
  rewrite(id: string, body: string, at: Date): Promise<boolean>;
  /** False where it is gone. */
  resolve(id: string, by: { at: Date; userId: string }): Promise<boolean>;
  /** False where it is gone. */
  reopen(id: string, at: Date): Promise<boolean>;
  /** False where it is gone. */
  remove(id: string): Promise<boolean>;
}

export interface Comments extends Remarks<CommentRecord> {
  /** What was decided on, before it is written anew. */
  keepDecided(id: string, body: string, since: Date): Promise<void>;
}

export interface Judgements {
  /** Somebody wrote, changed or removed a remark, or answered: later than all before, even if the clock was set back. */
  judged(statementId: string, userId: string, at: Date): Promise<void>;
  /** When somebody else last did. */
  lastByOthers(statementId: string, userId: string): Promise<Date | null>;
}
