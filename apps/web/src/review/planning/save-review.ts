import { instantOf, wallClock } from '@rostrum/domain';
import { formatTime } from '../../kit/time.ts';
import { api } from '../api.ts';
import { picked } from '../rebase.ts';
import { differing } from './differing.ts';
import { readMinutes } from './read-minutes.ts';
import type { PlannedReview } from './review-form.tsx';

const MINUTE_MS = 60_000;

/** A SuR as the form has it. */
export interface ReviewValues {
  readonly stateCode: string | null;
  /** In the wall clock of the zone. */
  readonly hour: string;
  readonly slot: string;
  readonly expected: string;
  readonly floor: 'rule' | 'fixed';
  readonly minutes: string;
}

export function valuesOf(planned: PlannedReview | undefined, timeZone: string): ReviewValues {
  const review = planned?.review;
  const at = review?.presessionAt ?? null;
  return {
    stateCode: null,
    hour: at === null ? '' : wallClock(new Date(at), timeZone),
    slot: review ? String(review.slotMs / MINUTE_MS) : '60',
    expected: planned?.expectedSpeakers?.toString() ?? '',
    floor: planned?.floorTimeSet ? 'fixed' : 'rule',
    minutes: review && planned?.floorTimeSet ? formatTime(review.floorTimeMs) : '',
  };
}

const placeOf = ({ hour, slot }: ReviewValues, timeZone: string) => ({
  slotMs: Math.round(Number(slot) * MINUTE_MS),
  presessionAt: hour === '' ? null : instantOf(hour, timeZone).toISOString(),
});

const floorOf = ({ floor, minutes, expected }: ReviewValues) => ({
  floorTimeMs: floor === 'fixed' ? readMinutes(minutes) : null,
  expectedSpeakers: expected === '' ? null : Number(expected),
});

interface Change {
  /** As it was looked at; without, it has just been added. */
  readonly planned?: PlannedReview | undefined;
  readonly values: ReviewValues;
  readonly opened: ReviewValues;
  readonly timeZone: string;
  readonly frozen: boolean;
}

/** Changes what differs from how the form opened, and nothing else. */
export async function changeReview(
  id: string,
  { planned, values, opened, timeZone, frozen }: Change,
): Promise<void> {
  const params = { id };
  const place = differing(placeOf(values, timeZone), placeOf(opened, timeZone));
  if (Object.keys(place).length > 0) {
    const seen = planned && picked(planned.review, Object.keys(place) as (keyof typeof place)[]);
    await api('PATCH /api/v1/reviews/{id}', { params, body: { ...place, ...(seen ? { seen } : {}) } });
  }
  const floor = differing(floorOf(values), floorOf(opened));
  if (frozen || Object.keys(floor).length === 0) return;
  const stands = planned && {
    floorTimeMs: planned.floorTimeSet ? planned.review.floorTimeMs : null,
    expectedSpeakers: planned.expectedSpeakers,
  };
  const seen = stands && picked(stands, Object.keys(floor) as (keyof typeof floor)[]);
  await api('PUT /api/v1/reviews/{id}/floor-time', { params, body: { ...floor, ...(seen ? { seen } : {}) } });
}

/** One that is added already, and as what. */
export interface Added {
  readonly id: string;
  readonly as: ReviewValues;
}

/** Adds it to the session, unless a save that failed in its second half did so: then it ends that one. */
export async function addReview(
  sessionId: string,
  { change, added, onAdded }: { change: Change; added: Added | undefined; onAdded: (added: Added) => void },
): Promise<void> {
  const { values, timeZone } = change;
  let there = added;
  if (there === undefined) {
    const { expectedSpeakers } = floorOf(values);
    const body = { ...placeOf(values, timeZone), stateCode: values.stateCode ?? '', expectedSpeakers };
    const { id } = await api('POST /api/v1/sessions/{id}/reviews', { params: { id: sessionId }, body });
    // Whatever is chosen, it begins by the rule.
    there = { id, as: { ...values, floor: 'rule' } };
    onAdded(there);
  }
  await changeReview(there.id, { ...change, opened: there.as });
}
