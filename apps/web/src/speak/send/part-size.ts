/**
 * How much goes in one request. Small on a slow line, so that little is sent twice when it drops; large on a fast
 * one; and smaller again where something on the way takes no more. What was learned is kept for the next time.
 */
export interface PartSize {
  readonly bytes: () => number;
  /** A part of so many bytes arrived. */
  readonly arrived: (bytes: number, tookMs: number) => void;
  /** The line broke within a part. */
  readonly broke: () => void;
  /** Something on the way refused a part of so many bytes (413). Whether smaller ones are worth trying. */
  readonly refused: (bytes: number) => boolean;
}

/** What a browser may keep: a speed and a limit, nothing of what was sent. */
export interface KeptLine {
  readonly bytesPerSecond?: number;
  readonly limitBytes?: number;
}

export interface LineMemory {
  readonly read: () => KeptLine;
  readonly write: (kept: KeptLine) => void;
}

const FIRST_BYTES = 512 * 1024;
const LEAST_BYTES = 256 * 1024;
/** Below this a refusal is not about the size of parts. */
const LEAST_LIMIT_BYTES = 64 * 1024;
const PART_MS = 10_000;
const FASTEST_GROWTH = 4;

export function createPartSize(mostBytes: number, memory: LineMemory): PartSize {
  const kept = memory.read();
  let limitBytes = Math.min(mostBytes, Math.max(LEAST_LIMIT_BYTES, kept.limitBytes ?? mostBytes));
  let { bytesPerSecond } = kept;
  let bytes = clamp(bytesPerSecond === undefined ? FIRST_BYTES : bytesIn(PART_MS, bytesPerSecond));

  function clamp(wanted: number): number {
    return Math.floor(Math.min(limitBytes, Math.max(LEAST_BYTES, wanted)));
  }
  function remember(): void {
    memory.write({
      ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
      ...(limitBytes === mostBytes ? {} : { limitBytes }),
    });
  }
  return {
    bytes: () => bytes,
    arrived(sent, tookMs) {
      // The last part of a file, and an answer from somewhere near, say little of the line.
      if (sent < LEAST_LIMIT_BYTES || tookMs <= 0) return;
      bytesPerSecond = Math.max(1, Math.round((sent * 1000) / tookMs));
      bytes = clamp(Math.min(bytes * FASTEST_GROWTH, bytesIn(PART_MS, bytesPerSecond)));
      remember();
    },
    broke() {
      bytes = clamp(bytes / 2);
    },
    refused(sent) {
      const half = Math.floor(Math.min(sent, bytes) / 2);
      if (half < LEAST_LIMIT_BYTES) return false;
      limitBytes = half;
      bytes = clamp(half);
      remember();
      return true;
    },
  };
}

const bytesIn = (ms: number, bytesPerSecond: number) => (bytesPerSecond * ms) / 1000;
