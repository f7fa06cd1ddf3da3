import { describe, expect, it } from 'vitest';
import {
  beginsAtMs,
  placeAfterChange,
  reachedAtMs,
  type ScreenedPlace,
  type ScreeningClock,
  type ScreeningOverride,
  screeningAt,
} from './screening.ts';

const START = Date.parse('2026-10-12T07:00:00.000Z');
const clock = (overrides: readonly ScreeningOverride[] = [], lengthMs = 60_000): ScreeningClock => ({
  startsAtMs: START,
  lengthMs,
  overrides,
});

describe('where a screening is', () => {
  const at = (ms: number, overrides: readonly ScreeningOverride[] = []) =>
    screeningAt(clock(overrides), START + ms);

  it('is over when it is ended, also where the programme becomes longer after', () => {
    const end = { kind: 'end', atMs: START + 20_000 } as const;
    expect(at(19_999, [end])).toMatchObject({ phase: 'playing', positionMs: 19_999 });
    expect(at(20_000, [end])).toMatchObject({ phase: 'ended', positionMs: 60_000, held: false });
    expect(screeningAt(clock([end], 600_000), START + 30_000).phase).toBe('ended');
    const restart = { kind: 'seek', atMs: START + 90_000, toMs: 0 } as const;
    expect(at(91_000, [end, restart])).toMatchObject({ phase: 'playing', positionMs: 1000, turn: 1 });
  });

  it('plays on without an end while nothing says how long it is', () => {
    expect(screeningAt(clock([], Number.POSITIVE_INFINITY), START + 9_000_000)).toMatchObject({
      phase: 'playing',
      positionMs: 9_000_000,
    });
  });

  it('believes the one that was written later, of two at the same instant', () => {
    const atMs = START + 5000;
    expect(
      at(6000, [
        { kind: 'seek', atMs, toMs: 30_000 },
        { kind: 'seek', atMs, toMs: 10_000 },
      ]),
    ).toMatchObject({ positionMs: 11_000, turn: 2 });
  });
});

describe('when a place was reached', () => {
  const overrides: ScreeningOverride[] = [
    { kind: 'hold', atMs: START + 10_000 },
    { kind: 'resume', atMs: START + 40_000 },
    { kind: 'seek', atMs: START + 60_000, toMs: 5000 },
  ];
  it.each([
    [0, 0],
    [-12_000, 0],
    [9000, 9000],
    [10_000, 10_000],
    [15_000, 45_000],
  ])('%i ms into the programme, in the first turn', (toMs, expected) => {
    expect(reachedAtMs(clock(overrides), toMs, START + 50_000)).toBe(START + expected);
  });

  it('counts a new turn from its beginning', () => {
    expect(reachedAtMs(clock(overrides), 3000, START + 70_000)).toBe(START + 60_000);
    expect(reachedAtMs(clock(overrides), 9000, START + 70_000)).toBe(START + 64_000);
    expect(reachedAtMs(clock(overrides), 30_000, START + 70_000)).toBe(Number.POSITIVE_INFINITY);
  });

  it('goes on after a restart of what was held when it was ended', () => {
    const ended: ScreeningOverride[] = [
      { kind: 'hold', atMs: START + 5000 },
      { kind: 'end', atMs: START + 6000 },
      { kind: 'seek', atMs: START + 7000, toMs: 0 },
    ];
    expect(screeningAt(clock(ended), START + 9000)).toMatchObject({ positionMs: 2000, held: false });
    expect(reachedAtMs(clock(ended), 1000, START + 9000)).toBe(START + 8000);
  });

  it('is never behind what the clock says', () => {
    for (let ms = 0; ms < 80_000; ms += 700) {
      const now = START + ms;
      const { positionMs } = screeningAt(clock(overrides, 600_000), now);
      expect(reachedAtMs(clock(overrides), positionMs, now)).toBeLessThanOrEqual(now);
      expect(reachedAtMs(clock(overrides), positionMs + 1, now)).toBeGreaterThan(now);
    }
  });
});

const places = (...given: [key: string, media: string | null, lengthMs: number][]): ScreenedPlace[] => {
  let startMs = 0;
  return given.map(([key, media, lengthMs]) => {
    const place = { key, media, startMs, lengthMs };
    startMs += lengthMs;
    return place;
  });
};

