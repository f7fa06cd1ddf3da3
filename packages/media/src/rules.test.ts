import { RATE_CLASSES } from '@rostrum/domain';
import { seeded } from '@rostrum/testkit/clips';
import { describe, expect, it } from 'vitest';
import { AdtsReader, aacFramesFor, aacInit, aacSegment } from './aac-segments.ts';
import { boxesIn, findBox, fragmentTimes } from './boxes.ts';
import { edgeSource, planCut } from './cut-plan.ts';
import { countFrames, keptFrames, keptSamples } from './cut-ranges.ts';
import { stripJpeg } from './jpeg.ts';
import { corrected, levellingFor, parseLoudness, soundFindings } from './loudness.ts';
import { framesToMs, framesWithin, measureRate, rateClass } from './rate-class.ts';

const [R24, R25, R2997, R30] = RATE_CLASSES;

function times(fps: number, count: number, jitterUs = 0): number[] {
  return Array.from({ length: count }, (_, i) => Math.round((i * 1e6) / fps + (i % 3) * jitterUs));
}

describe('rate class', () => {
  it.each([
    [23.976, R24],
    [24, R24],
    [25, R25],
    [29.97, R2997],
    [30, R30],
    [50, R25],
    [59.94, R2997],
    [60, R30],
    [120, R30],
    [240, R30],
    [15, R30],
    [12.5, R25],
    [48, R24],
    [20, R30],
    [1, R30],
  ])('%f/s', (fps, expected) => {
    expect(rateClass(measureRate(times(fps, 200)))).toBe(expected);
  });

  it('takes a jittering phone as what its camera aimed at', () => {
    const phone = times(30, 300).map((us, i) => us + (i % 10 === 0 ? 15_000 : 0));
    const measured = measureRate(phone);
    expect(measured.variable).toBe(true);
    expect(rateClass(measured)).toBe(R30);
  });

  it('is not misled by one picture that is missing in a short clip', () => {
    const short = [0, ...times(25, 26).slice(2)];
    expect(rateClass(measureRate(short))).toBe(R25);
  });

  it('is steady when only milliseconds are written', () => {
    expect(measureRate(times(30, 300).map((us) => Math.round(us / 1000) * 1000)).variable).toBe(false);
  });

  it('survives one picture and none', () => {
    expect(rateClass(measureRate([]))).toBe(R30);
    expect(rateClass(measureRate([5]))).toBe(R30);
    expect(rateClass(measureRate([5, 5, 5]))).toBe(R30);
  });
});

describe('length', () => {
  it.each([
    [250, R25, 10_000],
    [300, R2997, 10_010],
    [300, R30, 10_000],
    [240, R24, 10_000],
    [1, R30, 33],
  ])('%i frames', (frames, rate, ms) => {
    expect(framesToMs(frames, rate)).toBe(ms);
  });

  it.each(RATE_CLASSES.map((rate) => [rate] as const))(
    'at most the limit, and one frame more is over',
    (rate) => {
      for (const limit of [40, 120_000, 300_000, 420_000, 419_999]) {
        const most = framesWithin(limit, rate);
        expect(framesToMs(most, rate)).toBeLessThanOrEqual(limit);
        expect(framesToMs(most + 1, rate)).toBeGreaterThan(limit);
      }
    },
  );
});

describe('cut ranges', () => {
  const edit = (inMs: number, outMs: number, ...removals: [number, number][]) => ({
    inMs,
    outMs,
    removals: removals.map(([startMs, endMs]) => ({ startMs, endMs })),
  });

  it('keeps everything of a whole take, in every class', () => {
    for (const rate of RATE_CLASSES)
      for (const frames of [1, 7, 100, 12_601])
        expect(keptFrames(edit(0, framesToMs(frames, rate)), rate, frames)).toEqual([
          { start: 0, end: frames },
        ]);
  });

  it('takes a frame’s own time, rounded to the millisecond, as that frame', () => {
    for (const rate of RATE_CLASSES) {
      for (let frame = 1; frame < 400; frame += 1) {
        const [range] = keptFrames(edit(framesToMs(frame, rate), framesToMs(500, rate)), rate, 1000);
        expect(range?.start).toBe(frame);
      }
    }
  });

  it('rounds removals outward', () => {
    expect(keptFrames(edit(0, 4000, [1010, 1990]), R25, 100)).toEqual([
      { start: 0, end: 25 },
      { start: 50, end: 100 },
    ]);
    expect(keptFrames(edit(41, 4000), R25, 100)).toEqual([{ start: 2, end: 100 }]);
    expect(countFrames(keptFrames(edit(0, 100, [20, 60]), R25, 100))).toBe(0);
  });

  it('never is longer than the edit says, beyond a millisecond of rounding', () => {
    for (const rate of RATE_CLASSES) {
      const e = edit(333, 3777, [1000, 1234], [2000, 2001]);
      const ms = framesToMs(countFrames(keptFrames(e, rate, 1000)), rate);
      expect(ms).toBeLessThanOrEqual(3777 - 333 - 234 - 1 + 2);
    }
  });

  it('takes no sample of a frame that goes', () => {
    expect(keptSamples([{ start: 1, end: 3 }], R25)).toEqual([{ start: 1920, end: 5760 }]);
    expect(keptSamples([{ start: 1, end: 2 }], R2997)).toEqual([{ start: 1602, end: 3203 }]);
  });
});

