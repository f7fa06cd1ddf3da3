import { describe, expect, it } from 'vitest';
import { editProblem } from './cut.ts';
import type { Edit } from './edit.ts';
import { keptFrames } from './kept-frames.ts';
import { RATE_CLASSES } from './media-set.ts';
import { momentOfEdit, momentOfTake } from './moment-of-edit.ts';

const edit = (inMs: number, outMs: number, ...removals: [number, number][]): Edit => ({
  inMs,
  outMs,
  removals: removals.map(([startMs, endMs]) => ({ startMs, endMs })),
});
const TAKE_MS = 20_000;

describe('a moment of the take', () => {
  const at = (ms: number, given: Edit) =>
    momentOfEdit(ms, { edit: given, takeMs: TAKE_MS, rate: { num: 25, den: 1 } });

  it('is where its picture is in the cut', () => {
    const given = edit(1_000, 18_000, [4_000, 6_000]);
    expect(at(1_000, given)).toBe(0);
    expect(at(1_039, given)).toBe(0);
    expect(at(3_999, given)).toBe(2_960);
    expect(at(6_000, given)).toBe(3_000);
    expect(at(17_999, given)).toBe(14_960);
    expect(at(TAKE_MS, edit(0, TAKE_MS))).toBe(TAKE_MS - 40);
  });

  it('is nowhere once it was removed', () => {
    const given = edit(1_000, 18_000, [4_000, 6_000]);
    for (const ms of [0, 999, 4_000, 5_999, 18_000, TAKE_MS, 30_000]) expect(at(ms, given)).toBeNull();
  });

  it('that is the first of a stretch of frames stays, to the millisecond that names it', () => {
    const rate = { num: 30, den: 1 };
    expect(momentOfEdit(33, { edit: edit(33, 18_000), takeMs: TAKE_MS, rate })).toBe(0);
  });

  it('is not moved by its joins: each of these takes a frame more than its milliseconds', () => {
    const rate = { num: 30, den: 1 };
    const given = edit(10, TAKE_MS, [1_010, 1_990], [3_010, 3_990], [5_010, 5_990]);
    // Frame 200 of 600, behind one at the beginning and thirty a removal, which would be 29.4 of them by the clock.
    expect(momentOfEdit(6_667, { edit: given, takeMs: TAKE_MS, rate })).toBe(
      Math.round((200 - 91) * (100 / 3)),
    );
  });
});

/** Where a player goes from a moment: half a frame behind the boundary that it names. */
const INTO_THE_FRAME_MS = 17;

it('lands in the frame that was meant, after any cut, and comes back to it', () => {
  let seed = 7;
  const upTo = (n: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % n;
  };
  let landed = 0;
  for (let n = 0; n < 600; n += 1) {
    const removals: [number, number][] = [];
    const inMs = upTo(500);
    for (let ms = inMs + upTo(400); ms < 18_000; ) {
      const end = ms + 1 + upTo(900);
      removals.push([ms, end]);
      ms = end + 40 + upTo(700);
    }
    const given = edit(inMs, 19_600 + upTo(300), ...removals);
    const rate = RATE_CLASSES[n % RATE_CLASSES.length] ?? RATE_CLASSES[0];
    const frameMs = (1000 * rate.den) / rate.num;
    const takeMs = Math.round(Math.round(TAKE_MS / frameMs) * frameMs);
    if (editProblem(given, takeMs) !== null) continue;
    const framed = { edit: given, takeMs, rate };
    // What a viewer is shown: the take's pictures by number, without those that were removed.
    const pictures = keptFrames(given, rate, Math.round(takeMs / frameMs)).flatMap(({ start, end }) =>
      Array.from({ length: end - start }, (_, at) => start + at),
    );
    const frame = upTo(Math.round(takeMs / frameMs));
    // A picture is named by any millisecond for which it is on show.
    const meantMs = Math.min(Math.round(frame * frameMs) + upTo(Math.floor(frameMs) - 1), takeMs - 1);
    const atMs = momentOfEdit(meantMs, framed);
    if (!pictures.includes(frame)) {
      expect(atMs).toBeNull();
      continue;
    }
    landed += 1;
    expect(pictures[Math.floor(((atMs ?? Number.NaN) + INTO_THE_FRAME_MS) / frameMs)]).toBe(frame);
    expect(momentOfEdit(momentOfTake(atMs ?? 0, framed), framed)).toBe(atMs);
    expect(momentOfTake(atMs ?? 0, framed)).toBe(Math.round(frame * frameMs));
  }
  expect(landed).toBeGreaterThan(100);
});
