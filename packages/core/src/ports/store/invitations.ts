import type { Appearance, Audience, SpeakerKind } from '@rostrum/domain';

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
  /** English where nobody chose. */
  language: string;
  /** By whoever invited, the speaker, or the browser in which the link was opened first. */
  languageChosen: boolean;
  consentAudience: Audience;
  consentEndsAt: Date | null;
  /** When the words were agreed to: a later change of the choices has its own instant in the audit. */
  consentGivenAt: Date | null;
  masterAllowed: boolean;
  appearance: Appearance;
  /** Which words were agreed to; null for what was agreed to before they were counted, and before any. */
  consentTextVersion: string | null;
  consentTextLanguage: string | null;
  invitedAt: Date | null;
}

/** The words that were agreed to, by the name that was typed. */
export interface Acceptance {
  name: string;
  textVersion: string;
  textLanguage: string;
}

export interface Consent {
  audience: Audience;
  endsAt: Date | null;
  givenAt: Date;
  masterAllowed: boolean;
  appearance: Appearance;
  /** Kept only for whoever appears by name. */
  speakerName: string | null;
  /** Null leaves what was agreed to before. */
  accepted: Acceptance | null;
}

/** Of the person who speaks; nulls where nothing was given, or it was erased. */
export interface SpeakerNames {
  speakerName: string | null;
  /** As typed to agree: for the secretariat alone, and never published. */
  consentName: string | null;
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
  names(id: string): Promise<SpeakerNames>;
  /**
   * By statement, of those who chose to appear by name: the one way by which a speaker's name leaves for
   * viewers. Whoever appears by their organisation only, or took the statement back, is not among them.
   */
  shownNames(reviewId: string): Promise<Map<string, string>>;
  setEmail(id: string, email: string | null): Promise<void>;
  /** Chosen by the speaker. */
  setLanguage(id: string, language: string): Promise<void>;
  /** Chosen, unless somebody chose before. */
  takeLanguage(id: string, language: string): Promise<void>;
}
