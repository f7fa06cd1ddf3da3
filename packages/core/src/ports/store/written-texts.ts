import type { WrittenSource } from '@rostrum/domain';

/** One version of what a speaker hands in in writing, in one language. It never changes. */
export interface WrittenTextHead {
  id: string;
  statementId: string;
  /** BCP 47, canonical: asked, never guessed. */
  language: string;
  /** From 1, counted within statement and language. */
  number: number;
  source: WrittenSource;
  characters: number;
  words: number;
  madeBy: { kind: 'speaker' | 'staff'; id: string };
  createdAt: Date;
}

export interface WrittenTextRecord extends WrittenTextHead {
  /** Normalised: a paragraph a line. */
  text: string;
}

export interface WrittenTexts {
  get(id: string): Promise<WrittenTextRecord | null>;
  /** Every version, newest first within its language. */
  versions(statementIds: readonly string[]): Promise<WrittenTextHead[]>;
  /** In any order. */
  withText(ids: readonly string[]): Promise<WrittenTextRecord[]>;
  add(text: WrittenTextRecord): Promise<void>;
  /** Erases every version of a language; how many there were. */
  removeLanguage(statementId: string, language: string): Promise<number>;
}
