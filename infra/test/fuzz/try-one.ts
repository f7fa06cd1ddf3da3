import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Card, SourceFacts } from '@rostrum/domain';
import { checkTake, MediaProcessError, MediaRefusal, prepareTake } from '@rostrum/media';
import { damage, RECORDINGS, type RecordingName } from '@rostrum/testkit/clips';
import { processesOf } from './processes.ts';
import { traceOpening } from './trace.ts';

/** One of every container, and of every kind of codec. */
export const ORIGINALS: readonly RecordingName[] = [
  'index first',
  'a browser’s MP4',
  'a browser’s WebM',
  'iPhone’s timed metadata',
  'HEVC with Dolby Vision 8.4',
  'reordered pictures behind an edit list',
  'HE-AAC',
  '3GP with H.263',
  'VP9 and Opus',
  'AV1 by libaom',
  'subtitles inside',
  'starting at five seconds',
  'AVCHD, interlaced',
  'MPEG-TS with 5.1',
  'MPEG programme stream',
  'a DVD camera’s VOB',
  'MJPEG and PCM',
  'MPEG-4 and MP3 in AVI',
  'DV in AVI',
  'DV from tape',
  'MXF with MPEG-2',
  'Windows Media',
  'Flash video',
  'Ogg with Theora',
  'ProRes 422 HQ',
];

/** For what is left of its sound where its pictures are lost. */
const CARD: Card = {
  language: 'en',
  session: 37,
  state: 'Nauru',
  organisation: 'Whoever is left',
  speaker: null,
  note: 'sound_only',
};

const STEP_MS = 20_000;
/** Three steps, and what a busy machine adds. */
const CHECK_WITHIN_MS = 3 * STEP_MS + 15_000;
const PREPARE_MS = 120_000;
const PREPARE_WITHIN_MS = PREPARE_MS + 30_000;
const LONGEST_MS = 60_000;
/** A small file's check, and its preparation at 240 lines, hold less than this. */
const MOST_BYTES = 2 * 1024 ** 3;
const LOOK_EVERY_MS = 150;
const GONE_WITHIN_MS = 5000;

export interface TryOne {
  /** A folder of this lane's own; it is made and removed. */
  dir: string;
  seed: number;
  names: readonly string[];
  secret: string;
  trace: boolean;
  /** Asked for every accepted file. */
  prepareThis: () => boolean;
}

export interface Ended {
  original: string;
  kind: string;
  data: Buffer;
  verdict: string;
  prepared: string | null;
  traced: boolean;
  ms: number;
  peakBytes: number;
  breaches: string[];
}

export async function tryOne(one: TryOne): Promise<Ended> {
  const pick = (salt: number) => ORIGINALS[(one.seed * 7 + salt) % ORIGINALS.length] ?? 'index first';
  const original = pick(0);
  const first = await readFile(await RECORDINGS[original]());
  const other = await readFile(await RECORDINGS[pick(1 + (one.seed % 5))]());
  const { kind, data } = damage(first, other, one.seed, one.names);
  const file = path.join(one.dir, 'take.bin');
  await mkdir(one.dir, { recursive: true });
  await writeFile(file, data);

  const breaches: string[] = [];
  const stop = new AbortController();
  const memory = peakOf(one.dir, stop.signal);
  const startedAt = Date.now();
  const { verdict, source } = await checked(file, data.length, breaches);
  let ms = Date.now() - startedAt;
  if (ms > CHECK_WITHIN_MS) breaches.push(`the check took ${ms} ms`);
  let prepared: string | null = null;
  if (source !== null && one.prepareThis()) {
    prepared = await prepareOne(file, source, one, breaches);
    ms = Date.now() - startedAt;
  }
  stop.abort();
  const peakBytes = await memory;
  if (peakBytes > MOST_BYTES) breaches.push(`a tool held ${Math.round(peakBytes / 1024 ** 2)} MiB`);
  await gone(one.dir, breaches);
  const left = await readdir(one.dir);
  if (left.join() !== 'take.bin') breaches.push(`left behind: ${left.join(', ')}`);
  if (!(await readFile(file)).equals(data)) breaches.push('the file was changed');
  const opened = one.trace ? await traceOpening(file) : null;
  for (const call of opened ?? []) breaches.push(`without a sandbox: ${call}`);
  await rm(one.dir, { recursive: true, force: true });
  return { original, kind, data, verdict, prepared, traced: opened !== null, ms, peakBytes, breaches };
}

async function checked(
  file: string,
  bytes: number,
  breaches: string[],
): Promise<{ verdict: string; source: SourceFacts | null }> {
  try {
    const limits = { stepTimeoutMs: STEP_MS, maxDurationMs: LONGEST_MS };
    const verdict = await checkTake({ file, bytes, limits });
    if (verdict.outcome === 'refused') return { verdict: verdict.reason, source: null };
    const { source } = verdict;
    return { verdict: source.soundOnly === true ? 'accepted as sound' : 'accepted', source };
  } catch (error) {
    breaches.push(`no verdict: ${error instanceof Error ? error.message : 'something thrown'}`);
    return { verdict: 'none', source: null };
  }
}

async function prepareOne(
  file: string,
  source: SourceFacts,
  one: TryOne,
  breaches: string[],
): Promise<string> {
  const outDir = path.join(one.dir, 'out');
  await mkdir(outDir);
  const startedAt = Date.now();
  try {
    const media = await prepareTake({
      file,
      source,
      outDir,
      renditions: ['240p'],
      maxDurationMs: LONGEST_MS,
      timeoutMs: PREPARE_MS,
      ...(source.soundOnly === true ? { card: { card: CARD } } : {}),
    });
    if (!(media.measuredMs > 0)) breaches.push('prepared to nothing');
    for (const entry of await readdir(outDir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const made = await readFile(path.join(entry.parentPath, entry.name));
      if (made.includes(one.secret)) breaches.push(`${entry.name} holds what stands in another file`);
    }
    return 'made';
  } catch (error) {
    const left = await readdir(outDir);
    if (left.length > 0) breaches.push(`a preparation that failed left ${left.join(', ')}`);
    if (error instanceof MediaRefusal) return error.reason;
    if (error instanceof MediaProcessError && error.timedOut) return 'out of time';
    breaches.push(`no verdict of the preparation: ${error instanceof Error ? error.message : 'thrown'}`);
    return 'none';
  } finally {
    const ms = Date.now() - startedAt;
    if (ms > PREPARE_WITHIN_MS) breaches.push(`the preparation took ${ms} ms`);
    await rm(outDir, { recursive: true, force: true });
  }
}

async function peakOf(mark: string, until: AbortSignal): Promise<number> {
  let peak = 0;
  while (!until.aborted) {
    for (const { peakBytes } of await processesOf(mark)) peak = Math.max(peak, peakBytes);
    await setTimeout(LOOK_EVERY_MS, null, { signal: until }).catch(() => null);
  }
  return peak;
}

/** What was killed may take a moment to be gone. */
async function gone(mark: string, breaches: string[]): Promise<void> {
  const endBy = Date.now() + GONE_WITHIN_MS;
  let left = await processesOf(mark);
  while (left.length > 0 && Date.now() < endBy) {
    await setTimeout(LOOK_EVERY_MS);
    left = await processesOf(mark);
  }
  if (left.length > 0) breaches.push(`${left.length} processes are left`);
}
