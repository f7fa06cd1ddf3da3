import type { Audience, CardLanguage, Edit, MediaSet, ProgrammeRevisionState } from '@rostrum/domain';

export interface ProgrammeRecord {
  id: string;
  reviewId: string;
  /** Whom its next publication is for. */
  audience: Audience;
  /** Where it is public: from when on; null for at once. */
  publicFrom: Date | null;
  /** Raised by every withdrawal: addresses signed before it are void. */
  epoch: number;
  /** The language of its title cards; null for a programme without. */
  cards: CardLanguage | null;
}

export type RevisionCause = 'coordinator' | 'withdrawal' | 'consent_ended';

export interface RevisionRecord {
  id: string;
  programmeId: string;
  number: number;
  state: ProgrammeRevisionState;
  cause: RevisionCause;
  /** Whom it was published for, or for fewer by now: it never widens. Of a draft, the programme's own counts. */
  audience: Audience;
  createdAt: Date;
  publishedAt: Date | null;
  endedAt: Date | null;
  createdById: string | null;
  /** Why a coordinator took it from view: for the staff alone. */
  reason: string | null;
  /** Before the first place; null where it was published without cards, or this one was erased. */
  openingCardId: string | null;
  /** 0 where it was published without cards. */
  openingMs: number;
}

export interface ProgrammeItemRecord {
  position: number;
  kind: 'statement' | 'card';
  statementId: string;
  /** Null for a card. */
  cutId: string | null;
  /** The versions of its captions that it shows; none of a card, nor of a draft. */
  captionIds: string[];
  /** Before the statement, or in its place; null in a programme without cards, or where it was erased. */
  cardId: string | null;
  /** As it was published; 0 without. */
  cardMs: number;
}

export interface RevisionWithItems extends RevisionRecord {
  items: ProgrammeItemRecord[];
}

/** The manifest of a cut: its own, or its take's where the cut is the whole take. */
export interface CutMedia {
  cutId: string;
  takeId: string;
  measuredMs: number | null;
  edit: Edit;
  removesOnlySilence: boolean | null;
  /** The measured length of the take. */
  takeMs: number | null;
  /** Of the take: its picture is a card. */
  soundOnly: boolean;
  mediaSet: MediaSet | null;
}

/** What the media gateway must know at every request, in one query. */
export interface StandingRecord {
  revisionId: string;
  reviewId: string;
  sessionId: string;
  state: ProgrammeRevisionState;
  epoch: number;
  /** The programme's own, its revision's, and of the consents of what is shown. */
  audiences: Audience[];
  /** Shown in it, yet withdrawn or past its consent by now. */
  barred: string[];
  /** The captions that it keeps and that were not removed since, in an order of their own. */
  captionIds: string[];
}

/** How one revision stands, in figures. */
export interface RevisionSummary {
  reviewId: string;
  number: number;
  publishedAt: Date;
  lengthMs: number;
  statements: number;
}

export interface Programmes {
  ofReview(reviewId: string): Promise<ProgrammeRecord | null>;
  byId(id: string): Promise<ProgrammeRecord | null>;
  /** Makes the review's programme where there is none; harmless where there is. */
  ensure(id: string, reviewId: string): Promise<void>;
  /** Holds the row until the transaction ends. Taken before any statement's, by everybody. */
  lock(reviewId: string): Promise<ProgrammeRecord | null>;
  setAudience(id: string, audience: Audience): Promise<void>;
  /** Of a revision that is published: nobody beyond that sees it from now on. */
  narrowRevision(id: string, audience: Audience): Promise<void>;
  setCards(reviewId: string, cards: CardLanguage | null): Promise<void>;
  /** Of a revision that was published: another card in the place of one that names somebody otherwise. */
  setItemCard(
    revisionId: string,
    position: number,
    card: Pick<ProgrammeItemRecord, 'cardId' | 'cardMs'>,
  ): Promise<void>;
  raiseEpoch(id: string): Promise<number>;
  revision(id: string): Promise<RevisionWithItems | null>;
  published(programmeId: string): Promise<RevisionWithItems | null>;
  draft(programmeId: string): Promise<RevisionWithItems | null>;
  /** Newest first, without drafts. */
  revisions(programmeId: string): Promise<(RevisionWithItems & { lengthMs: number })[]>;
  /** A new draft under the next number. */
  addDraft(
    draft: Pick<RevisionRecord, 'id' | 'programmeId' | 'cause' | 'audience' | 'createdAt' | 'createdById'> &
      Partial<Pick<RevisionRecord, 'openingCardId' | 'openingMs'>>,
  ): Promise<RevisionRecord>;
  setReason(id: string, reason: string): Promise<void>;
  removeDraft(id: string): Promise<void>;
  standing(revisionId: string, now: Date): Promise<StandingRecord | null>;
  /** Reviews whose programme has cards, and in which something was decided or is published. */
  withCards(): Promise<string[]>;
  /** Replaces the items of a draft; positions follow the list. */
  setItems(revisionId: string, items: readonly Omit<ProgrammeItemRecord, 'position'>[]): Promise<void>;
  media(cutIds: readonly string[]): Promise<CutMedia[]>;
  /** Where each statement is shown now. */
  publishedPlaces(
    statementIds: readonly string[],
  ): Promise<{ statementId: string; reviewId: string; revision: number; position: number; cutId: string }[]>;
  /** The published revision of each review of a session. */
  publishedOfSession(sessionId: string): Promise<RevisionSummary[]>;
}
