import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';

export interface RecordReceived {
  takeId: string;
  /** Bytes that are stored. */
  offset: number;
  /** `keptStretches`: what came, and its hashes. */
  hashState: Uint8Array | null;
  /** Bytes that the stretches stand for. */
  hashOffset: number;
}

/** @throws Problem upload_gone: the take was given up, withdrawn or refused meanwhile */
export async function recordReceived(
  parts: Pick<Parts, 'store' | 'clock'>,
  { takeId, offset, hashState, hashOffset }: RecordReceived,
): Promise<void> {
  const written = await parts.store.takes.update(
    takeId,
    {
      receivedBytes: offset,
      hashState,
      hashOffset: hashState === null ? null : hashOffset,
      lastByteAt: parts.clock.now(),
    },
    { states: ['receiving'] },
  );
  if (!written) throw new Problem('upload_gone');
}
