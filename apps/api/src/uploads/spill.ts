import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { StorageError } from '@rostrum/core';

const FILE_MODE = 0o600;
/** Written at once: one call for each chunk of the wire costs more than its bytes. */
const BATCH_BYTES = 512 * 1024;

/**
 * What has come of a part, until the store has it: on the disk and not in memory, in a file without a name, so that
 * nothing is left of it however this process ends.
 */
export interface Spill {
  /** Added so far. */
  readonly bytes: number;
  /** Keeps the chunk as it is: nobody may write into it any more. */
  add(chunk: Uint8Array): Promise<void>;
  /** Everything that was added, from its first byte; as often as one likes. @throws what kept it from being written */
  read(): Promise<Readable>;
  close(): Promise<void>;
}

export async function openSpill(folder: string): Promise<Spill> {
  const path = join(folder, `rostrum-part-${randomUUID()}`);
  const file = await open(path, 'wx+', FILE_MODE).catch((error: unknown) => {
    throw whyNotKept(error);
  });
  try {
    await unlink(path);
  } catch (error) {
    await file.close();
    throw error;
  }
  return spillInto(file);
}

export function spillInto(file: FileHandle): Spill {
  let bytes = 0;
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  let writing: Promise<void> = Promise.resolve();
  // A full disk fails who reads, and nobody who has the bytes in another way.
  let failure: { error: unknown } | null = null;

  function flush(): void {
    const chunks = batch;
    batch = [];
    batchBytes = 0;
    writing = writing.then(async () => {
      if (failure !== null || chunks.length === 0) return;
      try {
        await writeAll(file, chunks);
      } catch (error) {
        failure = { error };
      }
    });
  }

  return {
    get bytes() {
      return bytes;
    },
    async add(chunk) {
      bytes += chunk.byteLength;
      batch.push(chunk);
      batchBytes += chunk.byteLength;
      if (batchBytes < BATCH_BYTES) return;
      // One batch is written while the next one fills, and no more are held.
      await writing;
      flush();
    },
    async read() {
      flush();
      await writing;
      if (failure !== null) throw whyNotKept(failure.error);
      return file.createReadStream({ start: 0, autoClose: false, highWaterMark: BATCH_BYTES });
    },
    async close() {
      await writing;
      await file.close();
    },
  };
}

function whyNotKept(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new StorageError('no_space', `keep a part: ${code}`, { cause: error });
}

/** Also where the system takes less than it is given. */
async function writeAll(file: FileHandle, chunks: Uint8Array[]): Promise<void> {
  const { bytesWritten } = await file.writev(chunks);
  let skip = bytesWritten;
  for (const chunk of chunks) {
    if (skip >= chunk.byteLength) {
      skip -= chunk.byteLength;
      continue;
    }
    await file.writeFile(chunk.subarray(skip));
    skip = 0;
  }
}
