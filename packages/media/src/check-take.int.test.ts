import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { FINDINGS, Refusal } from '@rostrum/domain';
import {
  type ClipSpec,
  clip,
  HOSTILE,
  type Hostile,
  hostile,
  patched,
  UNWANTED,
  type Unwanted,
  unwanted,
} from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTake } from './check-take.ts';
import type { TakeLimits } from './limits.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-check-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function check(file: string, limits: Partial<TakeLimits> = {}) {
  return checkTake({ file, bytes: (await stat(file)).size, limits });
}

const REASONS: Record<Hostile, Refusal> = {
  empty: 'empty_file',
  text: 'not_a_video',
  jpeg: 'not_a_video',
  gif: 'not_a_video',
  noise: 'not_a_video',
  hls_playlist: 'references_other_files',
  ffconcat: 'references_other_files',
  dash: 'references_other_files',
  sdp: 'references_other_files',
  reference_movie: 'references_other_files',
  truncated_index_first: 'truncated',
  truncated_index_last: 'truncated',
  truncated_webm: 'truncated',
  truncated_live: 'truncated',
  no_sound: 'no_audio_stream',
  giant_picture: 'picture_too_large',
  thousand_per_second: 'picture_too_large',
  six_hours: 'too_long',
  many_streams: 'too_many_streams',
  encrypted: 'encrypted',
};

const ELSEWHERE = { reason: 'references_other_files' } as const;
const UNWANTED_REASONS: Record<Unwanted, { reason: Refusal; figures?: Record<string, unknown> }> = {
  'one byte': { reason: 'not_a_video' },
  'a page of HTML': { reason: 'not_a_video' },
  'a photograph of a phone': { reason: 'not_a_video' },
  'a PDF': { reason: 'not_a_video' },
  'an archive with a password': { reason: 'not_a_video' },
  'a list of names': ELSEWHERE,
  'a list in XML': ELSEWHERE,
  'a shortcut of Windows': ELSEWHERE,
  'a list after blank lines': ELSEWHERE,
  'a list for Windows Media': ELSEWHERE,
  'a container of ffmpeg’s own': { reason: 'not_a_video' },
  'pictures behind an alias': ELSEWHERE,
  'a promise of ten hours': {
    reason: 'truncated',
    figures: { presentMs: 1000, promisedMs: 36_000_000 },
  },
  'pictures of an hour each': { reason: 'too_long' },
  'a take repeated without end': { reason: 'too_long', figures: { packets: 400_001 } },
  'countless pictures': { reason: 'no_video_stream' },
  'protected by Apple': { reason: 'encrypted' },
  'pictures of 65,535 by 65,535': { reason: 'unreadable' },
  // The file says 320 by 180; the decoder is told to stop at the limit.
  'VP8 of 16,383 by 16,383': { reason: 'unreadable' },
  'more pixels a second than any camera': { reason: 'picture_too_large' },
  'a picture of a kind for archives': { reason: 'codec_unsupported', figures: { picture: 1 } },
  'a sound of a kind for cinemas': { reason: 'codec_unsupported', figures: { sound: 1 } },
  'half of an AVI': { reason: 'truncated', figures: { missingBytes: expect.any(Number) } },
  'half of a Matroska file': { reason: 'truncated', figures: { missingBytes: expect.any(Number) } },
};

