import { createReadStream } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { type StorageSettings, s3ClientConfig } from '@rostrum/storage';
import { FileStore } from '@tus/file-store';
import type { Upload } from '@tus/server';
import { PartStore } from './part-store.ts';
import type { ReadStored } from './wire-hash.ts';

const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;

export interface RawStore {
  create(upload: Upload): Promise<Upload>;
  /** @param recorded what the take's row says; null: what the store has, whatever that says */
  getUpload(id: string, recorded: number | null): Promise<Upload>;
  /**
   * @param length of the request's body; null where it did not say
   * @returns how far the upload has come
   */
  write(
    bytes: AsyncIterable<Uint8Array>,
    part: { id: string; offset: number; length: number | null },
  ): Promise<number>;
  readStored(key: string): ReadStored;
}

/** Where @tus/server puts the bytes: the very objects of the storage, under its keys. */
export function createRawStore(settings: StorageSettings, spillDir: string): RawStore {
  if (settings.kind === 'directory') {
    const { root } = settings;
    const store = new PrivateFileStore({ directory: root });
    return {
      create: (upload) => store.create(upload),
      getUpload: (id) => store.getUpload(id),
      write: (bytes, { id, offset }) => store.write(Readable.from(bytes, { objectMode: false }), id, offset),
      readStored: (key) => (start, end) => createReadStream(join(root, key), { start, end: end - 1 }),
    };
  }
  const store = new PartStore({
    s3ClientConfig: { ...s3ClientConfig(settings), bucket: settings.bucket },
    spillDir,
  });
  return {
    create: (upload) => store.create(upload),
    getUpload: (id, recorded) => (recorded === null ? store.getUpload(id) : store.getUploadAt(id, recorded)),
    write: (bytes, part) => store.writePart(bytes, part),
    // Parts of an unfinished multipart upload cannot be read.
    readStored: () => () => null,
  };
}

/** Files as private as those of the directory storage. */
class PrivateFileStore extends FileStore {
  override async create(upload: Upload): Promise<Upload> {
    const path = join(this.directory, upload.id);
    await mkdir(dirname(path), { recursive: true, mode: DIRECTORY_MODE });
    const created = await super.create(upload);
    await Promise.all([chmod(path, FILE_MODE), chmod(`${path}.json`, FILE_MODE)]);
    return created;
  }
}
