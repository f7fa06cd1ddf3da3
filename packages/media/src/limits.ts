import { DEFAULT_TOLERANCE_MS, FLOOR_MAX_MS } from '@rostrum/domain';

/** What a take may be. Small files that claim or hold far more are cheap to make, so all are checked first. */
export interface TakeLimits {
  maxPixels: number;
  /** Pictures a second times their pixels: what a decoder has to do. */
  maxPixelsPerSecond: number;
  maxStreams: number;
  maxFps: number;
  /** Longest length, in the packets' own timestamps. */
  maxDurationMs: number;
  maxPackets: number;
  /** For each of the check's steps. */
  stepTimeoutMs: number;
}

/** 4096 × 4096 holds what phones and action cameras record; 240/s is a phone's slow motion, and so is 4K at 120/s. */
export const DEFAULT_LIMITS: TakeLimits = {
  maxPixels: 4096 * 4096,
  maxPixelsPerSecond: 4096 * 2304 * 125,
  maxStreams: 16,
  maxFps: 250,
  maxDurationMs: FLOOR_MAX_MS + DEFAULT_TOLERANCE_MS,
  maxPackets: 400_000,
  stepTimeoutMs: 30_000,
};
