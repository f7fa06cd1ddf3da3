import type { MailKind } from './mail.ts';

/** Whom a job or a mail is about, as the staff's board names it. */
export interface AboutStatement {
  statementId: string;
  organisation: string;
  stateName: string;
  sessionNumber: number;
  /** Withdrawn or erased: nothing more is to be done for it. */
  gone: boolean;
}

export interface FailedMail {
  id: string;
  kind: MailKind;
  createdAt: Date;
  attempts: number;
  reason: string | null;
  about: AboutStatement | null;
  /** What had to stand in it was emptied after a while: a new link or code must be made instead. */
  emptied: boolean;
}

export const STORED_KINDS = ['originals', 'renditions', 'cuts', 'leftovers'] as const;
export type StoredKind = (typeof STORED_KINDS)[number];
export type StoredBytes = Record<StoredKind, number>;

export interface SessionUse {
  sessionId: string;
  number: number;
  bytes: StoredBytes;
}

export interface Administration {
  about(statementIds: readonly string[]): Promise<Map<string, AboutStatement>>;
  /** The statement of each mail that is to a speaker; mails that are gone or dismissed are not among them. */
  mails(mailIds: readonly string[]): Promise<Map<string, { kind: MailKind; statementId: string | null }>>;
  /** 0 to 1, of takes and cuts by their ids. */
  progress(ids: readonly string[]): Promise<Map<string, number>>;
  /** Of these takes, those that are ready. */
  readyTakes(takeIds: readonly string[]): Promise<Set<string>>;
  /** Of these cuts, those that show the poster that is wanted of them, or are no more. */
  settledPosters(cutIds: readonly string[]): Promise<Set<string>>;
  /** Newest first, without those that were dismissed. */
  failedMails(limit: number): Promise<FailedMail[]>;
  /** False where it has not failed. */
  reopenMail(id: string): Promise<boolean>;
  /** Empties its secret, too. False where it has not failed. */
  dismissMail(id: string, at: Date): Promise<boolean>;
  /** As the rows say: bytes of what was received, and of every segment that was written. */
  storageUse(): Promise<SessionUse[]>;
  /** The session of every statement whose objects may be there. */
  sessionsOfStatements(): Promise<Map<string, string>>;
}
