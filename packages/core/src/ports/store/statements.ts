import type { StatementState } from '@rostrum/domain';
import type { InvitationRecord, OrganisationRecord } from './invitations.ts';
import type { ReviewRecord, SessionRecord } from './reviews.ts';

export interface StatementRecord {
  id: string;
  invitationId: string;
  state: StatementState;
  /** Counts every move and every decision: the optimistic lock of reviewers. */
  version: number;
  withdrawnAt: Date | null;
  erasedAt: Date | null;
  /** Of the portrait that may be shown; null for none. Tells sameness alone. */
  portraitMark: string | null;
  /** Who of the staff looks after it. */
  assignedToId: string | null;
}

/** A statement with whose it is. */
export interface PlacedStatement {
  statement: StatementRecord;
  invitation: InvitationRecord;
  organisation: OrganisationRecord;
}

/** … and where it belongs. */
export interface StatementContext extends PlacedStatement {
  review: ReviewRecord;
  session: SessionRecord;
}

export interface Statements {
  byId(id: string): Promise<StatementRecord | null>;
  byInvitation(invitationId: string): Promise<StatementRecord | null>;
  /** One query: the statement, its invitation, organisation, review and session. */
  context(id: string): Promise<StatementContext | null>;
  contextOfInvitation(invitationId: string): Promise<StatementContext | null>;
  ofReview(reviewId: string): Promise<PlacedStatement[]>;
  ofSession(sessionId: string): Promise<PlacedStatement[]>;
  ofIds(ids: readonly string[]): Promise<PlacedStatement[]>;
  add(statement: Pick<StatementRecord, 'id' | 'invitationId'>): Promise<void>;
  /** Adds one where the version is as expected, and holds the row until the transaction ends. */
  bumpVersion(id: string, expected: number): Promise<boolean>;
  /** Holds the rows, in an order of its own, until the transaction ends; gives them as they are then. */
  lock(ids: readonly string[]): Promise<StatementRecord[]>;
  setPortraitMark(id: string, mark: string | null): Promise<void>;
  setWithdrawn(id: string, at: Date): Promise<void>;
  /** Published statements of which the speaker's consent has ended. */
  publishedPastConsent(now: Date): Promise<string[]>;
  /** What is published of a review with a consent that ends some day, and when. */
  publishedConsentEnds(reviewId: string): Promise<{ statementId: string; endsAt: Date }[]>;
}
