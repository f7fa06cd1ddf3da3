import { AAC_FRAME, type Edit, editProblem, keptRanges, RATE_CLASSES } from '@rostrum/domain';
import { seeded } from '@rostrum/testkit/clips';
import { describe, expect, it } from 'vitest';
import { aacFramesFor } from './aac-segments.ts';
import { edgeSource, planCut } from './cut-plan.ts';
import { keptFrames, keptSamples, startsOf } from './cut-ranges.ts';
import { framesToMs } from './rate-class.ts';
import { gainAt, gapsOf, mirrored, planSound } from './splice-plan.ts';
import type { FrameRange } from './video-run.ts';

const FADE = 240;

interface Case {
  edit: Edit;
  rate: (typeof RATE_CLASSES)[number];
  takeFrames: number;
}

/** Edits that keep falling on, just before and just after the borders of segments. */
function cases(count: number): Case[] {
  const random = seeded(1948);
  const below = (limit: number) => Math.floor(random() * limit);
  const found: Case[] = [];
  while (found.length < count) {
    const rate = RATE_CLASSES[below(4)] ?? RATE_CLASSES[0];
    const takeFrames = 1 + below(8 * rate.gopFrames);
    const wholeMs = framesToMs(takeFrames, rate);
    const moment = () =>
      below(3) === 0
        ? below(wholeMs + 1)
        : framesToMs(Math.max(0, below(9) * rate.gopFrames + below(5) - 2), rate) + below(3) - 1;
    const points = Array.from({ length: 2 * (1 + below(6)) }, moment).sort((a, b) => a - b);
    const inMs = below(3) === 0 ? 0 : (points.shift() ?? 0);
    const outMs = below(3) === 0 ? wholeMs : (points.pop() ?? wholeMs);
    const removals: Edit['removals'] = [];
    for (let i = 0; i + 1 < points.length; i += 1 + below(2))
      removals.push({ startMs: points[i] ?? 0, endMs: points[i + 1] ?? 0 });
    const edit = { inMs, outMs, removals };
    if (editProblem(edit, wholeMs) === null) found.push({ edit, rate, takeFrames });
  }
  return found;
}

function numbers(ranges: readonly FrameRange[]): number[] {
  return ranges.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i));
}

describe('any edit of any take', () => {
  it('keeps each frame that lies within what is kept, and none that reaches out of it', () => {
    for (const { edit, rate, takeFrames } of cases(80)) {
      const exact = (frame: number) => (frame * 1000 * rate.den) / rate.num;
      // A millisecond names the boundary nearest to it; half a one more is not told apart from it.
      const lies = (frame: number, slackMs: number) =>
        keptRanges(edit).some(
          ({ startMs, endMs }) => exact(frame) >= startMs - slackMs && exact(frame + 1) <= endMs + slackMs,
        );
      const kept = new Set(numbers(keptFrames(edit, rate, takeFrames)));
      for (let frame = 0; frame < takeFrames; frame += 1) {
        if (lies(frame, 0.499)) expect(kept.has(frame), JSON.stringify({ edit, frame })).toBe(true);
        if (!lies(frame, 0.501)) expect(kept.has(frame), JSON.stringify({ edit, frame })).toBe(false);
      }
    }
  });

  it('is made of its frames in order, in pieces of at most one GOP, and of no frame beside them', () => {
    for (const { edit, rate, takeFrames } of cases(80)) {
      const kept = keptFrames(edit, rate, takeFrames);
      const pieces = planCut(kept, rate.gopFrames, takeFrames);
      const shown: number[] = [];
      for (const piece of pieces) {
        expect(piece.startFrame).toBe(shown.length);
        expect(piece.frames).toBeGreaterThan(0);
        expect(piece.frames).toBeLessThanOrEqual(rate.gopFrames);
        if (piece.kind === 'whole') {
          const start = piece.segment * rate.gopFrames;
          shown.push(...numbers([{ start, end: Math.min(start + rate.gopFrames, takeFrames) }]));
        } else {
          const { segments, frames } = edgeSource(piece, rate.gopFrames);
          const decoded = segments.flatMap((segment) =>
            numbers([{ start: segment * rate.gopFrames, end: (segment + 1) * rate.gopFrames }]),
          );
          shown.push(...numbers(frames).map((index) => decoded[index] ?? -1));
        }
        expect(shown).toHaveLength(piece.startFrame + piece.frames);
      }
      expect(shown).toEqual(numbers(kept));
    }
  });

  it('is heard in copied frames of kept sound alone, and in between without a gap', () => {
    for (const { edit, rate, takeFrames } of cases(100)) {
      const frames = keptFrames(edit, rate, takeFrames);
      if (frames.length === 0) continue;
      const kept = keptSamples(frames, rate);
      const count = aacFramesFor(numbers(frames).length * rate.ticksPerFrame, 90_000);
      const takeCount = aacFramesFor(takeFrames * rate.ticksPerFrame, 90_000);
      const startsAt = startsOf(frames, rate);
      const spans = planSound(kept, startsAt, count, takeCount, FADE);
      const told = JSON.stringify({ edit, rate, takeFrames });
      const owners: string[] = Array.from({ length: count }, () => '');
      spans.forEach((span, i) => {
        // Never more than half a frame of sound from where its picture is.
        expect(Math.abs(span.kept.start - (startsAt[i] ?? 0) - span.shift * AAC_FRAME)).toBeLessThanOrEqual(
          512,
        );
        if (span.copy === null) return;
        const { first, last } = span.copy;
        expect((first + span.shift) * AAC_FRAME, told).toBeGreaterThanOrEqual(span.kept.start);
        expect((last + span.shift + 2) * AAC_FRAME, told).toBeLessThanOrEqual(span.kept.end);
        for (const sample of [first * AAC_FRAME, (last + 2) * AAC_FRAME - 1])
          expect(
            spans.map((other) => gainAt(sample, other)).filter((gain) => gain > 0),
            told,
          ).toEqual([1]);
        for (let k = first; k <= last; k += 1) owners[k] += 'copy';
      });
      for (const gap of gapsOf(spans, count))
        for (let k = gap.first; k <= gap.last; k += 1) owners[k] += 'gap';
      expect(
        [...new Set(owners)].every((owner) => owner === 'copy' || owner === 'gap'),
        told,
      ).toBe(true);
      for (let i = 1; i < spans.length; i += 1) {
        const [before, after] = [spans[i - 1], spans[i]];
        if (before === undefined || after === undefined) continue;
        const middle = Math.round((after.fadeIn.start + after.fadeIn.end) / 2);
        expect(after.fadeIn, told).toEqual(before.fadeOut);
        expect(after.fadeIn.end - after.fadeIn.start, told).toBeLessThanOrEqual(AAC_FRAME + 2);
        expect(gainAt(middle, before) + gainAt(middle, after), told).toBeCloseTo(1, 2);
        for (let sample = after.fadeIn.start; sample < after.fadeIn.end; sample += 37)
          for (const { shift, kept: range } of [before, after]) {
            const from = mirrored(sample + shift * AAC_FRAME, range);
            expect(from >= range.start && from < range.end, told).toBe(true);
          }
      }
    }
  });
});
