import { createReadStream } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PART_BYTES } from '@rostrum/domain';
import type { StorageSettings } from '@rostrum/storage';
import { FileStore } from '@tus/file-store';
import { S3Store } from '@tus/s3-store';
import type { DataStore, Upload } from '@tus/server';
import type { ReadStored } from './wire-hash.ts';

const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;
/** What S3 wants of every part but the last. */
const LEAST_PART_BYTES = 5 * 1024 * 1024;

export interface RawStore {
  store: DataStore;
  readStored(key: string): ReadStored;
}

/** Where @tus/server puts the bytes: the very objects of the storage, under its keys. */
export function createRawStore(settings: StorageSettings): RawStore {
  if (settings.kind === 'directory') {
    const { root } = settings;
    return {
      store: new PrivateFileStore({ directory: root }),
      readStored: (key) => (start, end) => createReadStream(join(root, key), { start, end: end - 1 }),
    };
  }
  const { kind: _, bucket, accessKeyId, secretAccessKey, region, endpoint, forcePathStyle } = settings;
  return {
    store: new S3Store({
      partSize: PART_BYTES,
      minPartSize: LEAST_PART_BYTES,
      useTags: false,
      s3ClientConfig: {
        bucket,
        region,
        credentials: { accessKeyId, secretAccessKey },
        forcePathStyle: forcePathStyle ?? endpoint !== undefined,
        ...(endpoint === undefined ? {} : { endpoint }),
        // On by default, they add trailers that other stores refuse.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      },
    }),
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
