import type { Audience, SpeakerKind } from '@rostrum/domain';

export interface OrganisationRecord {
  id: string;
  name: string;
  kind: SpeakerKind;
  nhriStatus: 'A' | 'B' | null;
}

/** An organisation's place in one SuR's pre-session. */
export interface InvitationRecord {
  id: string;
  reviewId: string;
  organisationId: string;
  /** Frozen. */
  floorTimeMs: number | null;
  /** An extension for this one. */
  deadlineAt: Date | null;
  language: string;
  consentAudience: Audience;
  consentEndsAt: Date | null;
  consentGivenAt: Date | null;
  masterAllowed: boolean;
  invitedAt: Date | null;
}

export interface Consent {
  audience: Audience;
  endsAt: Date | null;
  givenAt: Date;
  masterAllowed: boolean;
}

export interface Invitations {
  byId(id: string): Promise<InvitationRecord | null>;
  ofReview(reviewId: string): Promise<InvitationRecord[]>;
  organisation(id: string): Promise<OrganisationRecord | null>;
  /** Organisation, invitation and contact together. */
  add(invitation: InvitationRecord, organisation: OrganisationRecord, email: string | null): Promise<void>;
  /** Those that take of the slot: everybody but the State itself. */
  countSpeakers(reviewId: string): Promise<number>;
  hasOrganisationNamed(reviewId: string, name: string): Promise<boolean>;
  setConsent(id: string, consent: Consent): Promise<void>;
  /** Null where none was given, or it was erased. */
  email(id: string): Promise<string | null>;
  setEmail(id: string, email: string | null): Promise<void>;
}
