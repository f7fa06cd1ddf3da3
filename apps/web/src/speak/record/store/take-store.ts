import type { Mode } from '../choose-format.ts';

/** Why a recording ended; null while it is made, and for ever when the page died over it. */
export type Ending = 'stopped' | 'limit' | 'unplugged' | 'full' | 'failed';

/** A recording that lies on this device alone. */
export interface KeptTake {
  readonly id: string;
  readonly statementId: string;
  readonly number: number;
  readonly mode: Mode;
  readonly mimeType: string;
  /** By the device's clock, which may be wrong: only shown. */
  readonly startedAt: string;
  readonly lengthMs: number;
  readonly bytes: number;
  readonly ending: Ending | null;
  /** Where it went when it was sent last, as it is or made smaller; null while it never was. */
  readonly sent: Sent | null;
}

export interface Sent {
  /** The take of the server that it goes into. */
  readonly as: string;
  /** The number of the newest recording there was then: what is newer was not compared with it. */
  readonly upTo: number;
}

/** It was erased meanwhile, from another window. */
export class RecordingGone extends Error {
  override readonly name = 'RecordingGone';
}

export interface NewTake {
  readonly statementId: string;
  readonly mode: Mode;
  readonly mimeType: string;
}

/** What the speaker reads from, and how. */
export interface KeptText {
  readonly text: string;
  readonly wpm: number;
  /** A place on the scale of text sizes. */
  readonly size: number;
  readonly steps: boolean;
  /** The newest receipt (ISO 8601) of this statement when it was changed last; null while there was none. */
  readonly since?: string | null;
}

/**
 * Where recordings are kept until they are sent or erased. A part that `append` has answered for is there after
 * the page, the browser or the phone died. It is not in the contract that there is room: `append` then throws a
 * `QuotaExceededError`, and everything before it stays. `append` and `end` throw `RecordingGone` once it is erased.
 */
export interface TakeStore {
  /** False where the browser lets nothing be kept: then all of it goes with the page. */
  readonly lasting: boolean;
  readonly begin: (take: NewTake) => Promise<KeptTake>;
  readonly append: (takeId: string, bytes: ArrayBuffer, recordedMs: number) => Promise<void>;
  readonly end: (takeId: string, ending: Ending, lengthMs: number) => Promise<void>;
  /** Newest first; of each what is whole. */
  readonly list: (statementId: string) => Promise<KeptTake[]>;
  readonly fileOf: (takeId: string) => Promise<File>;
  /** That this one goes into that take of the server. */
  readonly markSent: (takeId: string, as: string) => Promise<void>;
  readonly erase: (takeId: string) => Promise<void>;
  /** Every recording of a statement, or those named; and its text where none is left. */
  readonly forget: (statementId: string, only?: readonly string[]) => Promise<void>;
  /** Everything of every statement. */
  readonly forgetAll: () => Promise<void>;
  readonly text: (statementId: string) => Promise<KeptText | null>;
  readonly keepText: (statementId: string, text: KeptText | null) => Promise<void>;
}

export const isFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'QuotaExceededError';

/** Less is no statement; it was a press too many. */
export const LEAST_KEPT_MS = 1_000;
export const isWorthKeeping = ({ bytes, lengthMs }: KeptTake): boolean =>
  bytes > 0 && lengthMs >= LEAST_KEPT_MS;
