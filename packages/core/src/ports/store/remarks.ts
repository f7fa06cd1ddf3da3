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

export type NewRemark = Omit<RemarkRecord, 'editedAt' | 'resolvedAt' | 'resolvedById'>;

/**
 * Notes among the staff and comments for the speaker lie in two tables with one shape: whatever reads for a
 * speaker is given the comments alone.
 */
export interface Remarks {
  byId(id: string): Promise<RemarkRecord | null>;
  /** Oldest first. */
  ofStatement(statementId: string): Promise<RemarkRecord[]>;
  add(remark: NewRemark): Promise<void>;
  /** False where it is gone. */
  rewrite(id: string, body: string, at: Date): Promise<boolean>;
  /** False where it is gone. */
  resolve(id: string, by: { at: Date; userId: string } | null): Promise<boolean>;
  /** False where it is gone. */
  remove(id: string): Promise<boolean>;
  /** When somebody else last wrote, rewrote or resolved one. */
  lastByOthers(statementId: string, userId: string): Promise<Date | null>;
}
