import type { LaneName } from '@rostrum/core';
import type { JobName } from '@rostrum/domain';

export type JobRule = {
  lane: LaneName;
  attempts: number;
  /** Doubled at each further attempt, up to `longestRetryMs`. */
  firstRetryMs: number;
  longestRetryMs: number;
};

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

export const JOB_RULES: { readonly [N in JobName]: JobRule } = {
  'take.verify': { lane: 'quick', attempts: 5, firstRetryMs: 2 * SECOND_MS, longestRetryMs: MINUTE_MS },
  'take.check': { lane: 'quick', attempts: 3, firstRetryMs: 5 * SECOND_MS, longestRetryMs: MINUTE_MS },
  'take.prepare': { lane: 'media', attempts: 3, firstRetryMs: 10 * SECOND_MS, longestRetryMs: 2 * MINUTE_MS },
  'cut.make': { lane: 'quick', attempts: 3, firstRetryMs: 5 * SECOND_MS, longestRetryMs: MINUTE_MS },
  'poster.make': { lane: 'quick', attempts: 3, firstRetryMs: 5 * SECOND_MS, longestRetryMs: MINUTE_MS },
  // As long as the speech, and longer: behind what somebody waits for.
  'captions.transcribe': {
    lane: 'media',
    attempts: 2,
    firstRetryMs: 30 * SECOND_MS,
    longestRetryMs: MINUTE_MS,
  },
  'card.draw': { lane: 'quick', attempts: 5, firstRetryMs: 5 * SECOND_MS, longestRetryMs: MINUTE_MS },
  'programme.cards': { lane: 'quick', attempts: 5, firstRetryMs: 5 * SECOND_MS, longestRetryMs: MINUTE_MS },
  // A withdrawal is a promise: about a day of trying.
  'statement.erase': {
    lane: 'light',
    attempts: 32,
    firstRetryMs: 5 * SECOND_MS,
    longestRetryMs: 60 * MINUTE_MS,
  },
  'mail.send': { lane: 'light', attempts: 10, firstRetryMs: 15 * SECOND_MS, longestRetryMs: 30 * MINUTE_MS },
  // The next one is a minute away.
  sweep: { lane: 'light', attempts: 1, firstRetryMs: 0, longestRetryMs: 0 },
};

/** @param failed attempts that have failed, from 1 */
export function retryDelayMs(name: JobName, failed: number): number {
  const { firstRetryMs, longestRetryMs } = JOB_RULES[name];
  return Math.min(firstRetryMs * 2 ** (failed - 1), longestRetryMs);
}
