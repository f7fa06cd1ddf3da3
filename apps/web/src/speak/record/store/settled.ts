import type { Take } from '../../api.ts';
import type { KeptTake, KeptText } from './take-store.ts';

type Kept = Pick<KeptTake, 'id' | 'number' | 'bytes' | 'ending' | 'sent'>;
type There = Pick<Take, 'id' | 'receivedAt' | 'sizeBytes' | 'sha256'>;

/** Whether the server has the very bytes of a recording. */
type IsIn = (kept: Kept, there: There) => boolean;

const sentInto: IsIn = ({ sent }, { id }) => sent?.as === id;

/**
 * What was received, and may be one of these recordings although it was not noted here that it was sent: the page
 * may have died over that, or found no room. Only their hashes tell.
 */
export function doubtful<K extends Kept, T extends There>(kept: readonly K[], takes: readonly T[]): [K, T][] {
  const received = takes.filter(({ receivedAt }) => receivedAt !== null);
  return kept.flatMap((one) =>
    received.some((take) => sentInto(one, take))
      ? []
      : received
          .filter(({ sizeBytes, sha256 }) => sha256 !== null && sizeBytes === one.bytes)
          .map((take): [K, T] => [one, take]),
  );
}

export interface Known {
  /** The recordings whose bytes were found at the server by their hash. */
  readonly same: ReadonlySet<string>;
  /** Whether a window may be recording: then what has no ending is not torn. */
  readonly recording: boolean;
}

/**
 * The recordings that go from this device: the one that the server has received, and those it was chosen from. It
 * calls a take received only after it has compared size and hash with what was sent.
 */
export function settledOf(kept: readonly Kept[], takes: readonly There[], known: Known): string[] {
  const received = takes.filter(({ receivedAt }) => receivedAt !== null);
  const there = kept.filter((one) => known.same.has(one.id) || received.some((take) => sentInto(one, take)));
  const upTo = Math.max(0, ...there.map(({ number, sent }) => Math.max(number, sent?.upTo ?? 0)));
  return kept
    .filter(({ number }) => number <= upTo)
    .filter((one) => one.ending !== null || !known.recording)
    .map(({ id }) => id);
}

/** When the server received the newest of these takes; null where it has none. */
export function newestReceipt(takes: readonly Pick<There, 'receivedAt'>[]): string | null {
  const all = takes.flatMap(({ receivedAt }) => receivedAt ?? []);
  return all.reduce<string | null>(
    (newest, one) => (newest === null || Date.parse(one) > Date.parse(newest) ? one : newest),
    null,
  );
}

/**
 * Whether a text goes although nothing was recorded against it: something was received since it was written, a file
 * perhaps that was chosen in the end. What is written after that is for another take.
 */
export function isTextSettled(
  { since }: Pick<KeptText, 'since'>,
  takes: readonly Pick<There, 'receivedAt'>[],
): boolean {
  const newest = newestReceipt(takes);
  if (since === undefined || newest === null) return false;
  return since === null || Date.parse(newest) > Date.parse(since);
}
