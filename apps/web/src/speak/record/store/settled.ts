import type { Take } from '../../api.ts';
import type { KeptTake } from './take-store.ts';

type Kept = Pick<KeptTake, 'bytes' | 'sentAfter'>;
type Sent = Pick<Take, 'id' | 'receivedAt' | 'sizeBytes'>;

/**
 * Whether the server has one of these recordings. It calls a take received only after it has compared size and hash
 * with what was sent; so a received one of the same size is this one, and so is the first that was received after a
 * recording was chosen for sending, which may have been made smaller on its way.
 */
export const isSettled = (kept: readonly Kept[], takes: readonly Sent[]): boolean =>
  takes
    .filter(({ receivedAt }) => receivedAt !== null)
    .some(({ id, sizeBytes }) =>
      kept.some(({ bytes, sentAfter }) => bytes === sizeBytes || sentAfter?.includes(id) === false),
    );
