import { createReadStream, createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { retimed } from './boxes.ts';
import type { WrittenSegment } from './tracks.ts';

type TimedFile = Pick<WrittenSegment, 'file' | 'startTicks'>;

/**
 * Writes a track's init and then its segments, in order, as one file that any player opens. A segment that is not
 * a mere path gets the time that it shall have, whatever its file says.
 */
export async function joinTrack(parts: readonly (string | TimedFile)[], file: string): Promise<void> {
  const output = createWriteStream(file);
  await pipeline(async function* () {
    for (const [at, part] of parts.entries()) {
      if (typeof part === 'string') yield* createReadStream(part);
      else yield retimed(await readFile(part.file), part.startTicks, at);
    }
  }, output);
}
