import type { CutState, Edit } from '@rostrum/domain';
import type { Loudness } from '../media-engine.ts';

export interface CutMaker {
  kind: 'speaker' | 'staff' | 'pipeline';
  /** The invitation's id, the member of staff's, or null. */
  id: string | null;
}

export interface CutRecord {
  id: string;
  takeId: string;
  /** From 1, counted within the take. The first is the whole take. */
  revision: number;
  edit: Edit;
  state: CutState;
  reason: string | null;
  /** Of the frames that were made. This one decides. */
  measuredMs: number | null;
  loudness: Loudness | null;
  /** True when nothing but silence was removed; null when nobody measured it. */
  removesOnlySilence: boolean | null;
  progress: number;
  madeBy: CutMaker;
  createdAt: Date;
  stateSince: Date;
  mediaSetId: string | null;
  /** The moment that its poster is to show; null: chosen by measure. What its set shows, that set says. */
  posterMs: number | null;
}

export interface NewCut {
  id: string;
  takeId: string;
  revision: number;
  edit: Edit;
  state: CutState;
  measuredMs: number | null;
  loudness: Loudness | null;
  removesOnlySilence: boolean | null;
  madeBy: CutMaker;
  createdAt: Date;
  mediaSetId: string | null;
}

export type CutPatch = Partial<
  Pick<
    CutRecord,
    | 'reason'
    | 'measuredMs'
    | 'loudness'
    | 'removesOnlySilence'
    | 'progress'
    | 'mediaSetId'
    | 'state'
    | 'posterMs'
  >
> & { stateSince?: Date };

export interface Cuts {
  get(id: string): Promise<CutRecord | null>;
  /** Newest revision first. */
  ofTake(takeId: string): Promise<CutRecord[]>;
  /** Of many takes, newest revision first within each. */
  ofTakes(takeIds: readonly string[]): Promise<CutRecord[]>;
  add(cut: NewCut): Promise<CutRecord>;
  /** Changes the row only while it is in `state` (and its media set is `mediaSetId`, where given). */
  update(
    id: string,
    patch: CutPatch,
    only: { state: CutState; mediaSetId?: string | null },
  ): Promise<boolean>;
  /** Ready, and not showing the poster that was chosen, of statements that were not withdrawn. */
  withoutChosenPoster(): Promise<{ cutId: string; statementId: string }[]>;
  /** Being made since before `before`, of statements that were not withdrawn, with the statement's id. */
  making(before: Date): Promise<{ cutId: string; statementId: string }[]>;
}
