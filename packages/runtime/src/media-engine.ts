import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MediaEngine } from '@rostrum/core';
import { RENDITION_NAMES, type RenditionName } from '@rostrum/domain';
import {
  checkTake,
  isSilent,
  MediaRefusal,
  makeCut,
  makePortrait,
  makePosterAt,
  makeTitleCard,
  prepareTake,
  redrawCard,
  renditionsFor,
} from '@rostrum/media';

/**
 * Whose folder it is stands in its name: machine and process. What a killed process left is found by that,
 * and no process takes a living one's folder for abandoned.
 */
const SCRATCH_NAME = /^work-([a-z0-9.-]+)-(\d+)-[A-Za-z0-9]{6}$/i;

const POSTER_MS = 60_000;

export interface MediaEngineSettings {
  scratchDir: string;
  /** What is prepared and drawn from now on has none that is larger; what is stored stays as it is. */
  largestRendition: RenditionName;
}

/** @rostrum/media, and folders for it to work in, as the use cases want them. */
export function createMediaEngine({ scratchDir, largestRendition }: MediaEngineSettings): MediaEngine {
  const made = RENDITION_NAMES.slice(RENDITION_NAMES.indexOf(largestRendition));
  const within = (names: readonly RenditionName[]) => names.filter((name) => made.includes(name));
  return {
    checkTake,
    isSilent,
    makeCut,
    makePortrait,
    drawCard: redrawCard,
    makeTitleCard: (drawing) => makeTitleCard({ ...drawing, renditions: within(drawing.renditions) }),
    makePoster: ({ init, segment, ...work }) =>
      makePosterAt({ init: { file: init }, segments: [segment] }, work.atMs, {
        timeoutMs: POSTER_MS,
        ...work,
      }),
    async prepareTake(take) {
      try {
        return {
          outcome: 'prepared',
          ...(await prepareTake({ renditions: within(renditionsFor(take.source)), ...take })),
        };
      } catch (error) {
        if (!(error instanceof MediaRefusal)) throw error;
        return { outcome: 'refused', reason: error.reason, figures: { ...error.figures } };
      }
    },
    async withScratch(work) {
      await mkdir(scratchDir, { recursive: true, mode: 0o700 });
      const folder = await mkdtemp(join(scratchDir, `work-${hostname()}-${process.pid}-`));
      try {
        return await work({
          async write(name, body, signal) {
            const file = join(folder, name);
            const to = createWriteStream(file, { flags: 'wx', mode: 0o600 });
            await pipeline(Readable.from(body), to, ...(signal ? [{ signal }] : []));
            return file;
          },
          async place(name, make) {
            const file = join(folder, name);
            await make(file);
            return file;
          },
          async makeFolder(name) {
            const made = join(folder, name);
            await mkdir(made, { mode: 0o700 });
            return made;
          },
          read: (file) => createReadStream(file),
        });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async sweepScratch(olderThanMs) {
      const names = await readdir(scratchDir).catch(() => [] as string[]);
      let removed = 0;
      for (const name of names) {
        const [, machine, pid] = SCRATCH_NAME.exec(name) ?? [];
        if (machine === undefined) continue;
        const folder = join(scratchDir, name);
        const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
        const orphan = machine === hostname() && !isAlive(Number(pid));
        if (!orphan && Date.now() - mtimeMs < olderThanMs) continue;
        await rm(folder, { recursive: true, force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
