import type { Line } from '../send/line-memory.ts';

/** A statement is somebody speaking: this is plenty for 720 lines of it. */
export const VIDEO_BITS_PER_SECOND = 1_200_000;
export const AUDIO_BITS_PER_SECOND = 96_000;
/** Headers, and an encoder that misses its aim by a little. */
const OVERHEAD = 1.06;

/** Smaller files are sent before a speaker has read the offer. */
const LEAST_BYTES = 8_000_000;
const LEAST_WAIT_MS = 60_000;
/** Worth the work: at most this part is left of it. */
const AT_MOST_LEFT = 0.65;

export interface Worth {
  readonly beforeBytes: number;
  readonly afterBytes: number;
  /** Null where it cannot be sent as it is. */
  readonly beforeMs: number | null;
  readonly afterMs: number;
  /** The times are those of a line that was measured; else of a weak one. */
  readonly measured: boolean;
}

export interface ShrinkQuestion {
  readonly bytes: number;
  readonly lengthMs: number | null;
  readonly line: Line;
  /** As it is it cannot be sent at all. */
  readonly tooLarge: boolean;
}

/** What making it small first would bring, where that is much; else null. */
export function worthShrinking({ bytes, lengthMs, line, tooLarge }: ShrinkQuestion): Worth | null {
  if (lengthMs === null || lengthMs <= 0) return null;
  const bits = VIDEO_BITS_PER_SECOND + AUDIO_BITS_PER_SECOND;
  const afterBytes = Math.round(((bits * lengthMs) / 8_000) * OVERHEAD);
  const { bytesPerSecond, measured } = line;
  const msFor = (sent: number) => (sent * 1000) / bytesPerSecond;
  if (afterBytes > bytes * AT_MOST_LEFT) return null;
  if (!tooLarge && (bytes < LEAST_BYTES || msFor(bytes) < LEAST_WAIT_MS)) return null;
  return {
    beforeBytes: bytes,
    afterBytes,
    beforeMs: tooLarge ? null : msFor(bytes),
    afterMs: msFor(afterBytes),
    measured,
  };
}

/** Whether this browser has what re-encoding takes; what it can decode is asked of the file itself. */
export const canShrinkHere = (): boolean =>
  'VideoEncoder' in globalThis &&
  'VideoDecoder' in globalThis &&
  'AudioDecoder' in globalThis &&
  'OffscreenCanvas' in globalThis &&
  'Worker' in globalThis;
