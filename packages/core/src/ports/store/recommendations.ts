import type { Edit, FrameRate, IssueCard, SearchTerm, SpeakerKind, Theme } from '@rostrum/domain';

/** A card as it is kept: with who added it, where that was not its speaker. */
export type KeptIssue = IssueCard & { addedBy?: 'staff' };

/** One version of what a speaker sets out, issue by issue. Free words: never in logs, audit or events. */
export interface IssueSheetRecord {
  statementId: string;
  /** From 1. */
  version: number;
  /** BCP 47, canonical. */
  language: string;
  writtenBy: { kind: 'speaker' | 'staff'; id: string };
  writtenAt: Date;
  cards: KeptIssue[];
}

/** A card with what is said once for its sheet. */
export interface PlacedIssue {
  statementId: string;
  language: string;
  card: KeptIssue;
}

/** A statement that a published revision shows now, and which of its sheets. */
export interface ShownStatement extends ShownSheet {
  reviewId: string;
  organisation: { id: string; name: string; kind: SpeakerKind };
  takeId: string;
  /** Measured length of that take. */
  takeMs: number | null;
  /** Of its pictures as they were prepared. */
  rate: FrameRate | null;
  edit: Edit;
}

/** The newest version that a revision was published with. A card that the newest of all has no more is not shown. */
export interface ShownSheet {
  statementId: string;
  version: number;
  newest: number;
}

/** One word of a question, and what else it may mean: themes and statements that are called so. */
export interface MeantTerm {
  term: SearchTerm;
  themes: readonly string[];
  statementIds: readonly string[];
}

export interface IssueSearch {
  /** Where to look, and in which order what is found is given. */
  sheets: readonly ShownSheet[];
  /** Every one of them is to be met; none: all there is. */
  terms: readonly MeantTerm[];
  theme: string | null;
  language: string | null;
  limit: number;
  offset: number;
}

/** How many there are of a kind, for whoever narrows a search; of what has none, nothing. */
export interface IssueTally {
  statements: { statementId: string; count: number }[];
  languages: { language: string; count: number }[];
  themes: { code: string; count: number }[];
}

export interface IssueCounts {
  statementId: string;
  issues: number;
  recommendations: number;
  questions: number;
}

export interface Recommendations {
  /** The newest version. */
  sheet(statementId: string): Promise<IssueSheetRecord | null>;
  /** The newest version of each. */
  sheetsOf(statementIds: readonly string[]): Promise<IssueSheetRecord[]>;
  /** Of each that has any: the newest version, and the one that a published revision shows; null where none does. */
  versions(
    statementIds: readonly string[],
  ): Promise<{ statementId: string; newest: number; shown: number | null }[]>;
  /** That a published revision shows; null where none does. */
  shownVersion(statementId: string): Promise<number | null>;
  /**
   * A new version, in place of all that are not shown. @param expected the version that was looked at; 0 where there
   * was none. @returns false where it is another by now
   */
  put(
    sheet: Omit<IssueSheetRecord, 'version' | 'cards'> & {
      /** `words`: what each is found by. */
      cards: readonly (KeptIssue & { words: readonly string[] })[];
    },
    expected: number,
  ): Promise<boolean>;
  search(search: IssueSearch): Promise<{ total: number; issues: PlacedIssue[] }>;
  tally(sheets: readonly ShownSheet[]): Promise<IssueTally>;
  /** Of the newest versions of a session's statements that have any. */
  counts(sessionId: string): Promise<IssueCounts[]>;
  /** What the published revisions of these reviews show at this instant, in their order; none without issues. */
  shown(reviewIds: readonly string[], now: Date): Promise<ShownStatement[]>;
  /** As the staff set them; null for the product's own. */
  themes(): Promise<{ version: number; themes: Theme[] } | null>;
  putThemes(list: { themes: Theme[]; at: Date; byId: string }, expected: number): Promise<boolean>;
}
