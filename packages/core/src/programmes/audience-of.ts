import { type Audience, narrowest } from '@rostrum/domain';
import type { ProgrammeRecord, RevisionRecord } from '../ports/store/programmes.ts';

/** Whom a programme is for now: what is published waits for its next publication to be shown to more people. */
export function audienceOf(
  { audience }: Pick<ProgrammeRecord, 'audience'>,
  published: Pick<RevisionRecord, 'audience'> | null,
): Audience {
  return published === null ? audience : narrowest([audience, published.audience]);
}
