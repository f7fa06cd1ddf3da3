import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CannotStart, errorCode } from './cannot-start.ts';

const Holder = z.object({
  pid: z.int().positive(),
  /** When that process began, in the kernel's own count: a process id alone is given out again. */
  began: z.string().nullable(),
  port: z.int(),
});
type Holder = z.infer<typeof Holder>;

const TRIES = 5;

async function beganAt(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The 22nd field of proc(5); the 2nd, the name in brackets, may hold spaces.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

async function stillRuns({ pid, began }: Holder): Promise<boolean> {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (failure) {
    if (errorCode(failure) !== 'EPERM') return false;
  }
  return began === null || (await beganAt(pid)) === began;
}

function parseHolder(text: string): Holder | undefined {
  try {
    return Holder.safeParse(JSON.parse(text)).data;
  } catch {
    // Cut short by a crash or a full disk: nobody holds it.
    return undefined;
  }
}

/**
 * Takes the data folder for this process. A lock whose process is gone is taken over; one that is held is a
 * CannotStart. Returns what gives it back.
 */
export async function lockDataFolder(dataDir: string, port: number): Promise<() => Promise<void>> {
  const file = path.join(dataDir, 'lock');
  const mine = `${JSON.stringify({ pid: process.pid, began: await beganAt(process.pid), port } satisfies Holder)}\n`;
  const making = `${file}.${process.pid}`;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    await writeFile(making, mine, { mode: 0o600 });
    try {
      // A hard link is made whole or not at all, and never over another file.
      await link(making, file);
      return async () => {
        const now = await readFile(file, 'utf8').catch(() => undefined);
        if (now === mine) await rm(file, { force: true });
      };
    } catch (failure) {
      if (errorCode(failure) !== 'EEXIST') throw failure;
    } finally {
      await rm(making, { force: true });
    }
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const holder = parseHolder(text);
    if (holder && (await stillRuns(holder))) {
      throw new CannotStart(
        `Another copy is running on ${dataDir} (process ${holder.pid}, port ${holder.port}). ` +
          'Stop that one first (Ctrl-C in its window), or give this one a folder and a port of its own: ' +
          'DATA_DIR=.data-2 PORT=8090 npm start',
      );
    }
    // Set aside, and looked at once more: between reading and now, another starter may have taken it over.
    const aside = `${file}.stale.${process.pid}`;
    await rename(file, aside).catch((failure: unknown) => {
      if (errorCode(failure) !== 'ENOENT') throw failure;
    });
    const removed = await readFile(aside, 'utf8').catch(() => undefined);
    if (removed !== undefined && removed !== text) {
      await link(aside, file).catch((failure: unknown) => {
        if (errorCode(failure) !== 'EEXIST') throw failure;
      });
    }
    await rm(aside, { force: true });
  }
  throw new CannotStart(
    `The lock of ${dataDir} could not be taken: other copies are starting on it. Try again.`,
  );
}
