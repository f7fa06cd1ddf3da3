import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';

/** Closes this device; opening the link here again needs a code. @throws Problem not_allowed */
export async function leaveDevice(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { actor }: { actor: Actor },
): Promise<void> {
  if (actor.kind !== 'speaker' && actor.kind !== 'delegate') throw new Problem('not_allowed');
  await store.links.revokeDevice(actor.deviceId, clock.now());
}
