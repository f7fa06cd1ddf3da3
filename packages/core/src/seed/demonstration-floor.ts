import type { SpeakerKind } from '@rostrum/domain';
import type { ReviewRecord } from '../ports/store/reviews.ts';
import { invitationFloorMs, reviewFloorMs } from '../sessions/floor-of.ts';

/** As if all guests of a review were invited at once. */
export function floorTimeOfDemonstration(
  review: ReviewRecord,
  guests: readonly { kind: SpeakerKind }[],
): { reviewMs: number; of(kind: SpeakerKind): number } {
  const speakers = guests.filter(({ kind }) => kind !== 'state').length;
  const reviewMs = reviewFloorMs(review, speakers);
  return { reviewMs, of: (kind) => invitationFloorMs({ floorTimeMs: null }, kind, reviewMs) };
}
