import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isRemovedFinding, REMOVED_FINDINGS, type RemovedFinding, type SourceFacts } from '@rostrum/domain';
import { clip } from '@rostrum/testkit/clips';
import { CANARIES, TELLING, type Telling, telling, walkObject, wordsIn } from '@rostrum/testkit/walk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTake } from './check-take.ts';
import { joinTrack } from './join-track.ts';
import { makeCut } from './make-cut.ts';
import { prepareTake } from './prepare-take.ts';
import { asTake } from './testing/prepared.ts';

const WORDS = Object.values(CANARIES);
let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-metadata-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function checked(file: string) {
  const verdict = await checkTake({ file, bytes: (await stat(file)).size });
  if (verdict.outcome !== 'accepted') throw new Error(`refused: ${verdict.reason}`);
  return verdict;
}

const without = (...kinds: RemovedFinding[]) => REMOVED_FINDINGS.filter((kind) => !kinds.includes(kind));

/** What each way of writing it can hold; a transport stream has its program's names alone. */
const FOUND: Readonly<Record<Telling, readonly RemovedFinding[]>> = {
  keys: without('cover_removed', 'attachments_removed'),
  atoms: without('cover_removed', 'attachments_removed'),
  items: without('attachments_removed'),
  matroska: without('data_streams_removed'),
  webm: without('data_streams_removed', 'cover_removed', 'attachments_removed'),
  transport: ['author_removed', 'title_removed'],
};

describe('what the original tells', () => {
  it.each(TELLING)('is found by kind, and by kind alone: %s', async (kind) => {
    const file = await telling(kind);
    const { findings, source } = await checked(file);
    const removed = findings.map(({ code }) => code).filter(isRemovedFinding);
    expect(removed.toSorted()).toEqual(FOUND[kind].toSorted());
    expect(wordsIn(Buffer.from(JSON.stringify({ findings, source })), WORDS)).toEqual([]);
  });

  it('is nothing where nothing is told', async () => {
    const extra = ['-fflags', '+bitexact', '-flags', '+bitexact', '-map_metadata', '-1'];
    const { findings } = await checked(
      await clip({ width: 854, height: 480, seconds: 1, container: '3gp', extra }),
    );
    expect(findings).toEqual([]);
  });
});

async function everyFile(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function told(files: readonly string[]): Promise<unknown[]> {
  const found = await Promise.all(
    files.map(async (file) => {
      const data = await readFile(file);
      return [...walkObject(file, data), ...wordsIn(data, WORDS).map((what) => ({ where: file, what }))];
    }),
  );
  return found.flat();
}

async function prepared(file: string, source: SourceFacts) {
  const outDir = await mkdtemp(path.join(dir, 'take-'));
  const media = await prepareTake({ file, source, outDir, renditions: ['240p'], maxDurationMs: 60_000 });
  // What the encoder itself wrote, and what becomes of it.
  const kept = (await everyFile(outDir)).filter((name) => !/\.raw\.mp4$|\.m3u8$/.test(name));
  return { media, outDir, kept };
}

describe('what is made of it', () => {
  it.each(['keys', 'items', 'matroska'] as const)('tells nothing: %s', async (kind) => {
    const file = await telling(kind);
    const { source } = await checked(file);
    const { media, outDir, kept } = await prepared(file, source);
    expect(kept.length).toBeGreaterThan(6);
    expect(await told(kept)).toEqual([]);

    const [picture] = media.tracks.video;
    if (picture === undefined) throw new Error('no picture');
    const { audio } = media.tracks;
    const cutDir = await mkdtemp(path.join(dir, 'cut-'));
    const [videoFile, audioFile] = [path.join(outDir, 'video.mp4'), path.join(outDir, 'sound.mp4')];
    await joinTrack([picture.init.file, ...picture.segments.map((one) => one.file)], videoFile);
    await joinTrack([audio.init.file, ...audio.segments.map((one) => one.file)], audioFile);
    await makeCut({
      videoFile,
      audioFile,
      take: [asTake(picture)],
      edit: { inMs: 0, outMs: 2800, removals: [{ startMs: 2200, endMs: 2500 }] },
      rate: media.rate,
      takeFrames: media.frames,
      renditions: ['240p'],
      outDir: cutDir,
    });
    const ofCut = (await everyFile(cutDir)).filter((name) => !/\.raw\.mp4$|\.m3u8$/.test(name));
    expect(ofCut.length).toBeGreaterThan(6);
    expect(await told(ofCut)).toEqual([]);
  });
});
