import type { CaptionFinding, CaptionOrigin, Cue } from '@rostrum/domain';

/** One version of a take's captions in one language. It never changes, but for what is noted about it. */
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
  origin: CaptionOrigin;
  madeBy: { kind: 'speaker' | 'staff'; id: string };
  createdAt: Date;
  removedAt: Date | null;
  /** One of the staff read it against the video. */
  checked: { at: Date; byId: string } | null;
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
  add(captions: Omit<CaptionsRecord, 'cueCount' | 'removedAt' | 'checked'>): Promise<CaptionsRecord>;
  /** Null takes the mark off. False where it is gone, was removed, or is marked so already. */
  check(id: string, checked: CaptionsHead['checked']): Promise<boolean>;
  /** False where it is gone or was removed before. */
  remove(id: string, at: Date): Promise<boolean>;
}
