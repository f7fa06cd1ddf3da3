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

/** An entry of the audit's chain, as it is kept. */
export interface AuditEntryRecord {
  /** Its place in the chain, from 1. */
  seq: number;
  at: Date;
  action: string;
  actorKind: string;
  actorId: string | null;
  subjectKind: string;
  subjectId: string | null;
  /** Null where it was erased with its statement. */
  payload: Record<string, unknown> | null;
}

/** What hangs on a statement and has entries of its own. Rows outlive an erasure, so these do, too. */
export interface StatementSubjects {
  invitationId: string;
  erasedAt: Date | null;
  takes: { id: string; number: number }[];
  cuts: { id: string; takeId: string; revision: number }[];
  /** The programme's revisions that name it, drafts apart. */
  revisions: { id: string; number: number; kind: 'statement' | 'card'; position: number }[];
}

/** Written by `Tx.move` and `Tx.audit` alone. */
export interface History {
  /** Oldest first. */
  ofSubjects(subjectIds: readonly string[]): Promise<HistoryRecord[]>;
  /** Oldest first. */
  entriesOf(subjectIds: readonly string[]): Promise<AuditEntryRecord[]>;
  subjectsOf(statementId: string): Promise<StatementSubjects | null>;
}
