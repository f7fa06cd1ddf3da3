import type { StatementState, TakeState } from '@rostrum/domain';

/** Of the staff, as a colleague may know them: no address, no role. */
export interface Colleague {
  id: string;
  name: string;
  /** Whose account is closed keeps what was given to them, and is given nothing more. */
  active: boolean;
}

export interface Assignable {
  id: string;
  reviewId: string;
  sessionId: string;
  assignedToId: string | null;
}

/** Whom a coordinator may want to remind, with all that may speak against it. */
export interface Addressee {
  statementId: string;
  invitationId: string;
  statementState: StatementState;
  language: string;
  /** Its own, else its session's. */
  deadlineAt: Date | null;
  acceptsUploads: boolean;
  hasAddress: boolean;
  /** One of its links opens. */
  hasLink: boolean;
  takes: { state: TakeState; reason: string | null }[];
  takesAllowed: number;
  /** When the newest mail that asked for something was written, whoever had it sent; failed ones apart. */
  remindedAt: Date | null;
  /** The newest of those mails, failed or not. */
  lastMailId: string | null;
}

/** How many are not settled. */
export interface OpenRemarks {
  notes: number;
  comments: number;
}

/** Of what a statement has in words, beside its captions. */
export interface WordsThere {
  written: boolean;
  issues: boolean;
}

/** What the board alone reads and writes. */
export interface BoardStore {
  /** By name. */
  colleagues(): Promise<Colleague[]>;
  colleague(id: string): Promise<Colleague | null>;
  assignable(statementIds: readonly string[]): Promise<Assignable[]>;
  assign(statementIds: readonly string[], userId: string | null): Promise<void>;
  /** What the administrators set; null for nothing. */
  dueSoonDays(): Promise<number | null>;
  /** By statement; those without any are left out. */
  openRemarks(statementIds: readonly string[]): Promise<ReadonlyMap<string, OpenRemarks>>;
  /** By statement; those without any are left out. */
  words(statementIds: readonly string[]): Promise<ReadonlyMap<string, WordsThere>>;
  /** By take, those without captions left out: `person` where one of them was made, corrected or checked by somebody. */
  captioned(takeIds: readonly string[]): Promise<ReadonlyMap<string, 'person' | 'machine'>>;
  /** Those of the statements that belong to the session. */
  addressees(sessionId: string, statementIds: readonly string[], now: Date): Promise<Addressee[]>;
}