describe('refused, each for its own reason', () => {
  it.each(HOSTILE)('%s', async (kind) => {
    const victim = await clip({ seconds: 1 });
    const verdict = await check(await hostile(kind, dir, victim));
    expect(verdict).toMatchObject({ outcome: 'refused', reason: REASONS[kind] });
  });

  it.each(Object.keys(UNWANTED).filter((kind): kind is Unwanted => kind in UNWANTED))(
    '%s',
    async (kind) => {
      const victim = await clip({ seconds: 1 });
      // Time is no reason of the file's here: the machine may be busy.
      const verdict = await check(await unwanted(kind, dir, victim), { stepTimeoutMs: 150_000 });
      expect(verdict).toMatchObject({ outcome: 'refused', ...UNWANTED_REASONS[kind] });
    },
    300_000,
  );

  it('a folder', async () => {
    expect(await check(dir)).toMatchObject({ outcome: 'refused', reason: 'not_a_video' });
  });

  it('a length beyond the limit, whatever the index promises', async () => {
    const file = await patched(await clip({ seconds: 4, width: 160, height: 90 }), 'noTime');
    expect(await check(file)).toMatchObject({ outcome: 'accepted', source: { packetMs: 4000 } });
    expect(await check(file, { maxDurationMs: 2000 })).toMatchObject({
      outcome: 'refused',
      reason: 'too_long',
      figures: { lengthMs: 4000 },
    });
  });

  it('says how much of a truncated file is there', async () => {
    const verdict = await check(await hostile('truncated_index_first', dir, ''));
    if (verdict.outcome !== 'refused') throw new Error('accepted');
    expect(verdict.figures.promisedMs).toBe(4000);
    expect(verdict.figures.presentMs).toBeGreaterThan(1000);
    expect(verdict.figures.presentMs).toBeLessThan(3500);
  });
});

describe('accepted', () => {
  const accepted: [
    string,
    ClipSpec,
    { rate?: [number, number]; shape?: [number, number]; findings?: (typeof FINDINGS)[number][] },
  ][] = [
    ['24/s', { fps: 24 }, { rate: [24, 1] }],
    ['25/s', { fps: 25 }, { rate: [25, 1] }],
    ['29.97/s', { fps: '30000/1001' }, { rate: [30_000, 1001] }],
    ['30/s', { fps: 30 }, { rate: [30, 1] }],
    ['50/s', { fps: 50 }, { rate: [25, 1] }],
    ['60/s', { fps: 60 }, { rate: [30, 1] }],
    ['variable', { fps: 30, variableRate: true }, { rate: [30, 1], findings: ['variable_frame_rate'] }],
    [
      'a browser recording without length',
      { container: 'webm', live: true },
      { findings: ['no_container_length'] },
    ],
    ['a phone held upright', { rotation: 90 }, { shape: [180, 320], findings: ['rotated', 'portrait'] }],
    ['wide pixels', { width: 240, sar: '4/3' }, { shape: [320, 180] }],
    [
      'place and device',
      { container: 'mov', metadata: true },
      { findings: ['location_removed', 'device_removed', 'author_removed'] },
    ],
    ['two sounds', { secondSound: true, container: 'mkv' }, { findings: ['several_audio_streams'] }],
  ];
  it.each(accepted)('%s', async (_, spec, expected) => {
    const verdict = await check(await clip(spec));
    if (verdict.outcome !== 'accepted') throw new Error(`refused: ${verdict.reason}`);
    const { source } = verdict;
    if (expected.rate) expect([source.rate.num, source.rate.den]).toEqual(expected.rate);
    if (expected.shape) expect([source.width, source.height]).toEqual(expected.shape);
    expect(verdict.findings.map((finding) => finding.code)).toEqual(
      expect.arrayContaining(expected.findings ?? []),
    );
    expect(Math.abs(source.packetMs - 2000)).toBeLessThanOrEqual(70);
  });

  it('names its own sound when there are two, the default one', async () => {
    const verdict = await check(await clip({ secondSound: true, container: 'mkv' }));
    expect(verdict).toMatchObject({ outcome: 'accepted', source: { audioStreamIndex: 2 } });
  });

  it('finds the program that wrote it, and nothing else to say, in a plain file', async () => {
    const verdict = await check(await clip({ width: 854, height: 480, seconds: 1 }));
    expect(verdict.findings.map(({ code }) => code)).toEqual(['software_removed']);
  });
});

describe('limits', () => {
  it('leaves a length at the limit to the measurement, and refuses one far over', async () => {
    const file = await clip({ seconds: 4, width: 160, height: 90 });
    expect(await check(file, { maxDurationMs: 4000 })).toMatchObject({ outcome: 'accepted' });
    expect(await check(file, { maxDurationMs: 2000 })).toMatchObject({
      outcome: 'refused',
      reason: 'too_long',
      figures: { lengthMs: 4000, limitMs: 2000 },
    });
  });

  it('stops when it is told to', async () => {
    const file = await clip();
    const reason = new Error('cancelled');
    await expect(checkTake({ file, bytes: 1, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
