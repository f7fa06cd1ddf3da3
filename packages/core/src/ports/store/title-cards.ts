import type { MediaSet } from '@rostrum/domain';

/** A card of a programme that was drawn: once for what it shows. */
export interface TitleCardRecord {
  id: string;
  /** Whose speaker it names: it is erased with that statement. Null where it names nobody. */
  statementId: string | null;
  /** Of all that makes it what it is. */
  shows: string;
  /** Of its words, however long it stands. */
  facts: string;
  /** Of the names among them. */
  names: string;
  lengthMs: number;
  manifest: MediaSet;
}

export interface TitleCards {
  byIds(ids: readonly string[]): Promise<TitleCardRecord[]>;
  /** Those of these marks that are drawn. */
  drawn(shows: readonly string[]): Promise<TitleCardRecord[]>;
  /** The newest of these words, of whatever length. */
  byFacts(facts: string): Promise<TitleCardRecord | null>;
  /** Those that name its speaker. */
  ofStatement(statementId: string): Promise<TitleCardRecord[]>;
  /** False where there is one that shows the same. */
  add(card: TitleCardRecord): Promise<boolean>;
  /** Shared ones that were drawn before then, and that no revision names. */
  unnamed(before: Date): Promise<TitleCardRecord[]>;
  /** Guarded: false, and nothing removed, where a revision names it. */
  removeUnnamed(id: string): Promise<boolean>;
  /** Wherever it was shown, there is none from then on. */
  remove(ids: readonly string[]): Promise<void>;
}
