import type { SpeakerKind, StatementState, TakeState } from '@rostrum/domain';
import type { WordsThere } from '../ports/store/board.ts';

/** `not_asked`: of whoever was declined or is gone, and of what cannot be there yet. */
export interface StatementWords {
  written: 'there' | 'missing' | 'not_asked';
  /** Of the newest take, once it is ready. `unchecked`: a machine made all of them, and nobody has read them yet. */
  captions: 'there' | 'unchecked' | 'missing' | 'not_asked';
  /** A State recommends nothing to itself. */
  issues: 'there' | 'missing' | 'not_asked';
}

interface Asked {
  kind: SpeakerKind;
  state: StatementState;
  take: { state: TakeState } | null;
  there: WordsThere | undefined;
  /** By whom the newest take's captions are; undefined where there are none. */
  captions: 'person' | 'machine' | undefined;
}

/** What there is of a statement in words, beside its video. */
export function wordsOf({ kind, state, take, there, captions }: Asked): StatementWords {
  if (state === 'withdrawn' || state === 'declined') {
    return { written: 'not_asked', captions: 'not_asked', issues: 'not_asked' };
  }
  return {
    written: there?.written ? 'there' : 'missing',
    captions: captionsOf(take, captions),
    issues: there?.issues ? 'there' : kind === 'state' ? 'not_asked' : 'missing',
  };
}

function captionsOf(take: Asked['take'], by: Asked['captions']): StatementWords['captions'] {
  if (by !== undefined) return by === 'person' ? 'there' : 'unchecked';
  return take?.state === 'ready' ? 'missing' : 'not_asked';
}
