import type { ScreeningOverride } from '@rostrum/domain';
import { describe, expect, it } from 'vitest';
import { conformanceProblems, updateProblems } from './conformance.ts';
import { type ParsedMedia, parseMediaPlaylist } from './parse.ts';
import {
  listedSoFar,
  type Screening,
  screeningPlaylist,
  screeningPosition,
  screeningWindow,
  segmentListedAtMs,
} from './screening.ts';
import { captionsListedSoFar, captionsOfTurn, screeningCaptions } from './screening-captions.ts';
import { between, makeSet, randomProgramme, seeded } from './testing/random-programme.ts';
import { type PlacedTrack, programmeTimeline, timelineMs } from './timeline.ts';

const START = Date.parse('2026-10-12T12:00:00.000Z');
const uris = {
  segmentUri: ({ index }: { index: number }) => `${index}.m4s`,
  initUri: (_: unknown, at: number) => `init-${at}.mp4`,
};
const show = (screening: Screening, track: PlacedTrack, nowMs: number): string | null => {
  const window = screeningWindow(screening, track, nowMs);
  return window && screeningPlaylist({ screening, track, window, ...uris });
};
const hour = (overrides: Screening['overrides'] = []): Screening => {
  const ids = ['a', 'b', 'c'];
  const items = ids.map((id, rateClass) => ({
    itemId: id,
    mediaSet: makeSet({ id, frames: 750, rateClass }),
  }));
  return { timeline: programmeTimeline(items), startsAtMs: START, overrides };
};

describe('screeningPosition', () => {
  const at = (ms: number, overrides: Screening['overrides'] = []) =>
    screeningPosition(hour(overrides), START + ms);
  const end = timelineMs(hour().timeline);

  it('is the clock', () => {
    expect(at(-1)).toEqual({ phase: 'waiting', held: false, positionMs: -1, turn: 0 });
    expect(at(0)).toEqual({ phase: 'playing', held: false, positionMs: 0, turn: 0 });
    expect(at(end - 1)).toMatchObject({ phase: 'playing', positionMs: end - 1 });
    expect(at(end)).toMatchObject({ phase: 'ended', positionMs: end });
    expect(at(end + 86_400_000)).toMatchObject({ phase: 'ended', positionMs: end });
  });

  it('stands still while held, and goes on from there', () => {
    const overrides = [
      { kind: 'resume', atMs: START + 15_000 },
      { kind: 'hold', atMs: START + 10_000 },
    ] as const;
    expect(at(9_999, overrides)).toMatchObject({ positionMs: 9_999, held: false });
    expect(at(14_999, overrides)).toMatchObject({ positionMs: 10_000, held: true });
    expect(at(16_000, overrides)).toMatchObject({ positionMs: 11_000, held: false, turn: 0 });
  });

  it('delays the start when held before it', () => {
    const overrides = [
      { kind: 'hold', atMs: START - 5000 },
      { kind: 'resume', atMs: START + 60_000 },
    ] as const;
    expect(at(30_000, overrides)).toMatchObject({ phase: 'waiting', held: true, positionMs: -5000 });
    expect(at(65_000, overrides)).toMatchObject({ phase: 'playing', positionMs: 0 });
  });

  it('opens a turn with every skip, within the programme', () => {
    const skip = { kind: 'seek', atMs: START + 5000, toMs: 40_000 } as const;
    const restart = { kind: 'seek', atMs: START + 9000, toMs: -3 } as const;
    expect(at(6000, [skip])).toMatchObject({ positionMs: 41_000, turn: 1 });
    expect(at(9500, [skip, restart])).toMatchObject({ positionMs: 500, turn: 2 });
    const beyond = { kind: 'seek', atMs: START, toMs: end + 1 } as const;
    expect(at(1, [beyond])).toMatchObject({ phase: 'ended', positionMs: end });
  });

  it('can be restarted after its end', () => {
    const restart = { kind: 'seek', atMs: START + end + 60_000, toMs: 0 } as const;
    expect(at(end + 61_000, [restart])).toMatchObject({ phase: 'playing', positionMs: 1000, turn: 1 });
  });
});

