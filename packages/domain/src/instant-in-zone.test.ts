import { expect, test } from 'vitest';
import { clockTrouble, instantOf, isTimeZone, wallClock } from './instant-in-zone.ts';

test.each([
  ['2021-04-20T18:00', 'Europe/Zurich', '2021-04-20T16:00:00.000Z'],
  ['2020-11-20T18:00', 'Europe/Zurich', '2020-11-20T17:00:00.000Z'],
  // The first minutes after the clocks went forward, and the last before they went back.
  ['2021-03-28T03:10', 'Europe/Zurich', '2021-03-28T01:10:00.000Z'],
  ['2020-10-25T01:50', 'Europe/Zurich', '2020-10-24T23:50:00.000Z'],
  ['2021-04-20T00:30', 'Asia/Kathmandu', '2021-04-19T18:45:00.000Z'],
])('%s in %s is %s, and back', (wall, zone, instant) => {
  expect(instantOf(wall, zone).toISOString()).toBe(instant);
  expect(wallClock(new Date(instant), zone)).toBe(wall);
});

test('a zone is known by its name', () => {
  expect(['Europe/Zurich', 'UTC', 'Europe/Nowhere', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});

test.each([
  ['2021-03-28T02:30', 'Europe/Zurich', 'skipped', '2021-03-28T01:30:00.000Z'],
  ['2020-10-25T02:30', 'Europe/Zurich', 'twice', '2020-10-25T00:30:00.000Z'],
  ['2020-11-01T01:30', 'America/New_York', 'twice', '2020-11-01T05:30:00.000Z'],
  ['2021-10-03T02:10', 'Australia/Lord_Howe', 'skipped', '2021-10-02T15:40:00.000Z'],
  ['2021-03-28T03:00', 'Europe/Zurich', null, '2021-03-28T01:00:00.000Z'],
])('%s in %s: %s', (wall, zone, trouble, instant) => {
  expect([clockTrouble(wall, zone), instantOf(wall, zone).toISOString()]).toEqual([trouble, instant]);
});