describe('cut plan', () => {
  const take = 1000;
  it('uses whole segments and encodes the edges', () => {
    expect(planCut([{ start: 10, end: 170 }], 50, take)).toEqual([
      { kind: 'edge', ranges: [{ start: 10, end: 50 }], frames: 40, startFrame: 0 },
      { kind: 'whole', segment: 1, frames: 50, startFrame: 40 },
      { kind: 'whole', segment: 2, frames: 50, startFrame: 90 },
      { kind: 'edge', ranges: [{ start: 150, end: 170 }], frames: 20, startFrame: 140 },
    ]);
  });

  it('a short last segment of the take is whole when it is kept whole', () => {
    expect(planCut([{ start: 50, end: 70 }], 50, 70)).toEqual([
      { kind: 'whole', segment: 1, frames: 20, startFrame: 0 },
    ]);
  });

  it('joins what meets at a removal, but never beyond one GOP', () => {
    const [joined, ...rest] = planCut(
      [
        { start: 0, end: 10 },
        { start: 20, end: 45 },
      ],
      50,
      take,
    );
    expect(joined).toEqual({
      kind: 'edge',
      ranges: [
        { start: 0, end: 10 },
        { start: 20, end: 45 },
      ],
      frames: 35,
      startFrame: 0,
    });
    expect(rest).toEqual([]);
    expect(
      planCut(
        [
          { start: 0, end: 40 },
          { start: 60, end: 90 },
        ],
        50,
        take,
      ).map((piece) => piece.frames),
    ).toEqual([40, 30]);
  });

  it('counts an edge’s frames from the first segment it is decoded from', () => {
    const [piece] = planCut(
      [
        { start: 120, end: 130 },
        { start: 360, end: 370 },
      ],
      50,
      take,
    );
    if (piece?.kind !== 'edge') throw new Error('no edge');
    expect(edgeSource(piece, 50)).toEqual({
      segments: [2, 7],
      frames: [
        { start: 20, end: 30 },
        { start: 60, end: 70 },
      ],
    });
  });

  it('holds every kept frame once and no other, whatever the edit', () => {
    const random = seeded(7);
    for (let round = 0; round < 200; round += 1) {
      const cuts = Array.from({ length: 2 + 2 * Math.floor(random() * 6) }, () =>
        Math.floor(random() * take),
      );
      const points = [...new Set(cuts)].sort((a, b) => a - b);
      const kept: { start: number; end: number }[] = [];
      for (let i = 0; i + 1 < points.length; i += 2)
        kept.push({ start: points[i] ?? 0, end: points[i + 1] ?? 0 });
      const pieces = planCut(kept, 48, take);
      const frames = pieces.flatMap((piece) => {
        const ranges =
          piece.kind === 'edge'
            ? piece.ranges
            : [{ start: piece.segment * 48, end: piece.segment * 48 + piece.frames }];
        return ranges.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i));
      });
      expect(frames).toEqual(
        kept.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)),
      );
      expect(pieces.every((piece) => piece.frames <= 48)).toBe(true);
    }
  });
});

