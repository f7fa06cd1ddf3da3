import type { Parts } from '../parts.ts';
import type { JobContext } from '../ports/queue.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import { liveEvent } from '../takes/announce.ts';
import { beginEstimate, nextEstimate, remainingMs } from './remaining-time.ts';

const EVERY_MS = 1_000;
/** Fetching what the work is made from. */
const FETCHED = 0.02;
/** Every frame is made: what is made of the whole, and the last of it stored, is to come. */
const MADE = 0.95;
/** Only the write that publishes says that nothing remains. */
const MOST = 0.99;

export interface Progress {
  /** It is this work's turn: from here on it is not waiting. */
  begin(): Promise<void>;
  /** @param share of the frames to come, 0 to 1 */
  made(share: number): void;
  /** @param share of what is left to do once all frames are made, 0 to 1 */
  finished(share: number): void;
}

/**
 * Tells how far a job has come: as a fraction of the whole that only grows, and never 1, with the time that
 * remains; at most once a second. A courtesy: a failure to tell it is logged and stops nothing.
 * @param write the fraction into the row
 */
export function progressTeller(
  parts: Pick<Parts, 'events' | 'clock' | 'log'>,
  context: StatementContext,
  job: Pick<JobContext, 'progress'>,
  write: (fraction: number) => Promise<unknown>,
): Progress {
  const nowMs = () => parts.clock.now().getTime();
  let estimate = beginEstimate(nowMs());
  let lastMs = Number.NEGATIVE_INFINITY;
  let telling = false;

  async function tell(): Promise<void> {
    lastMs = nowMs();
    telling = true;
    job.progress(estimate.fraction, remainingMs(estimate));
    try {
      await write(estimate.fraction);
      await parts.events.publish(liveEvent(context, 'progress'));
    } catch (error) {
      parts.log.error('progress_not_told', error);
    } finally {
      telling = false;
    }
  }

  function reach(fraction: number): void {
    estimate = nextEstimate(estimate, nowMs(), Math.min(MOST, fraction));
    if (!telling && nowMs() - lastMs >= EVERY_MS) void tell();
  }

  return {
    begin() {
      estimate = beginEstimate(nowMs(), FETCHED / 2);
      return tell();
    },
    made: (share) => reach(FETCHED + (MADE - FETCHED) * inside(share)),
    finished: (share) => reach(MADE + (MOST - MADE) * inside(share)),
  };
}

function inside(share: number): number {
  return share > 0 ? Math.min(1, share) : 0;
}
