import type { Parts } from '../parts.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import { liveEvent } from '../takes/announce.ts';

const EVERY_MS = 500;

/**
 * Tells the pages how far the work has come, at most twice a second. Progress is a courtesy: a failure to
 * tell it is logged and stops nothing.
 */
export function progressTeller(
  parts: Pick<Parts, 'events' | 'clock' | 'log'>,
  context: StatementContext,
  told: (fraction: number) => void,
  write: (fraction: number) => Promise<unknown>,
): (fraction: number) => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  let telling = false;
  return (fraction) => {
    told(fraction);
    const nowMs = parts.clock.now().getTime();
    if (telling || nowMs - lastMs < EVERY_MS) return;
    lastMs = nowMs;
    telling = true;
    write(fraction)
      .then(() => parts.events.publish(liveEvent(context, 'progress')))
      .catch((error: unknown) => parts.log.error('progress_not_told', error))
      .finally(() => {
        telling = false;
      });
  };
}
