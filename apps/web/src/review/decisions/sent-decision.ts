import type { Decision } from '../studio/types.ts';

/** What a decision is about; its id was made when it was first sent. */
export type Sent = Pick<Decision, 'id' | 'kind' | 'takeId' | 'cutId'>;

/** With the words as they stand in its form. */
export interface Written extends Sent {
  readonly reason: string;
  readonly message: string;
}

/**
 * What became of a decision that was sent: it is on its `way` or was lost, it `arrived` as it is written, it arrived
 * with `other_words`, or its id is `spent` on something else than what is written now.
 */
type Became = 'way' | 'arrived' | 'other_words' | 'spent';

export function whatBecameOf(written: Written, decisions: readonly Decision[]): Became {
  const known = decisions.find(({ id }) => id === written.id);
  if (!known) return 'way';
  const { kind, takeId, cutId } = known;
  const standing = decisions.every((one) => one.undoneAt !== null || one.decidedAt <= known.decidedAt);
  const same = kind === written.kind && takeId === written.takeId && cutId === written.cutId;
  if (known.undoneAt !== null || !standing || !same) return 'spent';
  const kept = (known.messageToSpeaker ?? '') === written.message.trim();
  return kept && known.reason === written.reason.trim() ? 'arrived' : 'other_words';
}
