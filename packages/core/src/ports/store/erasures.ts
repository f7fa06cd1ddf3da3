export interface TombstoneRecord {
  statementId: string;
  erasedAt: Date;
  objects: number;
  bytes: number;
}

export interface ErasureSubject {
  statementId: string;
  invitationId: string;
  withdrawn: boolean;
  erasedAt: Date | null;
}

export interface Erasures {
  subject(statementId: string): Promise<ErasureSubject | null>;
  /**
   * Removes what names or shows a person from the rows of a statement: file names, hashes, verdicts, media
   * sets, captions, receipts, addresses, mails, free text of decisions, audit payloads. Rows, ids and states stay.
   */
  forgetRows(statementId: string): Promise<void>;
  /** Adds to an earlier tombstone of the statement, and sets its `erasedAt` where it is not set. */
  bury(tombstone: TombstoneRecord): Promise<void>;
  tombstones(): Promise<TombstoneRecord[]>;
  /** Withdrawn since before `before` and not erased. */
  withdrawnNotErased(before: Date): Promise<string[]>;
  /** Erased since `since`: looked at once more, for what a running job wrote while it was being stopped. */
  erasedSince(since: Date): Promise<string[]>;
}
