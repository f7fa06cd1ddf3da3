import type { FloorTime } from '@rostrum/domain';
import type { StatementContext } from '../ports/store/statements.ts';
import { invitationFloorMs, reviewFloor, reviewFloorMs } from '../sessions/floor-of.ts';

/**
 * The floor time that one statement is held to.
 * @param speakers CSOs and NHRIs invited for the review
 */
export function floorOf(
  { invitation, organisation, review, session }: StatementContext,
  speakers: number,
): FloorTime {
  const maximumMs = invitationFloorMs(invitation, organisation.kind, reviewFloorMs(review, speakers));
  return reviewFloor(maximumMs, session);
}
