import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { addReview } from './add-review.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const TRIES = 5;

/**
 * Codes that ISO 3166-1 leaves to its users (XAA to XZZ) and that name no State by it.
 * XKX is left out: it is in wide use for a place that exists.
 */
export const DEMONSTRATION_CODES: readonly string[] = LETTERS.flatMap((a) =>
  LETTERS.map((b) => `X${a}${b}`),
).filter((code) => code !== 'XKX');

export function freeDemonstrationCode(taken: readonly string[]): string | null {
  const used = new Set(taken);
  return DEMONSTRATION_CODES.find((code) => !used.has(code)) ?? null;
}

/** A review of its own for each run of the demonstration. @throws Problem not_allowed | not_found | conflict */
export async function addDemonstrationReview(
  parts: Pick<Parts, 'store'>,
  { actor, sessionId }: { actor: Actor; sessionId: string },
): Promise<{ id: string; stateCode: string; stateName: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const taken = (await parts.store.reviews.ofSession(sessionId)).map((review) => review.stateCode);
    const stateCode = freeDemonstrationCode(taken);
    if (stateCode === null) throw new Problem('conflict', { detail: 'There is no room for another run.' });
    const stateName = `Demonstration run ${DEMONSTRATION_CODES.indexOf(stateCode) + 1}`;
    try {
      // Its programme holds the run's own statement alone.
      const { id } = await addReview(parts, { actor, sessionId, stateCode, stateName, cards: null });
      return { id, stateCode, stateName };
    } catch (error) {
      // Another run may have taken the code since.
      if (!(error instanceof Problem) || error.code !== 'conflict' || attempt === TRIES) throw error;
    }
  }
}