describe('screeningWindow', () => {
  it('reaches 12 s ahead and 24 s behind', () => {
    const screening = hour();
    const [track] = screening.timeline.video;
    if (track === undefined) throw new Error('no track');
    expect(screeningWindow(screening, track, START - 1)).toBeNull();
    expect(screeningWindow(screening, track, START)).toMatchObject({ first: 0, end: 6, ended: false });
    expect(screeningWindow(screening, track, START + 1)).toMatchObject({ first: 0, end: 7 });
    // The first item is 31.25 s long, so its last segment is short: 38 s lie in number 19.
    expect(screeningWindow(screening, track, START + 26_000)).toMatchObject({ first: 1, end: 20 });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is a proper live playlist at every poll (seed %i)', (seed) => {
    const timeline = programmeTimeline(randomProgramme(seed, (seed % 2) + 1));
    const screening: Screening = { timeline, startsAtMs: START, overrides: [] };
    const length = timelineMs(timeline);
    for (const track of [...timeline.video, timeline.audio]) {
      let before: ParsedMedia | null = null;
      let text: string | null = null;
      for (let ms = 0; ms <= length + 8000; ms += 700) {
        text = show(screening, track, START + ms);
        const after: ParsedMedia = parseMediaPlaylist(text ?? '');
        expect(conformanceProblems(text ?? '')).toEqual([]);
        if (before) expect(updateProblems(before, after)).toEqual([]);
        const shown = track.segments.slice(after.mediaSequence);
        const startMs = ((shown[0]?.startTicks ?? 0) * 1000) / track.timescale;
        const lengthMs = after.segments.reduce((sum, s) => sum + s.durationUs, 0) / 1000;
        expect(startMs).toBeLessThanOrEqual(Math.max(0, ms - 24_000));
        expect(startMs + lengthMs).toBeGreaterThanOrEqual(Math.min(ms + 12_000, length) - 12);
        const date = Date.parse(after.segments[0]?.date ?? '') - START;
        expect(Math.abs(date - startMs)).toBeLessThanOrEqual(0.5);
        before = after;
      }
      expect(before?.endList).toBe(true);
      expect((before?.mediaSequence ?? 0) + (before?.segments.length ?? 0)).toBe(track.segments.length);
    }
  });

  it('has one text per key', () => {
    const screening = hour();
    for (const track of [...screening.timeline.video, screening.timeline.audio]) {
      const texts = new Map<string, string | null>();
      for (let ms = 0; ms < 60_000; ms += 90) {
        const key = screeningWindow(screening, track, START + ms)?.key ?? '';
        const text = show(screening, track, START + ms);
        expect(texts.get(key) ?? text).toBe(text);
        texts.set(key, text);
      }
      expect(texts.size).toBeLessThan(70);
    }
  });

  it('keeps its list while held and never moves a date', () => {
    const hold = { kind: 'hold', atMs: START + 20_000 } as const;
    const resume = { kind: 'resume', atMs: START + 50_000 } as const;
    const screening = hour([hold, resume]);
    const { audio } = screening.timeline;
    expect(show(screening, audio, START + 49_000)).toBe(show(screening, audio, START + 20_000));
    expect(show(screening, audio, START + 55_000)).toBe(show(hour(), audio, START + 25_000));
  });
});

