import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Writes a track's init and then its segments, in order, as one file that any player opens. */
export async function joinTrack(parts: readonly string[], file: string): Promise<void> {
  const output = createWriteStream(file);
  await pipeline(async function* () {
    for (const part of parts) yield* createReadStream(part);
  }, output);
}
