import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 25;

/**
 * Asks again until the answer is neither false nor undefined, and gives that answer.
 * Throws, naming `what` and the last failure, when `withinMs` have passed.
 */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | false | undefined> | T | false | undefined,
  withinMs: number,
): Promise<T> {
  const until = performance.now() + withinMs;
  let lastFailure: unknown;
  do {
    try {
      const answer = await ask();
      if (answer !== false && answer !== undefined) return answer;
      lastFailure = undefined;
    } catch (failure) {
      lastFailure = failure;
    }
    await delay(PAUSE_MS);
  } while (performance.now() < until);
  throw new Error(`${what} did not happen within ${withinMs} ms`, { cause: lastFailure });
}
