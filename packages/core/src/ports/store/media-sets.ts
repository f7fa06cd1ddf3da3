import type { Edit, MediaSet } from '@rostrum/domain';

export interface MediaSetRecord {
  id: string;
  statementId: string;
  complete: boolean;
  manifest: MediaSet;
}

export interface MediaSets {
  get(id: string): Promise<MediaSetRecord | null>;
  /** The take that it shows, and of what of it: null for the whole. */
  shows(
    id: string,
  ): Promise<{ takeId: string; takeMs: number | null; edit: Edit | null; onlySilence: boolean } | null>;
  many(ids: readonly string[]): Promise<MediaSetRecord[]>;
  add(set: MediaSetRecord): Promise<void>;
  /** Writes a manifest that has grown; a complete one changes no more. False when it is gone or complete. */
  grow(id: string, manifest: MediaSet): Promise<boolean>;
  /** The last write. False when it is gone or complete. */
  complete(id: string, manifest: MediaSet): Promise<boolean>;
  /** Of a complete one, the poster alone may become another. False when it is gone, or shows another than `former`. */
  showPoster(id: string, change: { former: string | null; manifest: MediaSet }): Promise<boolean>;
  /** The take's or the cut's reference must be gone before. */
  remove(id: string): Promise<void>;
}
