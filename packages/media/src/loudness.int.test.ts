import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Edit } from '@rostrum/domain';
import { type ClipSpec, clip, measureLoudness } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PreparedMedia } from './finish-set.ts';
import { makeCut } from './make-cut.ts';
import { asTake, preparedIn, whole } from './testing/prepared.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-loudness-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

function recorded(spec: ClipSpec): Promise<string> {
  return clip({ seconds: 3, width: 64, height: 36, container: 'mov', acodec: 'pcm_s24le', ...spec });
}

const prepared = (file: string) => preparedIn(dir, file);

/** What a viewer hears, measured apart from the engine, which must have said the same. */
async function heard(media: PreparedMedia) {
  const found = await measureLoudness(await whole(media.tracks.audio));
  expect(Math.abs(found.lufs - media.loudness.integratedLufs)).toBeLessThanOrEqual(0.3);
  expect(Math.abs(found.dbtp - media.loudness.truePeakDbtp)).toBeLessThanOrEqual(0.3);
  return found;
}

async function cut(
  take: PreparedMedia,
  edit: Edit,
  more: { takeTruePeakDbtp?: number } = {},
): Promise<PreparedMedia> {
  const [video] = take.tracks.video;
  if (video === undefined) throw new Error('no picture');
  return makeCut({
    videoFile: await whole(video),
    audioFile: await whole(take.tracks.audio),
    ...more,
    take: [asTake(video)],
    edit,
    rate: take.rate,
    takeFrames: take.frames,
    renditions: ['240p'],
    outDir: await mkdtemp(path.join(dir, 'cut-')),
  });
}

describe('a take is heard at −16 LUFS ± 1, with no peak above −1.5 dBTP', () => {
  /** Each with the loudness that it has before, give or take one. */
  const sources: [string, ClipSpec, number][] = [
    ['quiet speech', { soundGainDb: -15 }, -35],
    ['speech too loud, clipped', { sound: 'clipped' }, -6.7],
    ['a quiet voice beside knocks on the table', { sound: 'pulses' }, -25.4],
    ['loud and low, clipped', { sound: 'loud' }, -4.5],
    ['in 5.1', { channels: 6, soundGainDb: -6 }, -25.8],
    ['at 8 kHz', { sampleRate: 8000, soundGainDb: -10 }, -29.6],
    ['of half a second', { seconds: 0.6 }, -23.6],
  ];
  it.concurrent.each(sources)('%s', async (_, spec, before) => {
    const file = await recorded(spec);
    const source = await measureLoudness(file);
    const found = await heard(await prepared(file));
    expect(Math.abs(source.lufs - before)).toBeLessThanOrEqual(1.5);
    expect(Math.abs(found.lufs + 16)).toBeLessThanOrEqual(1);
    expect(found.dbtp).toBeLessThanOrEqual(-1.5);
  });
});

describe('what is not brought to that level', () => {
  it('sound far below any speech: raised by 30 dB, no further, and said to be very quiet', async () => {
    const file = await recorded({ soundGainDb: -32 });
    const media = await prepared(file);
    const [source, found] = [await measureLoudness(file), await heard(media)];
    expect(source.lufs).toBeLessThan(-47);
    expect(Math.abs(found.lufs - source.lufs - 30)).toBeLessThanOrEqual(1);
    expect(media.findings.map(({ code }) => code)).toEqual(['very_quiet']);
  });

  it('a room without a speaker: left as it is, and said to be silent', async () => {
    const file = await recorded({ soundGainDb: -46 });
    const media = await prepared(file);
    const [source, found] = [await measureLoudness(file), await heard(media)];
    expect(source.lufs).toBeLessThan(-60);
    expect(Math.abs(found.lufs - source.lufs)).toBeLessThanOrEqual(1);
    expect(media.findings.map(({ code }) => code)).toEqual(['silent']);
  });

  it('a sound too short to be measured: its peaks stay below the ceiling all the same', async () => {
    const file = await recorded({ seconds: 0.32, sound: 'loud', channels: 2, soundGainDb: 12 });
    const [source, found] = [await measureLoudness(file), await heard(await prepared(file))];
    expect([source.lufs, source.dbtp > -0.5]).toEqual([-70, true]);
    expect(found.dbtp).toBeLessThanOrEqual(-1.5);
  });
});

describe('a cut is heard at that level too', () => {
  it('when the loud half was removed, and when the quiet half was', async () => {
    const take = await prepared(await recorded({ seconds: 6, sound: 'halves' }));
    for (const edit of [
      { inMs: 3040, outMs: 6000, removals: [] },
      { inMs: 0, outMs: 3000, removals: [{ startMs: 1000, endMs: 1400 }] },
    ]) {
      const found = await heard(await cut(take, edit));
      expect(Math.abs(found.lufs + 16)).toBeLessThanOrEqual(1);
      expect(found.dbtp).toBeLessThanOrEqual(-1.5);
    }
  });

  it('of knocks on the table, and of clipped speech', async () => {
    for (const sound of ['pulses', 'clipped'] as const) {
      const take = await prepared(await recorded({ seconds: 4, sound }));
      const found = await heard(
        await cut(take, { inMs: 480, outMs: 3520, removals: [{ startMs: 1200, endMs: 1640 }] }),
      );
      expect(Math.abs(found.lufs + 16)).toBeLessThanOrEqual(1);
      expect(found.dbtp).toBeLessThanOrEqual(-1.5);
    }
  });

  it('with the take’s peak known: its loudness is measured all the same, and no peak is above what is told', async () => {
    const take = await prepared(await recorded({ seconds: 6 }));
    const { truePeakDbtp: takeTruePeakDbtp } = take.loudness;
    const edit = { inMs: 480, outMs: 5520, removals: [{ startMs: 1200, endMs: 1640 }] };
    const media = await cut(take, edit, { takeTruePeakDbtp });
    const found = await measureLoudness(await whole(media.tracks.audio));
    expect(Math.abs(found.lufs - media.loudness.integratedLufs)).toBeLessThanOrEqual(0.3);
    expect(media.loudness.truePeakDbtp).toBeGreaterThanOrEqual(takeTruePeakDbtp);
    expect(found.dbtp).toBeLessThanOrEqual(media.loudness.truePeakDbtp + 0.2);
    expect(media.loudness.truePeakDbtp).toBeLessThanOrEqual(-1.5);
  });

  it('with the take’s peak known, and levelled anew when its loud half was removed', async () => {
    const take = await prepared(await recorded({ seconds: 6, sound: 'halves' }));
    const { truePeakDbtp: takeTruePeakDbtp } = take.loudness;
    const media = await cut(take, { inMs: 3040, outMs: 6000, removals: [] }, { takeTruePeakDbtp });
    expect(Math.abs((await heard(media)).lufs + 16)).toBeLessThanOrEqual(1);
  });
});
