export const MAIL_KINDS = [
  'speaker_link',
  'speaker_code',
  'changes_requested',
  'cut_question',
  'refused',
  'received',
  'staff_invitation',
  'delegate_link',
  'delegate_code',
  'new_device',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

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
  createdAt: Date;
}

/** Whom a mail goes to and what it can speak of: the link's own address, else the contact's, else the staff's. */
export interface MailRecipient {
  email: string | null;
  language: string;
  organisationName: string | null;
  stateName: string | null;
  sessionNumber: number | null;
  missionName: string | null;
  staffName: string | null;
  deadlineAt: Date | null;
  floorTimeMs: number | null;
  /** Of the decision or take that the mail is about. */
  messageToSpeaker: string | null;
  refusal: { code: string; figures: Record<string, number> } | null;
  receipt: { sha256: string; bytes: number; receivedAt: string } | null;
}

export interface Mail {
  get(id: string): Promise<MailRecord | null>;
  add(mail: NewMail): Promise<void>;
  recipientOf(mail: MailRecord): Promise<MailRecipient>;
  /** Empties the secret. */
  markSent(id: string, at: Date): Promise<void>;
  /** `final`: no more tries by itself; the administrator may still ask for one. */
  markFailed(id: string, reason: string, final: boolean): Promise<void>;
  waiting(before: Date): Promise<string[]>;
  /** Empties the secrets of what was given up before `before`. */
  forgetSecrets(before: Date): Promise<number>;
}