describe('any number of processes', () => {
  /** What a coordinator did in an hour, in the order in which it was done. */
  const hourOf = (seed: number, lengthMs: number): ScreeningOverride[] => {
    const random = seeded(seed);
    let atMs = START - 20_000;
    return Array.from({ length: between(random, 0, 12) }, (): ScreeningOverride => {
      atMs += between(random, 0, 15_000);
      const kind = (['hold', 'resume', 'hold', 'resume', 'seek', 'seek', 'end'] as const)[
        between(random, 0, 6)
      ];
      if (kind === 'seek') return { kind, atMs, toMs: between(random, -1000, lengthMs + 1000) };
      return { kind: kind ?? 'hold', atMs };
    });
  };
  const seeds = Array.from({ length: 10 }, (_, seed) => seed + 1);

  it.each(seeds)('agree where everybody is, whatever they were asked before (seed %i)', (seed) => {
    const timeline = programmeTimeline(randomProgramme(seed));
    const overrides = hourOf(seed, timelineMs(timeline));
    const random = seeded(seed + 1000);
    const screening = { timeline, startsAtMs: START, overrides };
    const [track] = timeline.video;
    if (track === undefined) throw new Error('no track');
    for (let n = 0; n < 60; n += 1) {
      const now = START + between(random, -30_000, 200_000);
      // Read from the database in whatever order, and by one that has not heard of what lies ahead.
      const shuffled = { ...screening, overrides: overrides.filter(({ atMs }) => atMs <= now) };
      expect(screeningPosition(shuffled, now)).toEqual(screeningPosition(screening, now));
      expect(show(shuffled, track, now)).toBe(show(screening, track, now));
      expect(show(structuredClone(screening), timeline.audio, now)).toBe(
        show(screening, timeline.audio, now),
      );
    }
  });

  it.each(seeds)(
    'never go back within a turn, and give a segment one address while it is listed (seed %i)',
    (seed) => {
      const timeline = programmeTimeline(randomProgramme(seed));
      const screening = { timeline, startsAtMs: START, overrides: hourOf(seed, timelineMs(timeline)) };
      const [track] = timeline.video;
      if (track === undefined) throw new Error('no track');
      const listed = new Map<string, number>();
      let before = screeningPosition(screening, START - 30_000);
      for (let now = START - 30_000; now < START + 150_000; now += 500) {
        const position = screeningPosition(screening, now);
        expect(position.turn).toBeGreaterThanOrEqual(before.turn);
        if (position.turn === before.turn)
          expect(position.positionMs).toBeGreaterThanOrEqual(before.positionMs);
        before = position;
        const window = screeningWindow(screening, track, now);
        for (const segment of window ? track.segments.slice(window.first, window.end) : []) {
          const atMs = segmentListedAtMs(screening, track, segment, now);
          const key = `${position.turn}.${segment.index}`;
          if (position.phase === 'playing') {
            expect(atMs).toBeLessThanOrEqual(now);
            expect(listed.get(key) ?? atMs).toBe(atMs);
            listed.set(key, atMs);
          }
        }
      }
    },
  );

  it.each(seeds)('let exactly what the turn has listed so far be asked for (seed %i)', (seed) => {
    const timeline = programmeTimeline(randomProgramme(seed));
    const screening = { timeline, startsAtMs: START, overrides: hourOf(seed, timelineMs(timeline)) };
    const tracks = [...timeline.video, timeline.audio];
    let turn = -1;
    let named = new Map<string, { first: number; end: number }>();
    // Every instant at which a list may change: where a turn begins matters most.
    const instants = [
      ...Array.from({ length: 180 }, (_, n) => START - 30_000 + n * 1000),
      ...screening.overrides.map(({ atMs }) => atMs),
    ].sort((a, b) => a - b);
    for (const now of instants) {
      const position = screeningPosition(screening, now);
      if (position.turn !== turn) named = new Map();
      turn = position.turn;
      for (const track of tracks) {
        const window = screeningWindow(screening, track, now);
        const listed = listedSoFar(screening, track, now);
        if (window === null) {
          expect(listed).toBeNull();
          continue;
        }
        const { first, end } = named.get(track.name) ?? window;
        named.set(track.name, { first, end: Math.max(end, window.end) });
        if (position.phase === 'playing') expect(listed).toEqual(named.get(track.name));
      }
    }
  });

  it.each(seeds.slice(0, 5))(
    'hand out nothing of what a turn passed over, and list properly (seed %i)',
    (seed) => {
      const timeline = programmeTimeline(randomProgramme(seed));
      const lengthMs = timelineMs(timeline);
      const random = seeded(seed + 2000);
      // To where somebody begins, as a coordinator skips; and to any place, as a withdrawal moves everybody.
      const begins = timeline.items.map(({ startTicks }) => Math.round(startTicks / 90));
      const places = [...begins, between(random, 0, lengthMs), lengthMs - 1, lengthMs];
      for (const toMs of places) {
        const seek = { kind: 'seek', atMs: START + 5000, toMs } as const;
        const screening = { timeline, startsAtMs: START, overrides: [seek] };
        const shownIn = timeline.items.findLastIndex(({ startTicks }) => startTicks / 90 <= toMs + 1);
        for (const track of [...timeline.video, timeline.audio]) {
          let before: ParsedMedia | null = null;
          for (let now = seek.atMs; now < seek.atMs + 50_000; now += 1900) {
            const window = screeningWindow(screening, track, now);
            const [first] = track.segments.slice(window?.first, window?.end);
            if (window === null || first === undefined) throw new Error('an empty list');
            expect(first.itemIndex).toBeGreaterThanOrEqual(shownIn);
            const endMs = ((first.startTicks + first.durationTicks) * 1000) / track.timescale;
            expect(endMs).toBeGreaterThan(Math.min(toMs, lengthMs - 25));
            expect(listedSoFar(screening, track, now)?.first).toBeGreaterThanOrEqual(
              track.segments.findIndex(({ itemIndex }) => itemIndex === shownIn),
            );
            const after = parseMediaPlaylist(show(screening, track, now) ?? '');
            expect(conformanceProblems(show(screening, track, now) ?? '')).toEqual([]);
            if (before) expect(updateProblems(before, after)).toEqual([]);
            before = after;
          }
        }
      }
    },
  );

  it('let whoever joins at the moment of a skip in where everybody is', () => {
    const seek = { kind: 'seek', atMs: START + 20_000, toMs: 60_000 } as const;
    const screening = hour([seek]);
    const { audio } = screening.timeline;
    const [track] = screening.timeline.video;
    if (track === undefined) throw new Error('no track');
    const [before, at] = [seek.atMs - 1, seek.atMs];
    expect(screeningPosition(screening, before)).toMatchObject({ positionMs: 19_999, turn: 0 });
    expect(screeningPosition(screening, at)).toMatchObject({ positionMs: 60_000, turn: 1 });
    for (const one of [track, audio]) {
      const window = screeningWindow(screening, one, at);
      const held = one.segments.slice(window?.first, window?.end);
      const begins = ((held[0]?.startTicks ?? 0) * 1000) / one.timescale;
      const last = held.at(-1);
      const ends = (((last?.startTicks ?? 0) + (last?.durationTicks ?? 0)) * 1000) / one.timescale;
      expect([begins <= 60_000, ends >= 72_000]).toEqual([true, true]);
      // Before it, nobody is shown where it will go on.
      expect(screeningWindow(screening, one, before)?.key).not.toBe(window?.key);
    }
  });
});

