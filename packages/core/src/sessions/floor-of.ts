import { type FloorTime, floorTimeByRule, type SpeakerKind, STATE_FLOOR_MS } from '@rostrum/domain';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';

/**
 * A SuR's floor time as it stands: frozen, set by a coordinator, or by the rule. Invitations go out one at a
 * time: the rule reckons with the speakers that are expected, and with those invited once they are more.
 */
export function reviewFloorMs(
  review: Pick<ReviewRecord, 'floorTimeMs' | 'floorTimeSetMs' | 'slotMs' | 'expectedSpeakers'>,
  speakers: number,
): number {
  const byRule = () => floorTimeByRule(review.slotMs, Math.max(review.expectedSpeakers ?? 0, speakers));
  return review.floorTimeMs ?? review.floorTimeSetMs ?? byRule();
}

/** What one invitation may speak: its own frozen figure, the State's two minutes, or the SuR's. */
export function invitationFloorMs(
  invitation: { floorTimeMs: number | null },
  kind: SpeakerKind,
  reviewMs: number,
): number {
  return invitation.floorTimeMs ?? (kind === 'state' ? STATE_FLOOR_MS : reviewMs);
}

/** Said of a SuR as a whole; what one statement is held to is `takes/floor-of.ts`. */
export function reviewFloor(
  maximumMs: number,
  session: Pick<SessionRecord, 'minimumShare' | 'toleranceMs'>,
): FloorTime {
  return {
    maximumMs,
    minimumMs: Math.round(maximumMs * session.minimumShare),
    toleranceMs: session.toleranceMs,
  };
}
