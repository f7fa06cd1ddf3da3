import { expect, test } from 'vitest';
import type { DeviceRecord } from '../ports/store/links.ts';
import { dayOf, longestUnused } from './longest-unused.ts';

const DAY_MS = 24 * 60 * 60_000;

function device(id: string, opened: string, seen: string, validDays = 30): DeviceRecord {
  const openedAt = new Date(opened);
  const expiresAt = new Date(openedAt.getTime() + validDays * DAY_MS);
  return {
    id,
    linkId: 'link',
    openedAt,
    lastSeenAt: new Date(seen),
    expiresAt,
    revokedAt: null,
    byCode: false,
  };
}

const daily = device('daily', '2020-11-01T08:00Z', '2020-11-05');
const forgotten = device('forgotten', '2020-11-02T08:00Z', '2020-11-03');
const early = device('early', '2020-11-05T07:00Z', '2020-11-05');
const late = device('late', '2020-11-05T12:00Z', '2020-11-05');
const tab = device('tab', '2020-11-05T11:00Z', '2020-11-05', 1);

test('makes room where nobody was for the most days, and then where nobody ever came back', () => {
  let left: readonly DeviceRecord[] = [late, daily, tab, forgotten, early];
  const order: string[] = [];
  for (let one = longestUnused(left); one !== undefined; one = longestUnused(left)) {
    const { id } = one;
    order.push(id);
    left = left.filter((other) => other.id !== id);
  }
  expect(order).toEqual(['forgotten', 'tab', 'early', 'late', 'daily']);
});

test('a day begins at midnight by UTC', () => {
  expect(dayOf(new Date('2020-11-05T23:59:59.999Z'))).toEqual(new Date('2020-11-05'));
  expect(dayOf(new Date('2020-11-06T00:00:00.000Z'))).toEqual(new Date('2020-11-06'));
});
