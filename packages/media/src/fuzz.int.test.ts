import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Card } from '@rostrum/domain';
import { type ClipSpec, clip, damage } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTake } from './check-take.ts';
import { MediaRefusal } from './media-error.ts';
import { prepareTake } from './prepare-take.ts';

const small = { seconds: 0.6, width: 160, height: 90 } as const;
const originals: ClipSpec[] = [
  small,
  { ...small, picture: 'none', container: 'm4a' },
  { ...small, container: 'webm', live: true },
  { ...small, live: true },
  { ...small, container: 'avi', vcodec: 'mpeg4' },
  { ...small, container: 'ts' },
  { ...small, container: 'mkv' },
  { ...small, container: 'mpg', vcodec: 'mpeg2video', acodec: 'mp2' },
  { ...small, container: 'wmv', vcodec: 'wmv2', acodec: 'wmav2' },
  { ...small, container: 'flv', vcodec: 'flv1', acodec: 'mp3', sampleRate: 44_100 },
  { ...small, container: 'ogv', vcodec: 'libtheora', acodec: 'libvorbis' },
];
/** `npm run fuzz` tries a thousand. */
const PER_ORIGINAL = 6;
/** Of the damaged files that are accepted, one of each of the first originals goes the whole way: it takes a second. */
const PREPARED_OF = 6;
const CARD: Card = {
  language: 'en',
  session: 37,
  state: 'Nauru',
  organisation: 'Whoever is left',
  speaker: null,
  note: 'sound_only',
};

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-fuzz-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

describe('damaged files', () => {
  it.each(originals.map((spec, i) => [spec.container ?? 'mp4', spec.live ? 'live' : '', i, spec] as const))(
    '%s %s: every one ends with a verdict, and nothing is written elsewhere',
    async (_container, _live, number, spec) => {
      const original = await readFile(await clip(spec));
      const other = await readFile(await clip(originals[(number + 1) % originals.length]));
      const secret = path.join(dir, `secret-${number}.mp4`);
      await writeFile(secret, 'of somebody else');
      const here = path.join(dir, String(number));
      await mkdir(here);
      let prepared = number < PREPARED_OF ? 0 : 1;
      for (let i = 0; i < PER_ORIGINAL; i += 1) {
        const file = path.join(here, 'take.mp4');
        const { data: damaged } = damage(original, other, number * 1000 + i, [secret, `file:${secret}`]);
        await writeFile(file, damaged);
        const verdict = await checkTake({ file, bytes: damaged.length, limits: { maxDurationMs: 60_000 } });
        if (verdict.outcome === 'accepted' && prepared < 1) {
          prepared += 1;
          const outDir = path.join(here, 'out');
          await mkdir(outDir);
          const work = prepareTake({
            file,
            source: verdict.source,
            outDir,
            renditions: ['240p'],
            maxDurationMs: 60_000,
            ...(verdict.source.soundOnly === true ? { card: { card: CARD } } : {}),
          });
          const ended = await work.then(
            (media) => media.measuredMs > 0,
            (error: unknown) => error instanceof MediaRefusal,
          );
          expect(ended).toBe(true);
          await rm(outDir, { recursive: true });
        }
        expect(await readdir(here)).toEqual(['take.mp4']);
        expect((await readFile(file)).equals(damaged)).toBe(true);
      }
    },
  );
});
