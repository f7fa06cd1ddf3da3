import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Storage } from '@rostrum/core';
import { parseMultivariantPlaylist } from '@rostrum/hls';
import { createStorage, statementPrefix } from '@rostrum/storage';
import { emptyDatabase, type FreshDatabase, redisUrl, requirePart, s3Settings } from '@rostrum/testkit';
import { clip, hostile } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from '../product.ts';
import { type MainJobResult, runMainJob } from './main-job.ts';

const run = promisify(execFile);
const SPOKEN_NAME = 'بيان — 声明 🎥 ..%2F..%2Fetc';

describe.each([
  { name: 'on the embedded defaults', real: false },
  { name: 'on a PostgreSQL, a Redis and an S3-compatible store that are there', real: true },
])('the main job $name', ({ real }) => {
  let folder: string;
  let product: Product;
  let storage: Storage;
  let database: FreshDatabase | undefined;
  const job = (file: string, more: { inMs?: number; outMs?: number } = {}): Promise<MainJobResult> =>
    runMainJob({ url: product.url, links: product.demo, file, say: () => {}, ...more });

  beforeAll(async () => {
    if (real) for (const part of ['redis', 's3'] as const) requirePart(part);
    folder = await mkdtemp(path.join(tmpdir(), 'rostrum-main-job-'));
    const s3 = real ? await s3Settings() : null;
    database = real ? await emptyDatabase() : undefined;
    storage = createStorage(
      s3 ? { kind: 's3', ...s3 } : { kind: 'directory', root: path.join(folder, 'data/media') },
    );
    product = await startProduct({
      port: 0,
      dataDir: path.join(folder, 'data'),
      env: {
        PATH: process.env.PATH,
        // All of them once is enough.
        ...(real ? {} : { LARGEST_RENDITION: '360p' }),
        ...(database ? { DATABASE_URL: database.url, REDIS_URL: redisUrl() } : {}),
        ...(s3
          ? {
              S3_BUCKET: s3.bucket,
              S3_ENDPOINT: s3.endpoint,
              S3_REGION: s3.region,
              S3_ACCESS_KEY_ID: s3.accessKeyId,
              S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
            }
          : {}),
      },
    });
  }, 120_000);
  afterAll(async () => {
    await product?.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('brings a file to an address that ffmpeg plays to its length, in sound and picture', {
    timeout: 180_000,
  }, async () => {
    const file = path.join(folder, `${SPOKEN_NAME}.mp4`);
    await copyFile(await clip({ seconds: 3, fps: 25, width: 320, height: 180, metadata: true }), file);
    const result = await job(file, { inMs: 400, outMs: 2600 });
    expect(result).toMatchObject({ ok: true, code: null, measuredMs: 3000, cutMs: 2200 });
    expect(result.sha256).toBe(
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    );
    expect(result.steps.map((step) => step.name)).toEqual([
      'invite',
      'upload',
      'receive',
      'check',
      'prepare',
      'review',
      'cut',
      'approve',
      'confirm',
      'publish',
      'stream',
      'verify',
    ]);

    const copy = path.join(folder, 'programme.mp4');
    await run('ffmpeg', ['-v', 'error', '-y', '-i', result.programmeUrl ?? '', '-c', 'copy', copy]);
    expect(await streamsOf(copy)).toEqual({ video: expect.closeTo(2.2, 1), audio: expect.closeTo(2.2, 1) });
    const variants = parseMultivariantPlaylist(
      await (await fetch(result.programmeUrl ?? '')).text(),
    ).variants;
    expect(variants.map(({ uri }) => uri).sort()).toEqual(
      ['240p.m3u8', '360p.m3u8', ...(real ? ['480p.m3u8', '720p.m3u8'] : [])].sort(),
    );
    const master = path.join(folder, 'master.mp4');
    await run('ffmpeg', ['-v', 'error', '-y', '-i', result.masterUrl ?? '', '-c', 'copy', master]);
    expect(await streamsOf(master)).toEqual({ video: expect.closeTo(2.2, 1), audio: expect.closeTo(2.2, 1) });
    const poster = await fetch(result.posterUrl ?? '');
    expect(poster.headers.get('content-type')).toBe('image/jpeg');
  });

  it.each([
    ['text', 'not_a_video'],
    ['jpeg', 'not_a_video'],
    ['empty', 'empty_file'],
    ['hls_playlist', 'references_other_files'],
    ['truncated_index_first', 'truncated'],
    ['no_sound', 'no_audio_stream'],
  ] as const)('refuses %s named .mp4 with its own code, and leaves nothing', async (kind, code) => {
    const result = await job(await hostile(kind, folder, ''));
    expect(result).toMatchObject({ ok: false, code, programmeUrl: null });
    expect(result.message.length).toBeGreaterThan(10);
    const left = async () => {
      const keys: string[] = [];
      for await (const { key } of storage.list(statementPrefix(result.statementId ?? ''))) keys.push(key);
      return keys;
    };
    await expect.poll(left, { timeout: 10_000 }).toEqual([]);
  });

  it('writes no name, file name, link or address into its logs', async () => {
    const logs = path.join(folder, 'data/logs');
    const text = (await Promise.all((await logFiles(logs)).map((file) => readFile(file, 'utf8')))).join('\n');
    expect(text).toContain('"event":"request"');
    const tokens = Object.values(product.demo).flatMap((link) => new URL(link).hash.slice(1) || []);
    const secrets = [
      ...tokens,
      SPOKEN_NAME,
      'بيان',
      'Demonstration organisation',
      '@',
      '127.0.0.1',
      'undici',
    ];
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});

async function logFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => /^(api|worker)/.test(name)).map((name) => path.join(folder, name));
}

async function streamsOf(file: string): Promise<Record<string, number>> {
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'stream=codec_type,duration',
    '-of',
    'csv=p=0',
    file,
  ]);
  const rows = stdout.trim().split('\n');
  return Object.fromEntries(
    rows.map((row) => row.split(',')).map(([kind, seconds]) => [kind, Number(seconds)]),
  );
}
