import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import {
  access,
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  rename,
  rmdir,
  stat,
  statfs,
  unlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addAbortSignal } from 'node:stream';
import type { Erased, GetOptions, GotObject, PutOptions, Storage, StoredObject } from '@rostrum/core';
import { StorageError } from '@rostrum/core';
import { abortable } from './bytes.ts';
import { assertCopy, assertKey, assertPrefix } from './keys.ts';
import { clipRange } from './range.ts';
import { systemCode, translated } from './system-failure.ts';

export type DirectorySettings = {
  kind: 'directory';
  root: string;
  /** `health` says `no_space` below this. 64 MiB unless told. */
  minFreeBytes?: number;
};

const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;
const DEFAULT_MIN_FREE_BYTES = 64 * 1024 * 1024;
/** An original is read by one job; its hash takes a third of the time in larger pieces. Segments are read by hundreds. */
const LARGE_BYTES = 32 * 1024 * 1024;
const LARGE_CHUNK_BYTES = 1024 * 1024;
const SMALL_CHUNK_BYTES = 64 * 1024;
const MAX_PASSES = 5;
// No segment of a key begins with a dot, so that no key names a temporary file.
const TEMPORARY = '.put-';

/** Objects as private files below one directory, which one machine's processes share. */
export function directoryStorage(settings: DirectorySettings): Storage {
  const { root } = settings;
  const minFreeBytes = settings.minFreeBytes ?? DEFAULT_MIN_FREE_BYTES;

  function pathOf(key: string): string {
    assertKey(key);
    return join(root, ...key.split('/'));
  }

  async function put(
    key: string,
    body: AsyncIterable<Uint8Array> | Uint8Array,
    options: PutOptions = {},
  ): Promise<{ bytes: number }> {
    const path = pathOf(key);
    const folder = dirname(path);
    const temporary = join(folder, `${TEMPORARY}${randomUUID()}`);
    const { signal } = options;
    signal?.throwIfAborted();
    try {
      const file = await openNew(temporary, root);
      try {
        const bytes = await writeAll(file, abortable(body, signal));
        await file.close();
        signal?.throwIfAborted();
        if (options.ifAbsent === true) {
          // link() refuses an existing name in one step; rename() replaces it.
          await link(temporary, path);
          await unlink(temporary);
        } else {
          await rename(temporary, path);
        }
        await syncFolder(folder);
        return { bytes };
      } catch (error) {
        await file.close().catch(ignoreClosed);
        await unlink(temporary).catch(ignoreMissing);
        throw error;
      }
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      const code = systemCode(error);
      // The name is taken by a folder, or a folder's name by an object.
      if (code === 'EISDIR' || code === 'ENOTDIR' || (code === 'EEXIST' && options.ifAbsent !== true)) {
        throw new StorageError('bad_key', `${key} is also a prefix of another key`, { cause: error });
      }
      if (code === undefined) throw error;
      // The folder was erased while the bytes were arriving.
      throw code === 'ENOENT'
        ? new StorageError('unavailable', `put ${key}: erased meanwhile`, { cause: error })
        : translated('put', key, error);
    }
  }

  async function get(key: string, options: GetOptions = {}): Promise<GotObject> {
    const path = pathOf(key);
    options.signal?.throwIfAborted();
    let file: FileHandle | undefined;
    try {
      file = await open(path, 'r');
      const found = await file.stat();
      if (!found.isFile()) throw new StorageError('not_found', `get ${key}: not a file`);
      const totalBytes = found.size;
      const range = options.range === undefined ? null : clipRange(key, options.range, totalBytes);
      const bytes = range === null ? totalBytes : range.endInclusive - range.start + 1;
      const body = file.createReadStream({
        ...(range === null ? {} : { start: range.start, end: range.endInclusive }),
        highWaterMark: bytes >= LARGE_BYTES ? LARGE_CHUNK_BYTES : SMALL_CHUNK_BYTES,
      });
      if (options.signal !== undefined) addAbortSignal(options.signal, body);
      return { body, bytes, totalBytes };
    } catch (error) {
      await file?.close();
      throw translated('get', key, error);
    }
  }

  async function copyTo(key: string, file: string, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    const path = pathOf(key);
    signal?.throwIfAborted();
    try {
      if (!(await stat(path)).isFile()) throw new StorageError('not_found', `copy ${key}: not a file`);
      await linkOrCopy(path, file);
    } catch (error) {
      throw translated('copy', key, error);
    }
  }

  async function copy(from: string, to: string, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    assertCopy(from, to);
    const [source, path] = [pathOf(from), pathOf(to)];
    const folder = dirname(path);
    signal?.throwIfAborted();
    try {
      if (!(await stat(source)).isFile()) throw new StorageError('not_found', `copy ${from}: not a file`);
      for (let attempt = 1; ; attempt += 1) {
        await mkdir(folder, { recursive: true, mode: DIRECTORY_MODE });
        try {
          await linkInto(source, path);
          break;
        } catch (error) {
          // An erasure may remove the folder between the two calls.
          if (systemCode(error) !== 'ENOENT' || attempt === 3) throw error;
        }
      }
      await syncFolder(folder);
    } catch (error) {
      throw translated('copy', from, error);
    }
  }

  async function head(key: string): Promise<{ bytes: number } | null> {
    try {
      const found = await stat(pathOf(key));
      return found.isFile() ? { bytes: found.size } : null;
    } catch (error) {
      const failure = translated('head', key, error);
      if (failure.code === 'not_found') return null;
      throw failure;
    }
  }

  async function remove(key: string): Promise<void> {
    const path = pathOf(key);
    try {
      await unlink(path);
    } catch (error) {
      if (systemCode(error) === 'EISDIR' || systemCode(error) === 'EPERM') {
        // unlink() on a folder: EISDIR on Linux, EPERM elsewhere. A folder is no object.
        if ((await stat(path).catch(() => null))?.isDirectory() === true) return;
      }
      const failure = translated('delete', key, error);
      if (failure.code !== 'not_found') throw failure;
    }
  }

  async function* list(prefix: string): AsyncIterable<StoredObject> {
    if (prefix !== '') assertPrefix(prefix);
    const start = prefix === '' ? root : join(root, ...prefix.slice(0, -1).split('/'));
    try {
      yield* walk(start, prefix);
    } catch (error) {
      throw translated('list', prefix, error);
    }
  }

  async function erasePrefix(prefix: string): Promise<Erased> {
    assertPrefix(prefix);
    const folder = join(root, ...prefix.slice(0, -1).split('/'));
    const erased: Erased = { objects: 0, bytes: 0, leftovers: 0 };
    try {
      for (let pass = 0; pass < MAX_PASSES; pass += 1) {
        if (await eraseFolder(folder, erased)) {
          await syncFolder(dirname(folder));
          return erased;
        }
      }
    } catch (error) {
      throw translated('erase', prefix, error);
    }
    throw new StorageError('unavailable', `erase ${prefix}: something is still being written there`);
  }

  async function health(): Promise<void> {
    try {
      await mkdir(root, { recursive: true, mode: DIRECTORY_MODE });
      await access(root, constants.R_OK | constants.W_OK | constants.X_OK);
      const { bavail, bsize } = await statfs(root);
      if (bavail * bsize < minFreeBytes) {
        throw new StorageError('no_space', `${bavail * bsize} bytes free, ${minFreeBytes} wanted`);
      }
    } catch (error) {
      const failure = translated('health', '', error);
      throw failure.code === 'not_found'
        ? new StorageError('unavailable', 'the media folder cannot be made', { cause: error })
        : failure;
    }
  }

  return { put, get, copyTo, copy, head, delete: remove, list, erasePrefix, health };
}

