import type { CaptionFinding, Cue } from '@rostrum/domain';

/** One version of a take's captions in one language. It never changes. */
export interface CaptionsHead {
  id: string;
  statementId: string;
  takeId: string;
  /** BCP 47, canonical. */
  language: string;
  /** From 1, counted within take and language. */
  version: number;
  cueCount: number;
  findings: CaptionFinding[];
  madeBy: { kind: 'speaker' | 'staff'; id: string };
  createdAt: Date;
  removedAt: Date | null;
}

export interface CaptionsRecord extends CaptionsHead {
  /** In the take's time, in order. */
  cues: Cue[];
}

export interface CaptionsStore {
  get(id: string): Promise<CaptionsRecord | null>;
  /** Without those that were removed, in any order. */
  standing(ids: readonly string[]): Promise<CaptionsRecord[]>;
  /** The newest version of each language, by language; none where it was removed. */
  current(takeIds: readonly string[]): Promise<CaptionsHead[]>;
  /** Every version, removed ones too, newest first within its language. */
  versions(takeId: string): Promise<CaptionsHead[]>;
  add(captions: Omit<CaptionsRecord, 'cueCount' | 'removedAt'>): Promise<CaptionsRecord>;
  /** False where it is gone or was removed before. */
  remove(id: string, at: Date): Promise<boolean>;
}
