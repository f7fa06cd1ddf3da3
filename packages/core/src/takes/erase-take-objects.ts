import { takePrefix } from '../keys.ts';
import type { Parts } from '../parts.ts';
import type { TakeRecord } from '../ports/store/takes.ts';

/**
 * Removes every object of a take that came to nothing: the original, what an upload left, every attempt's
 * segments. Its row stays, with the reason. A store that is away is no failure of the caller: the sweep
 * looks again.
 */
export async function eraseTakeObjects(
  parts: Pick<Parts, 'storage' | 'log'>,
  take: Pick<TakeRecord, 'id' | 'statementId'>,
): Promise<void> {
  try {
    const erased = await parts.storage.erasePrefix(takePrefix(take.statementId, take.id));
    parts.log.info('take_objects_erased', { takeId: take.id, objects: erased.objects, bytes: erased.bytes });
  } catch (error) {
    parts.log.error('take_objects_not_erased', error, { takeId: take.id });
  }
}
