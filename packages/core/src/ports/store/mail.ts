import type { HeldBackBy, StatementState, TakeState } from '@rostrum/domain';
import type { ReceiptRecord } from './receipts.ts';

/** To a speaker, in the invitation's language. */
export const SPEAKER_MAIL_KINDS = [
  'speaker_link',
  'speaker_code',
  'new_device',
  'received',
  'refused',
  'changes_requested',
  'cut_question',
  'approved',
  'published',
  'reminder',
] as const;
export type SpeakerMailKind = (typeof SPEAKER_MAIL_KINDS)[number];

/** To staff and Permanent Missions. */
export const OFFICE_MAIL_KINDS = [
  'staff_invitation',
  'delegate_link',
  'delegate_code',
  'delegate_device',
  'questions_waiting',
] as const;
export type OfficeMailKind = (typeof OFFICE_MAIL_KINDS)[number];

export const MAIL_KINDS = [...SPEAKER_MAIL_KINDS, ...OFFICE_MAIL_KINDS] as const;
export type MailKind = SpeakerMailKind | OfficeMailKind;

export function isSpeakerMail(kind: MailKind): kind is SpeakerMailKind {
  return SPEAKER_MAIL_KINDS.some((one) => one === kind);
}

/** What must stand in the mail and may not be stored otherwise; emptied when it is sent. */
export interface MailSecret {
  /** The whole address, token in its fragment. */
  link?: string;
  code?: string;
  takeId?: string;
  decisionId?: string;
}

export interface MailRecord {
  id: string;
  kind: MailKind;
  invitationId: string | null;
  linkId: string | null;
  userId: string | null;
  secret: MailSecret | null;
  /** Held back until then; null for at once. */
  sendAfter: Date | null;
  once: string | null;
  state: 'waiting' | 'sent' | 'failed';
  attempts: number;
  reason: string | null;
  createdAt: Date;
  sentAt: Date | null;
}

export interface NewMail {
  id: string;
  kind: MailKind;
  invitationId?: string | null;
  linkId?: string | null;
  userId?: string | null;
  secret?: MailSecret | null;
  sendAfter?: Date | null;
  /** Names what is told no more than once. */
  once?: string | null;
  createdAt: Date;
}

/**
 * Whom a mail goes to and what it can speak of: the link's own address, else the contact's, else the staff's.
 * A speaker's mail is not given the State, the session or the organisation, so it cannot name them.
 */
export interface MailRecipient {
  email: string | null;
  language: string;
  sessionNumber: number | null;
  missionName: string | null;
  deadlineAt: Date | null;
  /** Of the session. */
  timeZone: string;
  floorTimeMs: number | null;
  /** Of the take that the mail is about. */
  refusal: { code: string; figures: Record<string, number> } | null;
  receipt: ReceiptRecord | null;
  /** What keeps an approved statement from being shown, whoever publishes. */
  heldBackBy: HeldBackBy | null;
}

/** Somebody with an address, a link that opens, a deadline ahead, and perhaps nothing that was received. */
export interface Remindable {
  invitationId: string;
  deadlineAt: Date;
  invitedAt: Date | null;
  statementState: StatementState;
  takes: { state: TakeState; reason: string | null }[];
  takesAllowed: number;
  /** The reminders that were written down. */
  reminded: { once: string; createdAt: Date; failed: boolean }[];
}

export interface Mail {
  get(id: string): Promise<MailRecord | null>;
  /** False, and nothing written, where a mail of the same `once` was written down before. */
  add(mail: NewMail): Promise<boolean>;
  /** In one statement; none of them has a `once`. */
  addMany(mails: readonly Omit<NewMail, 'once'>[]): Promise<void>;
  recipientOf(mail: MailRecord, now: Date): Promise<MailRecipient>;
  /** Empties the secret. False where the mail was erased meanwhile. */
  markSent(id: string, at: Date): Promise<boolean>;
  /** `final`: no more tries by itself; the administrator may still ask for one. */
  markFailed(id: string, reason: string, final: boolean): Promise<void>;
  /** What it was to tell is no longer so. Its `once` is free again. */
  remove(id: string): Promise<void>;
  /** Written down before `before`, and not held back any more. */
  waiting(before: Date, now: Date): Promise<string[]>;
  /** Empties the secrets of what was given up before `before`. */
  forgetSecrets(before: Date): Promise<number>;
  /** Of these kinds, what the invitation was sent last. */
  lastSent(invitationId: string, kinds: readonly MailKind[]): Promise<MailKind | null>;
  /** Whose deadline lies after `after`, and at `until` or before; of one invitation where it is named. */
  remindable(of: { after: Date; until: Date; invitationId?: string }): Promise<Remindable[]>;
}
