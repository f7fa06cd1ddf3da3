import { describe, expect, it } from 'vitest';
import type { Cue } from './captions.ts';
import { CUE_SLACK_MS, chaptersOfEdit, cuesOfEdit, cutLengthMs } from './cues-of-edit.ts';
import { editLengthMs, editProblem, keptRanges } from './cut.ts';
import type { Edit } from './edit.ts';

const edit = (inMs: number, outMs: number, ...removals: [number, number][]): Edit => ({
  inMs,
  outMs,
  removals: removals.map(([startMs, endMs]) => ({ startMs, endMs })),
});
const cue = (startMs: number, endMs: number, text = `${startMs}`): Cue => ({ startMs, endMs, text });
const TAKE_MS = 20_000;
const shown = (cues: Cue[], given: Edit) => cuesOfEdit(cues, { edit: given, takeMs: TAKE_MS });

describe('captions after a cut', () => {
  it('are shifted by what was removed before them', () => {
    const cues = [cue(0, 900), cue(1_000, 2_000), cue(5_000, 6_000), cue(9_000, 11_000), cue(19_000, 20_000)];
    expect(shown(cues, edit(1_000, 19_000, [6_000, 8_000]))).toEqual({
      cues: [
        { startMs: 0, endMs: 1_000, text: '1000' },
        { startMs: 4_000, endMs: 5_000, text: '5000' },
        { startMs: 6_000, endMs: 8_000, text: '9000' },
      ],
      vanished: 2,
    });
  });

  it('lose the slack at their ends, and vanish where words may be gone', () => {
    const cut = (startMs: number, endMs: number) => shown([cue(startMs, endMs)], edit(5_000, 15_000));
    expect(cut(5_000 - CUE_SLACK_MS, 8_000).cues).toEqual([{ startMs: 0, endMs: 3_000, text: '4800' }]);
    expect(cut(5_000 - CUE_SLACK_MS - 1, 8_000)).toEqual({ cues: [], vanished: 1 });
    expect(cut(13_000, 15_000 + CUE_SLACK_MS).cues).toEqual([
      { startMs: 8_000, endMs: 10_000, text: '13000' },
    ]);
    expect(cut(13_000, 15_000 + CUE_SLACK_MS + 1).cues).toEqual([]);
    // A fifth of a short one is less than the slack.
    expect(cut(4_900, 5_400).cues).toHaveLength(1);
    expect(cut(4_899, 5_400).cues).toEqual([]);
  });

  it('vanish with a removal inside them, however short: it may be the name', () => {
    expect(shown([cue(1_000, 11_000)], edit(0, 20_000, [5_000, 5_040]))).toEqual({ cues: [], vanished: 1 });
  });

  it('stay where nothing but silence was removed, as one, and as long as can be read', () => {
    const given = { edit: edit(2_000, 20_000, [5_000, 8_000]), takeMs: TAKE_MS, onlySilence: true };
    const cues = [cue(0, 2_299), cue(4_000, 9_000), cue(9_000, 10_000)];
    expect(cuesOfEdit(cues, given)).toEqual({
      cues: [cue(2_000, 4_000, '4000'), cue(4_000, 5_000, '9000')],
      vanished: 1,
    });
    expect(cuesOfEdit([cue(0, 2_300)], given).cues).toEqual([cue(0, 300, '0')]);
  });

  it('follow the frames of the cut, to the millisecond', () => {
    // 29.97/s: an in-point between two frames moves to the later, 1 034.37 ms.
    const rate = { num: 30_000, den: 1001 };
    const edited = { edit: edit(1_010, 19_000, [4_000, 6_000]), takeMs: TAKE_MS, rate };
    const frame = (n: number) => (n * 1001) / 30;
    const inAt = frame(31);
    // The removal takes frames 119 to 179 with it.
    const shift = inAt + frame(180) - frame(119);
    expect(cuesOfEdit([cue(1_100, 2_000), cue(7_000, 8_000)], edited).cues).toEqual([
      { startMs: Math.round(1_100 - inAt), endMs: Math.round(2_000 - inAt), text: '1100' },
      { startMs: Math.round(7_000 - shift), endMs: Math.round(8_000 - shift), text: '7000' },
    ]);
  });
});

