import type { StatementState, TakeState, Turned, Verdict } from '@rostrum/domain';
import type { Loudness } from '../media-engine.ts';

export type TakeWay = 'tus' | 'form';

export interface TakeRecord {
  id: string;
  statementId: string;
  /** From 1, counted within the statement. */
  number: number;
  state: TakeState;
  way: TakeWay;
  /** The speaker's own name for the file: data, never a key. */
  fileName: string | null;
  declaredBytes: number | null;
  declaredSha256: string | null;
  receivedBytes: number;
  /** `keptStretches` of what came over the wire, with the offset that they stand for. */
  hashState: Uint8Array | null;
  hashOffset: number | null;
  wireSha256: string | null;
  sha256: string | null;
  /** Null until the last byte came. */
  sizeBytes: number | null;
  originalKey: string;
  beganAt: Date;
  lastByteAt: Date;
  /** When size and hash were found to agree. */
  receivedAt: Date | null;
  stateSince: Date;
  /** Refusal or failure code. */
  reason: string | null;
  figures: Record<string, number> | null;
  verdict: Verdict | null;
  measuredMs: number | null;
  loudness: Loudness | null;
  /** 0 to 1, of preparing. */
  progress: number;
  mediaSetId: string | null;
  /** How far its picture is to be turned by hand; what its set shows is as far as that set says. */
  turned: Turned;
}

/** A take with what decides whether its bytes are still taken. */
export type SendingTake = Pick<
  TakeRecord,
  | 'id'
  | 'statementId'
  | 'state'
  | 'declaredBytes'
  | 'receivedBytes'
  | 'hashState'
  | 'hashOffset'
  | 'sizeBytes'
  | 'originalKey'
  | 'beganAt'
  | 'lastByteAt'
> & {
  invitationId: string;
  statementState: StatementState;
  /** The invitation's own, or the session's. */
  deadlineAt: Date | null;
  graceMs: number;
};

export interface NewTake {
  id: string;
  statementId: string;
  number: number;
  way: TakeWay;
  fileName: string | null;
  declaredBytes: number | null;
  declaredSha256: string | null;
  originalKey: string;
  beganAt: Date;
}

/** Everything but the state, which only `tx.move` changes. */
export type TakePatch = Partial<
  Pick<
    TakeRecord,
    | 'receivedBytes'
    | 'hashState'
    | 'hashOffset'
    | 'wireSha256'
    | 'sha256'
    | 'sizeBytes'
    | 'lastByteAt'
    | 'receivedAt'
    | 'reason'
    | 'figures'
    | 'verdict'
    | 'measuredMs'
    | 'loudness'
    | 'progress'
    | 'mediaSetId'
    | 'turned'
  >
>;

export interface Takes {
  get(id: string): Promise<TakeRecord | null>;
  /** In one question: it is asked twice for each part that comes. */
  sending(id: string): Promise<SendingTake | null>;
  /** Newest first. */
  ofStatement(statementId: string): Promise<TakeRecord[]>;
  /** Of many statements, newest first within each. */
  ofStatements(statementIds: readonly string[]): Promise<TakeRecord[]>;
  add(take: NewTake): Promise<TakeRecord>;
  /** Changes the row only while it is in one of `states` (and the others are as given). */
  update(
    id: string,
    patch: TakePatch,
    only: { states: readonly TakeState[]; mediaSetId?: string | null; turned?: Turned },
  ): Promise<boolean>;
  /** In one of the states since before `before`, of statements that were not withdrawn; oldest first. */
  inStates(states: readonly TakeState[], before: Date): Promise<TakeRecord[]>;
  /** In the states since between the two instants, whatever became of the statement. */
  endedBetween(states: readonly TakeState[], from: Date, to: Date): Promise<TakeRecord[]>;
  /** Counts by state: for metrics. */
  countByState(): Promise<Partial<Record<TakeState, number>>>;
}
