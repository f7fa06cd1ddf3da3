import { statfs } from 'node:fs/promises';
import { CannotStart } from './cannot-start.ts';

const MB = 1024 * 1024;

/** A new database takes 50 MB; below this not even one statement would find room. */
export const LEAST_FREE_BYTES = 300 * MB;

export async function freeBytes(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}

export async function checkDiskSpace(dir: string, least = LEAST_FREE_BYTES): Promise<void> {
  const free = await freeBytes(dir);
  if (free >= least) return;
  throw new CannotStart(
    `The disk that holds ${dir} is full: ${Math.floor(free / MB)} MB are free, ${Math.ceil(least / MB)} MB are needed. ` +
      'Free some space, or put the data elsewhere: DATA_DIR=/another/disk/rostrum npm start',
  );
}