describe('chapters after a cut', () => {
  const chapters = [
    { atMs: 0, title: 'a' },
    { atMs: 5_000, title: 'b' },
    { atMs: 10_000, title: 'c' },
  ];
  const after = (given: Edit) => chaptersOfEdit(chapters, { edit: given, takeMs: TAKE_MS });
  it('begin where the first of them stays', () => {
    expect(after(edit(0, 20_000))).toEqual(chapters);
    expect(after(edit(1_000, 18_000, [5_000, 6_000]))).toEqual([
      { atMs: 0, title: 'a' },
      { atMs: 4_000, title: 'b' },
      { atMs: 8_000, title: 'c' },
    ]);
  });
  it('go where most of them was removed', () => {
    expect(after(edit(3_000, 20_000)).map(({ title }) => title)).toEqual(['b', 'c']);
    expect(after(edit(0, 20_000, [6_000, 9_000])).map(({ title }) => title)).toEqual(['a', 'c']);
  });
});

describe('whatever is cut', () => {
  const random = (seed: number) => () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const RATES = [undefined, { num: 24, den: 1 }, { num: 25, den: 1 }, { num: 30_000, den: 1001 }];

  it('captions and chapters stay in order, inside the cut, and nothing of a removed range is shown', () => {
    for (let seed = 1; seed <= 1_500; seed += 1) {
      const next = random(seed);
      const upTo = (n: number) => Math.floor(next() * n);
      const removals: [number, number][] = [];
      const inMs = upTo(3_000);
      let at = inMs;
      while (at < 15_000 && next() < 0.8) {
        const start = at + upTo(4_000);
        const end = start + 1 + upTo(next() < 0.3 ? 100 : 3_000);
        if (end > 17_000) break;
        removals.push([start, end]);
        at = end;
      }
      const given = edit(inMs, 17_000 + upTo(3_001), ...removals);
      if (editProblem(given, TAKE_MS) !== null) continue;
      const rate = RATES[seed % RATES.length];
      const edited = { edit: given, takeMs: TAKE_MS, ...(rate ? { rate } : {}) };
      const cutMs = cutLengthMs(edited);
      expect(cutMs).toBeLessThanOrEqual(editLengthMs(given) + 1);
      const cues: Cue[] = [];
      for (let ms = upTo(500); ms < TAKE_MS - 50; ) {
        const endMs = Math.min(TAKE_MS, ms + 50 + upTo(3_000));
        cues.push(cue(ms, endMs));
        ms = endMs + upTo(400);
      }
      const result = cuesOfEdit(cues, edited);
      expect(result.cues.length + result.vanished).toBe(cues.length);
      let lastMs = 0;
      for (const { startMs, endMs, text } of result.cues) {
        expect(startMs).toBeGreaterThanOrEqual(lastMs);
        expect(endMs).toBeGreaterThan(startMs);
        expect(endMs).toBeLessThanOrEqual(cutMs);
        lastMs = endMs;
        const source = cues.find((one) => one.text === text);
        if (source === undefined) throw new Error('a caption from nowhere');
        const keptMs = keptRanges(given).map((kept) =>
          Math.max(0, Math.min(source.endMs, kept.endMs) - Math.max(source.startMs, kept.startMs)),
        );
        // It lies in one stretch that stays, but for the slack.
        const slackMs = Math.min(CUE_SLACK_MS, (source.endMs - source.startMs) / 5);
        expect(source.endMs - source.startMs - Math.max(...keptMs)).toBeLessThanOrEqual(slackMs);
        expect(endMs - startMs).toBeGreaterThanOrEqual(source.endMs - source.startMs - slackMs - 1);
      }
      const chapters = cues
        .filter((_, index) => index % 3 === 0)
        .map(({ startMs, text }) => ({ atMs: startMs, title: text }));
      let before = -1;
      for (const { atMs } of chaptersOfEdit(chapters, edited)) {
        expect(atMs).toBeGreaterThan(before);
        expect(atMs).toBeLessThan(cutMs);
        before = atMs;
      }
    }
  });
});
