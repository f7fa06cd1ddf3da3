import type { Parts } from '../parts.ts';
import { dropAttempt } from '../pipeline/attempt.ts';
import { wantedCards } from './wanted-cards.ts';

type Needs = Pick<Parts, 'store' | 'storage' | 'settings' | 'clock' | 'log'>;

/** A card that was drawn so long ago and that nothing names is drawn again in seconds, should it be wanted. */
export const UNUSED_CARD_KEPT_MS = 30 * 24 * 3_600_000;

/**
 * Erases shared cards that no revision names and no programme wants: their rows, then their objects. Those that name
 * a speaker go with their statement, or once that is named otherwise. Returns how many.
 */
export async function eraseUnusedCards(parts: Needs): Promise<number> {
  const { store, storage, clock } = parts;
  const before = new Date(clock.now().getTime() - UNUSED_CARD_KEPT_MS);
  const unnamed = await store.titleCards.unnamed(before);
  if (unnamed.length === 0) return 0;
  const wanted = new Set<string>();
  for (const reviewId of await store.programmes.withCards()) {
    for (const { shows } of await wantedCards(parts, reviewId)) wanted.add(shows);
  }
  let erased = 0;
  for (const { id, shows, manifest } of unnamed) {
    if (wanted.has(shows)) continue;
    // A revision may have named it since: guarded, and then it stays.
    if (!(await store.titleCards.removeUnnamed(id))) continue;
    await dropAttempt({ storage, log: parts.log }, manifest.root, async () => false);
    erased += 1;
  }
  return erased;
}
