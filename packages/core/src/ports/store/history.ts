/** A move of a machine. */
export interface HistoryRecord {
  at: Date;
  machine: string;
  subjectId: string;
  from: string | null;
  to: string;
  actorKind: string;
  actorId: string | null;
  reason: string | null;
}

/** Written by `Tx.move` alone. */
export interface History {
  /** Oldest first. */
  ofSubjects(subjectIds: readonly string[]): Promise<HistoryRecord[]>;
}