describe('loudness', () => {
  const summary =
    '[Parsed_ebur128_0] Summary:\n\n  Integrated loudness:\n    I:         -23.4 LUFS\n    Threshold: -33.9 LUFS\n\n  True peak:\n    Peak:       -3.2 dBFS\n';
  it('reads the last summary', () => {
    expect(parseLoudness(`noise I: 0 LUFS\n${summary}`)).toEqual({
      integratedLufs: -23.4,
      truePeakDbtp: -3.2,
    });
    expect(parseLoudness('')).toBeNull();
    expect(parseLoudness(summary.replace('-3.2', '-inf'))?.truePeakDbtp).toBe(-120);
  });

  it('raises by what is missing, limits only what would reach the ceiling, and leaves silence alone', () => {
    expect(levellingFor({ integratedLufs: -23, truePeakDbtp: -20 })).toEqual({ gainDb: 7, limitDbtp: null });
    expect(levellingFor({ integratedLufs: -23, truePeakDbtp: -3 })).toEqual({ gainDb: 7, limitDbtp: -3 });
    expect(levellingFor({ integratedLufs: -70, truePeakDbtp: -120 })).toEqual({ gainDb: 0, limitDbtp: null });
    expect(levellingFor({ integratedLufs: -55, truePeakDbtp: -60 }).gainDb).toBe(30);
    const before = { integratedLufs: -23, truePeakDbtp: -3 };
    expect(corrected(levellingFor(before), before, { integratedLufs: -18, truePeakDbtp: -3 }).gainDb).toBe(9);
  });

  it('says what was found', () => {
    expect(soundFindings({ integratedLufs: -65, truePeakDbtp: -50 })[0]?.code).toBe('silent');
    expect(soundFindings({ integratedLufs: -45, truePeakDbtp: -30 })[0]?.code).toBe('very_quiet');
    expect(soundFindings({ integratedLufs: -8, truePeakDbtp: 1 })[0]?.code).toBe('clipped');
    expect(soundFindings({ integratedLufs: -20, truePeakDbtp: -3 })).toEqual([]);
  });
});

describe('sound segments', () => {
  const adts = (payload: number) => {
    const length = payload + 7;
    return Buffer.concat([
      Buffer.from([
        0xff,
        0xf1,
        0x4c,
        0x80 | (length >> 11),
        (length >> 3) & 0xff,
        ((length & 7) << 5) | 0x1f,
        0xfc,
      ]),
      Buffer.alloc(payload, payload & 0xff),
    ]);
  };

  it('takes frames out of a stream cut anywhere', () => {
    const stream = Buffer.concat([adts(300), adts(1), adts(2000)]);
    for (const cut of [1, 6, 7, 100, 307, 310, 314, 320]) {
      const reader = new AdtsReader();
      const frames = [...reader.push(stream.subarray(0, cut)), ...reader.push(stream.subarray(cut))];
      expect(frames.map((frame) => frame.length)).toEqual([300, 1, 2000]);
    }
  });

  it('refuses what is no ADTS', () => {
    expect(() => new AdtsReader().push(Buffer.alloc(20))).toThrow(RangeError);
  });

  it('writes a segment whose own boxes say where it is', () => {
    const frames = [Buffer.alloc(10, 1), Buffer.alloc(20, 2)];
    const data = aacSegment(frames, 94, 2);
    expect(fragmentTimes(data)).toEqual({ startTicks: 94 * 1024, durationTicks: 2048, samples: 2 });
    const trun = findBox(data, ['moof', 'traf', 'trun']);
    const moof = findBox(data, ['moof']);
    if (trun === null || moof === null) throw new Error('boxes missing');
    const offset = moof.start + data.readUInt32BE(trun.body + 8);
    expect(data.subarray(offset, offset + 30)).toEqual(Buffer.concat(frames));
  });

  it('has an init that names nobody', () => {
    expect([...boxesIn(aacInit())].map((box) => box.type)).toEqual(['ftyp', 'moov']);
    expect(findBox(aacInit(), ['moov', 'udta'])).toBeNull();
  });

  it('covers the picture wherever it begins in a programme, and never by a whole frame more', () => {
    const frameAt = (ticks: number) => Math.round((ticks * 48_000) / (90_000 * 1024));
    for (const ticks of [3000, 180_000, 279_279, 899_100, 37_800_000]) {
      const frames = aacFramesFor(ticks, 90_000);
      expect(frames * 1024 - (ticks * 48_000) / 90_000).toBeLessThan(1024);
      for (let start = 0; start < 20_000_000; start += 3003) {
        expect(frameAt(start + ticks) - frameAt(start)).toBeLessThanOrEqual(frames);
      }
    }
  });
});

describe('poster', () => {
  it('drops comments and application data and nothing else', () => {
    const part = (marker: number, text: string) =>
      Buffer.concat([Buffer.from([0xff, marker, 0, text.length + 2]), Buffer.from(text)]);
    const jpeg = Buffer.concat([
      Buffer.from([0xff, 0xd8]),
      part(0xe0, 'JFIF\0'),
      part(0xe0, 'JFXX thumbnail'),
      part(0xe1, 'Exif GPS'),
      part(0xfe, 'Lavc'),
      part(0xdb, 'table'),
      Buffer.from([0xff, 0xda, 0, 2]),
      Buffer.from('picture'),
      Buffer.from([0xff, 0xd9]),
    ]);
    const text = stripJpeg(jpeg).toString('latin1');
    expect(text).toContain('JFIF');
    expect(text).toContain('table');
    expect(text.endsWith('picture\xff\xd9')).toBe(true);
    expect(text).not.toMatch(/GPS|Lavc|JFXX/);
  });
});
