import { expect, test } from 'vitest';
import { addressOfTurn, clockOf, countdown, nextChangeMs, type Screening } from './screening-clock.ts';

const START = Date.parse('2026-10-12T07:00:00.000Z');
const screening = (overrides: Screening['overrides'] = []): Screening => ({
  id: '00000000-0000-4000-8000-000000000000',
  startsAt: '2026-10-12T07:00:00.000Z',
  timeZone: 'Europe/Zurich',
  overrides,
  lengthMs: 60_000,
  epoch: 1,
  playlistUrl: '/media/live/a/b/0/index.m3u8',
});

test('a programme of unknown length has no end yet', () => {
  expect(clockOf({ ...screening(), lengthMs: null }).lengthMs).toBe(Number.POSITIVE_INFINITY);
  expect(nextChangeMs({ ...screening(), lengthMs: null }, START + 1)).toBeNull();
});

test('what changes next: the beginning, what a coordinator asked for, the end', () => {
  const hold = { kind: 'hold' as const, at: '2026-10-12T07:00:10.000Z', toMs: null };
  expect(nextChangeMs(screening(), START - 5)).toBe(START);
  expect(nextChangeMs(screening(), START + 5)).toBe(START + 60_000);
  expect(nextChangeMs(screening([hold]), START + 5)).toBe(START + 10_000);
  expect(nextChangeMs(screening([hold]), START + 10_000)).toBeNull();
});

test('another turn has another address', () => {
  expect(addressOfTurn('/media/live/a/b/0/index.m3u8', 12)).toBe('/media/live/a/b/12/index.m3u8');
});

test.each([
  [0, 0, '00:00'],
  [1, 0, '00:01'],
  [59_001, 0, '01:00'],
  [3_600_000, 0, '1:00:00'],
  [90_061_000, 1, '1:01:01'],
])('%i ms are left', (ms, days, clock) => {
  expect(countdown(ms)).toEqual({ days, clock });
});
