import { describe, expect, it } from 'vitest';
import { onceByHand, REMINDED_AGAIN_AFTER_MS } from './by-hand.ts';
import { daysLeft } from './days-left.ts';
import { isOwed, stepOf, wasAskedByHand } from './remind.ts';

const DEADLINE = new Date('2020-11-20T22:59:00Z');
const DAY_MS = 86_400_000;
const before = (ms: number) => new Date(DEADLINE.getTime() - ms);
const long = { deadlineAt: DEADLINE, invitedAt: before(30 * DAY_MS) };
const DAYS = [7, 2, 1];

describe('the step of the reminders', () => {
  it.each([
    ['none before the first', 7 * DAY_MS + 1, null],
    ['the first at its instant', 7 * DAY_MS, 7],
    ['the first until the next begins', 2 * DAY_MS + 1, 7],
    ['the second, whether or not the first was seen', 2 * DAY_MS, 2],
    ['the last until the deadline', 1, 1],
    ['none at the deadline', 0, null],
  ])('is %s', (_, ms, step) => {
    expect(stepOf(long, DAYS, before(ms))).toBe(step);
  });

  it('is none that began before the invitation went out', () => {
    const late = { deadlineAt: DEADLINE, invitedAt: before(1.5 * DAY_MS) };
    expect(stepOf(late, DAYS, before(1.4 * DAY_MS))).toBeNull();
    expect(stepOf(late, DAYS, before(DAY_MS))).toBe(1);
  });

  it('is none where none is wanted', () => {
    expect(stepOf(long, [], before(1))).toBeNull();
  });
});

it('whoever was reminded by hand just now is not reminded by the clock', () => {
  const mail = { once: onceByHand('i', null), createdAt: DEADLINE, failed: false };
  const asked = (change: Partial<typeof mail>, ms: number) =>
    wasAskedByHand({ reminded: [{ ...mail, ...change }] }, new Date(DEADLINE.getTime() + ms));
  expect(asked({}, REMINDED_AGAIN_AFTER_MS - 1)).toBe(true);
  expect(asked({}, REMINDED_AGAIN_AFTER_MS)).toBe(false);
  expect(asked({ failed: true }, 1)).toBe(false);
  expect(asked({ once: 'reminder:i:2020-11-20:7' }, 1)).toBe(false);
});

describe('a speaker owes a recording', () => {
  const take = (
    state: 'ready' | 'refused' | 'abandoned' | 'receiving' | 'failed',
    reason: string | null = null,
  ) => ({
    state,
    reason,
  });
  const owed = (
    statementState: Parameters<typeof isOwed>[0]['statementState'],
    ...takes: ReturnType<typeof take>[]
  ) => isOwed({ statementState, takes, takesAllowed: 3 });

  it('while nothing arrived, or something else was asked for', () => {
    expect(owed('invited')).toBe(true);
    expect(owed('invited', take('abandoned'), take('receiving'))).toBe(true);
    expect(owed('changes_requested', take('ready'))).toBe(true);
  });

  it('while all that arrived was refused', () => {
    expect(owed('in_review', take('refused', 'too_long'))).toBe(true);
    expect(owed('in_review', take('refused', 'too_long'), take('ready'))).toBe(false);
    expect(owed('in_review', take('failed', 'internal'))).toBe(false);
    expect(owed('in_review')).toBe(false);
  });

  it('not where it is with the coordinators, over, or no attempt is left', () => {
    for (const state of ['approved', 'awaiting_speaker', 'declined', 'withdrawn'] as const)
      expect(owed(state), state).toBe(false);
    expect(owed('invited', ...[1, 2, 3].map(() => take('refused', 'too_long')))).toBe(false);
    expect(owed('invited', ...[1, 2, 3].map(() => take('refused', 'hash_mismatch')))).toBe(true);
  });
});

it('begun days count as days', () => {
  expect([2 * DAY_MS, DAY_MS + 1, DAY_MS, 1].map((ms) => daysLeft(DEADLINE, before(ms)))).toEqual([
    2, 2, 1, 1,
  ]);
});
