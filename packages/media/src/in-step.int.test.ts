import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type ClipSpec, clip, type Events, flashesAndBeeps, offsetsMs, remade } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PreparedMedia } from './finish-set.ts';
import { makeCut } from './make-cut.ts';
import { asTake, preparedIn, whole } from './testing/prepared.ts';

/** Near the start, in the middle, near the end. */
const EVENTS = [0.5, 2, 3.5];
const LIMIT_MS = 40;
/** What ffmpeg's own detector and a codec's window leave in doubt. */
const EXACT_MS = 12;

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-step-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

function flashing(spec: ClipSpec): Promise<string> {
  return clip({
    seconds: 4,
    width: 160,
    height: 90,
    fps: 30,
    picture: 'flash',
    sound: 'beeps',
    events: EVENTS,
    ...spec,
  });
}

const prepared = (file: string) => preparedIn(dir, file);

async function events(media: PreparedMedia): Promise<Events> {
  return flashesAndBeeps(await whole(media.tracks.video[0]), await whole(media.tracks.audio));
}

describe('sound stands to the picture as in the source, at the start, in the middle and at the end', () => {
  const copied = (file: string, before: string[], after: string[], extension: string) =>
    remade(file, [...before, '-i', '{in}', '-map', '0', '-c', 'copy', ...after], extension);
  const late = (ms: number) => ({ offsetMs: ms });

  const sources: [string, () => Promise<string>, { offsetMs?: number; limitMs?: number }?][] = [
    ['MP4 at 30/s, whose edit list hides the encoder’s first sound', () => flashing({})],
    ['24/s, upright', () => flashing({ fps: 24, rotation: 90, width: 90, height: 160 })],
    ['25/s with sound at 44.1 kHz', () => flashing({ fps: 25, sampleRate: 44_100 })],
    [
      '29.97/s with PCM at 8 kHz',
      () => flashing({ fps: '30000/1001', container: 'mov', acodec: 'pcm_s16le', sampleRate: 8000 }),
    ],
    // Of 60 pictures a second, and of pictures at any time, each is shown up to half a frame off.
    ['60/s', () => flashing({ fps: 60 }), { limitMs: EXACT_MS + 17 }],
    ['pictures missing, half a second at a time', () => flashing({ gaps: true }), { limitMs: EXACT_MS + 17 }],
    ['a browser’s WebM without length', () => flashing({ container: 'webm', live: true })],
    ['sound that starts late', () => flashing({ soundDelayMs: 300 }), late(300)],
    ['a picture that starts late', () => flashing({ startMs: 400 }), late(-400)],
    [
      'MPEG-TS whose clock starts over',
      async () => copied(await flashing({}), [], ['-muxdelay', '0', '-output_ts_offset', '95442.2'], 'ts'),
    ],
    [
      'MPEG-TS that begins at exactly zero, its picture later',
      async () => copied(await flashing({ startMs: 400 }), [], ['-muxdelay', '0', '-muxpreload', '0'], 'ts'),
      late(-400),
    ],
    [
      'all before zero',
      async () =>
        copied(
          await flashing({}),
          ['-itsoffset', '-0.25'],
          ['-avoid_negative_ts', 'disabled', '-muxdelay', '0', '-muxpreload', '0'],
          'ts',
        ),
    ],
    [
      'all well after zero',
      async () => copied(await flashing({}), ['-itsoffset', '7.3'], ['-copyts', '-start_at_zero'], 'mkv'),
    ],
    [
      'begun anew by an edit list, as a phone trims',
      async () => copied(await flashing({}), ['-ss', '0.3'], [], 'mp4'),
    ],
  ];

  // Each waits for many short processes: side by side they take half as long.
  it.concurrent.each(sources)('%s', async (_, source, { offsetMs = 0, limitMs = EXACT_MS } = {}) => {
    const file = await source();
    const media = await prepared(file);
    const before = await flashesAndBeeps(file);
    const after = await events(media);
    expect([before.flashes.length, after.flashes.length]).toEqual([3, 3]);
    const [was, is] = [offsetsMs(before), offsetsMs(after)];
    is.forEach((ms, i) => {
      expect(Math.abs(ms - (was[i] ?? 0)), `event ${i}`).toBeLessThanOrEqual(Math.min(LIMIT_MS, limitMs));
      expect(Math.abs(ms - offsetMs), `event ${i}`).toBeLessThanOrEqual(LIMIT_MS);
    });
    // Nothing is stretched or lost between the first and the last.
    const span = ({ flashes }: Events) => (flashes[2] ?? 0) - (flashes[0] ?? 0);
    expect(Math.abs(span(after) - span(before))).toBeLessThanOrEqual(34);
  });
});

describe('a cut', () => {
  it.each(['spliced', 'whole'] as const)('with two removals is in step in all its parts, %s', async (how) => {
    const take = await prepared(await flashing({ fps: '30000/1001' }));
    const before = offsetsMs(await events(take));
    const [video] = take.tracks.video;
    if (video === undefined) throw new Error('no picture');
    const outDir = await mkdtemp(path.join(dir, 'cut-'));
    const media = await makeCut({
      videoFile: await whole(video),
      audioFile: await whole(take.tracks.audio),
      ...(how === 'whole' ? {} : { take: [asTake(video)] }),
      // Each stretch ends anywhere on the grid of sound frames.
      edit: {
        inMs: 217,
        outMs: 3787,
        removals: [
          { startMs: 917, endMs: 1551 },
          { startMs: 2452, endMs: 3153 },
        ],
      },
      rate: take.rate,
      takeFrames: take.frames,
      renditions: ['240p'],
      outDir,
    });
    const after = offsetsMs(await events(media));
    expect(after).toHaveLength(3);
    after.forEach((ms, i) => {
      // Half a sound frame at each joint, and never more: it does not add up.
      expect(Math.abs(ms - (before[i] ?? 0)), `event ${i}`).toBeLessThanOrEqual(how === 'whole' ? 2 : 12);
    });
  });
});
