/** A statement is somebody speaking: this is plenty for 720 lines of it. */
export const VIDEO_BITS_PER_SECOND = 1_200_000;
export const AUDIO_BITS_PER_SECOND = 96_000;
/** Headers, and an encoder that misses its aim by a little. */
const OVERHEAD = 1.06;

/** Smaller files are sent before a speaker has read the offer. */
const LEAST_BYTES = 8_000_000;
/** Without a figure for the line, only what is large for any line is spoken of. */
const LEAST_BYTES_UNKNOWN_LINE = 30_000_000;
const LEAST_WAIT_MS = 60_000;
/** Worth the work: at most this part is left of it. */
const AT_MOST_LEFT = 0.65;

export interface Worth {
  readonly beforeBytes: number;
  readonly afterBytes: number;
  /** Null where the line is not known. */
  readonly beforeMs: number | null;
  readonly afterMs: number | null;
}

export interface ShrinkQuestion {
  readonly bytes: number;
  readonly lengthMs: number | null;
  readonly bytesPerSecond: number | null;
}

/** What making it small first would bring, where that is much; else null. */
export function worthShrinking({ bytes, lengthMs, bytesPerSecond }: ShrinkQuestion): Worth | null {
  if (lengthMs === null || lengthMs <= 0) return null;
  const bits = VIDEO_BITS_PER_SECOND + AUDIO_BITS_PER_SECOND;
  const afterBytes = Math.round(((bits * lengthMs) / 8_000) * OVERHEAD);
  if (bytes < LEAST_BYTES || afterBytes > bytes * AT_MOST_LEFT) return null;
  if (bytesPerSecond === null) {
    if (bytes < LEAST_BYTES_UNKNOWN_LINE) return null;
    return { beforeBytes: bytes, afterBytes, beforeMs: null, afterMs: null };
  }
  const beforeMs = (bytes * 1000) / bytesPerSecond;
  if (beforeMs < LEAST_WAIT_MS) return null;
  return { beforeBytes: bytes, afterBytes, beforeMs, afterMs: (afterBytes * 1000) / bytesPerSecond };
}

/** Whether this browser has what re-encoding takes; what it can decode is asked of the file itself. */
export const canShrinkHere = (): boolean =>
  'VideoEncoder' in globalThis &&
  'VideoDecoder' in globalThis &&
  'AudioDecoder' in globalThis &&
  'OffscreenCanvas' in globalThis &&
  'Worker' in globalThis;
