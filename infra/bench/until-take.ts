import { waitFor } from '@rostrum/testkit/services';
import type { Running } from './lab.ts';

const LONGEST_MS = 20 * 60_000;
const ENDED = ['refused', 'failed', 'abandoned'];

/** Waits until the statement's take has reached the state. @throws when it ended otherwise */
export async function untilTake(
  { journal }: Pick<Running, 'journal'>,
  statementId: string,
  states: readonly string[],
): Promise<string> {
  const take = await waitFor(
    `the take's ${states.join(' or ')}`,
    async () => {
      const found = await journal.newestTake(statementId);
      return found !== null && [...states, ...ENDED].includes(found.state) ? found : undefined;
    },
    LONGEST_MS,
  );
  if (!states.includes(take.state)) throw new Error(`the take is ${take.state}: ${take.reason}`);
  return take.id;
}
