import { type Actor, type FloorTime, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { assertStill } from './assert-still.ts';
import { reviewFloor, reviewFloorMs } from './floor-of.ts';
import { found, requireStaff } from './who-may.ts';

interface FloorSetting {
  floorTimeMs?: number | null;
  expectedSpeakers?: number | null;
}

/**
 * A SuR's floor time: by the rule (null) or set, and how many speakers the rule reckons with; what is not named
 * stays. What speakers were told stands, so it is frozen once an invitation is out. @throws Problem not_allowed |
 * not_found | conflict | stale
 */
export async function setFloorTime(
  { store, events }: Pick<Parts, 'store' | 'events'>,
  {
    actor,
    reviewId,
    floorTimeMs,
    expectedSpeakers,
    seen = {},
  }: { actor: Actor; reviewId: string; seen?: FloorSetting } & FloorSetting,
): Promise<FloorTime> {
  requireStaff(actor);
  return await store.transaction(async (tx) => {
    const review = found(await tx.reviews.lock(reviewId));
    const floor = {
      ...(floorTimeMs === undefined ? {} : { floorTimeSetMs: floorTimeMs }),
      ...(expectedSpeakers === undefined ? {} : { expectedSpeakers }),
    };
    assertStill<FloorSetting>(
      { floorTimeMs: review.floorTimeSetMs, expectedSpeakers: review.expectedSpeakers },
      {
        ...(floorTimeMs === undefined ? {} : { floorTimeMs }),
        ...(expectedSpeakers === undefined ? {} : { expectedSpeakers }),
      },
      seen,
    );
    const session = found(await tx.reviews.session(review.sessionId));
    if (!(await tx.reviews.setFloorTime(reviewId, floor))) {
      throw new Problem('conflict', {
        detail: 'The invitations are out: their floor time can no longer be changed.',
      });
    }
    await tx.audit({
      action: 'review.floor_time_set',
      actor,
      subject: { kind: 'review', id: reviewId },
      payload: {
        ...(floorTimeMs === undefined ? {} : { floorTimeMs }),
        ...(expectedSpeakers === undefined ? {} : { expectedSpeakers }),
      },
    });
    tx.afterCommit(() => events.publish({ sessionId: session.id, reviewId, what: 'statement' }));
    const speakers = await tx.invitations.countSpeakers(reviewId);
    return reviewFloor(reviewFloorMs({ ...review, ...floor }, speakers), session);
  });
}
