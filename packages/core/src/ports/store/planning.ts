import type { StatementState } from '@rostrum/domain';
import type { InvitationRecord, OrganisationRecord } from './invitations.ts';
import type { NewMail } from './mail.ts';
import type { ReviewRecord } from './reviews.ts';

/** An invitation as the staff plan it. */
export interface PlannedInvitation {
  invitation: InvitationRecord;
  organisation: OrganisationRecord;
  email: string | null;
  statementId: string;
  statementState: StatementState;
  /** Good now. */
  links: number;
  /** Somebody opened one, now or ever. */
  opened: boolean;
  /** Takes, decisions, remarks, published revisions: what would lose its place without it. */
  hasWork: boolean;
  /** The newest mail that carried its link. */
  linkMail: { state: 'waiting' | 'sent' | 'failed'; at: Date } | null;
}

export interface NewPlace {
  invitation: InvitationRecord;
  organisation: OrganisationRecord;
  email: string | null;
  statementId: string;
  link: { id: string; tokenHash: string; expiresAt: Date; createdById: string | null };
  mail: NewMail | null;
}

/** What planning reads and writes across sessions, reviews and invitations. It decides nothing. */
export interface Planning {
  /** The closed questions of one session become those of another. */
  copyChecklist(fromSessionId: string, toSessionId: string): Promise<void>;
  updateReview(id: string, patch: Partial<Pick<ReviewRecord, 'slotMs' | 'presessionAt'>>): Promise<void>;
  /** With its empty programme. False where anybody is invited. */
  removeReview(id: string): Promise<boolean>;
  /** Positions follow the list. */
  orderReviews(sessionId: string, reviewIds: readonly string[]): Promise<void>;
  /** Of every review of a session: how many are invited. */
  countsOfSession(sessionId: string): Promise<Map<string, { invitations: number; speakers: number }>>;
  invitations(reviewId: string, now: Date): Promise<PlannedInvitation[]>;
  invitation(id: string, now: Date): Promise<PlannedInvitation | null>;
  updateInvitation(
    id: string,
    patch: Partial<Pick<InvitationRecord, 'language' | 'languageChosen' | 'deadlineAt' | 'floorTimeMs'>>,
  ): Promise<void>;
  updateOrganisation(id: string, patch: Omit<OrganisationRecord, 'id'>): Promise<void>;
  /** With its links, mails, statement and organisation; only for one without work. */
  removeInvitation(invitationId: string): Promise<void>;
  /** The rule decides again. */
  unfreeze(reviewId: string): Promise<void>;
  organisationNames(sessionId: string): Promise<{ reviewId: string; name: string }[]>;
  /** Organisations, invitations, contacts, statements, links and mails, in a handful of statements. */
  addPlaces(places: readonly NewPlace[]): Promise<void>;
}
