import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { ReceiptRecord } from '../ports/store/receipts.ts';
import { type SpeakerActor, type StaffActor, takeFor } from './own-take.ts';

/** @throws Problem not_found, also while nothing was received */
export async function receiptOf(
  parts: Pick<Parts, 'store'>,
  { actor, takeId }: { actor: SpeakerActor | StaffActor; takeId: string },
): Promise<ReceiptRecord> {
  const { take } = await takeFor(parts.store, actor, takeId);
  const receipt = await parts.store.receipts.get(take.id);
  if (receipt === null) throw new Problem('not_found');
  return receipt;
}