describe('when it begins', () => {
  const hold = (atMs: number) => ({ kind: 'hold', atMs }) as const;
  const resume = (atMs: number) => ({ kind: 'resume', atMs }) as const;
  const seek = (atMs: number, toMs: number) => ({ kind: 'seek', atMs, toMs }) as const;

  it('is its hour, and later by as long as it was held in its waiting room', () => {
    const startsAtMs = 1_000_000;
    expect(beginsAtMs({ startsAtMs, overrides: [] })).toBe(1_000_000);
    expect(beginsAtMs({ startsAtMs, overrides: [hold(900_000)] })).toBeNull();
    expect(beginsAtMs({ startsAtMs, overrides: [hold(900_000), resume(930_000)] })).toBe(1_030_000);
  });

  it('stays what it was, whatever is done once it runs', () => {
    const startsAtMs = 1_000_000;
    const later = [hold(1_100_000), resume(1_200_000), seek(1_300_000, 0)];
    expect(beginsAtMs({ startsAtMs, overrides: later })).toBe(1_000_000);
    expect(beginsAtMs({ startsAtMs, overrides: [hold(1_100_000)] })).toBe(1_000_000);
  });

  it('is the moment in which somebody leaves the waiting room with everybody', () => {
    expect(beginsAtMs({ startsAtMs: 1_000_000, overrides: [hold(900_000), seek(950_000, 0)] })).toBe(950_000);
  });
});

describe('a programme that changes while it is shown', () => {
  const before = places(['a', 'a1', 10_000], ['b', 'b1', 20_000], ['c', null, 0], ['d', 'd1', 10_000]);

  it('goes on at the same picture when another statement is withdrawn', () => {
    const withoutFirst = places(['a', null, 0], ['b', 'b1', 20_000], ['c', null, 0], ['d', 'd1', 10_000]);
    expect(placeAfterChange(before, withoutFirst, 14_000)).toBe(4000);
    const withoutLast = places(['a', 'a1', 10_000], ['b', 'b1', 20_000], ['c', null, 0], ['d', null, 0]);
    expect(placeAfterChange(before, withoutLast, 14_000)).toBe(14_000);
  });

  it('goes on with what comes next when the one on screen is withdrawn, and ends after the last', () => {
    const gone = places(['a', 'a1', 10_000], ['b', null, 0], ['c', null, 0], ['d', 'd1', 10_000]);
    expect(placeAfterChange(before, gone, 14_000)).toBe(10_000);
    const noLast = places(['a', 'a1', 10_000], ['b', 'b1', 20_000], ['c', null, 0], ['d', null, 0]);
    expect(placeAfterChange(before, noLast, 35_000)).toBe(30_000);
  });

  it('passes over a next one that is gone too', () => {
    const gone = places(['a', null, 0], ['b', null, 0], ['d', 'd1', 10_000]);
    expect(placeAfterChange(before, gone, 3000)).toBe(0);
  });

  it('keeps the hour where a card lasts as long as what it replaces', () => {
    const card = places(['a', 'a1', 10_000], ['b', 'card', 20_020], ['c', null, 0], ['d', 'd1', 10_000]);
    expect(placeAfterChange(before, card, 14_000)).toBe(14_000);
  });

  it('shows a shorter card, and a statement that was cut anew, from its beginning', () => {
    const card = places(['a', 'a1', 10_000], ['b', 'card', 5000], ['d', 'd1', 10_000]);
    expect(placeAfterChange(before, card, 29_000)).toBe(10_000);
    const recut = places(['a', 'a1', 10_000], ['b', 'b2', 18_000], ['d', 'd1', 10_000]);
    expect(placeAfterChange(before, recut, 29_000)).toBe(10_000);
  });

  it('follows a statement to another place', () => {
    const moved = places(['d', 'd1', 10_000], ['b', 'b1', 20_000], ['a', 'a1', 10_000]);
    expect(placeAfterChange(before, moved, 35_000)).toBe(5000);
  });

  it('does not pass over what opens the programme', () => {
    const opened = (ms: number, given: ScreenedPlace[]) =>
      given.map((place) => ({ ...place, startMs: place.startMs + ms }));
    const without = places(['b', 'b1', 20_000], ['d', 'd1', 10_000]);
    expect(placeAfterChange(opened(5000, before), opened(5000, without), 3000)).toBe(3000);
    expect(placeAfterChange(opened(5000, before), without, 3000)).toBe(0);
    expect(placeAfterChange(opened(5000, before), opened(5000, without), 8000)).toBe(5000);
  });

  it('begins at the beginning where nothing was shown', () => {
    expect(placeAfterChange([], before, 14_000)).toBe(0);
    expect(placeAfterChange(before, places(['a', null, 0]), 14_000)).toBe(0);
  });
});