describe('captions of a screening', () => {
  it('are a proper live playlist that holds the time of the picture', () => {
    const screening = hour();
    const length = timelineMs(screening.timeline);
    expect(screeningCaptions(screening, START - 1, String)).toBeNull();
    let before: ParsedMedia | null = null;
    for (let ms = 0; ms <= length + 8000; ms += 700) {
      const text = screeningCaptions(screening, START + ms, (index) => `${index}.vtt`) ?? '';
      expect(conformanceProblems(text)).toEqual([]);
      const after: ParsedMedia = parseMediaPlaylist(text);
      if (before) expect(updateProblems(before, after)).toEqual([]);
      const startMs = Date.parse(after.segments[0]?.date ?? '') - START;
      const lengthMs = after.segments.reduce((sum, s) => sum + s.durationUs, 0) / 1000;
      expect(startMs).toBe(after.mediaSequence * 6000);
      const end = after.mediaSequence + after.segments.length;
      expect(captionsListedSoFar(screening, START + ms)).toEqual({ first: 0, end });
      expect(startMs).toBeLessThanOrEqual(Math.max(0, ms - 24_000));
      expect(startMs + lengthMs).toBeGreaterThanOrEqual(Math.min(ms + 12_000, length) - 1);
      before = after;
    }
    expect(before?.endList).toBe(true);
  });

  it('say nothing of what was passed over, not in the segment in which a turn begins either', () => {
    // The second begins in the midst of a segment of captions.
    const seek = { kind: 'seek', atMs: START + 5000, toMs: 31_250 } as const;
    const [screening, now] = [hour([seek]), seek.atMs + 20_000];
    const [first] = parseMediaPlaylist(screeningCaptions(screening, now, String) ?? '').segments;
    expect(Date.parse(first?.date ?? '') - START).toBe(30_000);
    expect(captionsListedSoFar(screening, now)?.first).toBe(5);
    const cues = [
      { startMs: 30_100, endMs: 31_250, text: 'passed over' },
      { startMs: 31_250, endMs: 32_000, text: 'shown' },
    ];
    const track = { language: 'en', label: 'English', cues };
    expect(captionsOfTurn(screening, track, now).cues).toEqual(cues.slice(1));
    expect(captionsOfTurn(hour(), track, now).cues).toEqual(cues);
  });
});