/** Objects are replaced and never written into: two names may share their bytes. */
async function linkOrCopy(from: string, to: string): Promise<'linked' | 'copied'> {
  try {
    await link(from, to);
    return 'linked';
  } catch (error) {
    // Another disk, or one without links.
    if (!['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP'].includes(systemCode(error) ?? '')) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    return 'copied';
  }
}

/** Under a name of its own first, where it must replace another or is not there in one step. */
async function linkInto(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
    return;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw error;
  }
  const temporary = join(dirname(to), `${TEMPORARY}${randomUUID()}`);
  try {
    if ((await linkOrCopy(from, temporary)) === 'copied') {
      const file = await open(temporary, 'r');
      await file.sync().finally(() => file.close());
    }
    await rename(temporary, to);
  } finally {
    // Of two names of the same file, rename() leaves both.
    await unlink(temporary).catch(ignoreMissing);
  }
}

async function openNew(path: string, root: string): Promise<FileHandle> {
  for (let attempt = 1; ; attempt += 1) {
    await mkdir(dirname(path), { recursive: true, mode: DIRECTORY_MODE });
    try {
      return await open(path, 'wx', FILE_MODE);
    } catch (error) {
      // An erasure may remove the folder between the two calls.
      if (systemCode(error) !== 'ENOENT' || attempt === 3 || !path.startsWith(root)) throw error;
    }
  }
}

async function writeAll(file: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) {
    await file.writeFile(chunk);
    bytes += chunk.byteLength;
  }
  await file.sync();
  return bytes;
}

/** A rename survives a power cut only when its folder has been written too. */
async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path, 'r');
    await folder.sync();
  } catch (error) {
    // Some file systems refuse to sync a folder, and an erasure may have removed it: the bytes are safe.
    if (!['EINVAL', 'EISDIR', 'ENOENT', 'EPERM', 'EACCES'].includes(systemCode(error) ?? '')) throw error;
  } finally {
    await folder?.close();
  }
}

async function* walk(folder: string, prefix: string): AsyncGenerator<StoredObject, void, void> {
  for (const entry of await entriesOf(folder)) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      yield* walk(path, `${prefix}${entry.name}/`);
    } else {
      const found = await stat(path).catch(ignoreMissing);
      if (found?.isFile() === true) yield { key: `${prefix}${entry.name}`, bytes: found.size };
    }
  }
}

/** Never follows a symbolic link. @returns whether the folder is gone */
async function eraseFolder(folder: string, erased: Erased): Promise<boolean> {
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      await eraseFolder(path, erased);
      continue;
    }
    const isObject = entry.isFile() && !entry.name.startsWith('.');
    const found = isObject ? await stat(path).catch(ignoreMissing) : undefined;
    const gone = await unlink(path).then(() => true, ignoreMissing);
    if (gone !== true) continue;
    if (isObject) {
      erased.objects += 1;
      erased.bytes += found?.size ?? 0;
    } else {
      erased.leftovers += 1;
    }
  }
  try {
    await rmdir(folder);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return true;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    throw error;
  }
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return [];
    throw error;
  }
}

function ignoreMissing(error: unknown): undefined {
  if (systemCode(error) !== 'ENOENT') throw error;
}

function ignoreClosed(error: unknown): void {
  if (systemCode(error) !== 'EBADF') throw error;
}
