import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { addAbortSignal, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type {
  ListMultipartUploadsCommandOutput,
  ListObjectVersionsCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { Erased, GetOptions, GotObject, PutOptions, Storage, StoredObject } from '@rostrum/core';
import { StorageError } from '@rostrum/core';
import { abortable, counted } from './bytes.ts';
import { assertCopy, assertKey, assertPrefix } from './keys.ts';
import { assertRange, badRange } from './range.ts';
import type { S3Settings } from './s3-client.ts';
import { s3Client } from './s3-client.ts';
import { httpStatus, s3Failure } from './s3-failure.ts';
import { systemCode, translated } from './system-failure.ts';

const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;
const MAX_PASSES = 5;
const DELETES_AT_ONCE = 8;

/** Objects in one bucket of any S3-compatible store. The bucket is there already. */
export function s3Storage(settings: S3Settings, client: S3Client = s3Client(settings)): Storage {
  const Bucket = settings.bucket;
  const conditionalWrites = settings.conditionalWrites ?? settings.endpoint === undefined;

  async function put(
    key: string,
    body: AsyncIterable<Uint8Array> | Uint8Array,
    options: PutOptions = {},
  ): Promise<{ bytes: number }> {
    assertKey(key);
    const { signal } = options;
    signal?.throwIfAborted();
    const params = {
      Bucket,
      Key: key,
      ...(options.contentType === undefined ? {} : { ContentType: options.contentType }),
      ...(options.ifAbsent === true && conditionalWrites ? { IfNoneMatch: '*' } : {}),
    };
    try {
      // Before any byte is sent, and the only judge where the store has no conditional writes.
      if (options.ifAbsent === true && (await head(key)) !== null) {
        throw new StorageError('already_exists', `put ${key}: already there`);
      }
      if (body instanceof Uint8Array) {
        await client.send(
          new PutObjectCommand({ ...params, Body: body, ContentLength: body.byteLength }),
          signal === undefined ? {} : { abortSignal: signal },
        );
        return { bytes: body.byteLength };
      }
      let bytes = 0;
      const chunks = counted(abortable(body, signal), (count) => {
        bytes += count;
      });
      // Stopped through its body, not through its own abort(): that one returns before the store has
      // been told to drop the parts.
      await new Upload({
        client,
        params: { ...params, Body: Readable.from(chunks, { objectMode: false }) },
        partSize: PART_BYTES,
        queueSize: PARTS_AT_ONCE,
      }).done();
      return { bytes };
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      throw s3Failure('put', key, error);
    }
  }

  async function get(key: string, options: GetOptions = {}): Promise<GotObject> {
    assertKey(key);
    const { range, signal } = options;
    signal?.throwIfAborted();
    // A store answers an impossible range with the whole object.
    if (range !== undefined) assertRange(key, range);
    try {
      const answer = await client.send(
        new GetObjectCommand({
          Bucket,
          Key: key,
          ...(range === undefined ? {} : { Range: `bytes=${range.start}-${range.endInclusive}` }),
        }),
        signal === undefined ? {} : { abortSignal: signal },
      );
      const { Body: body, ContentLength: bytes } = answer;
      if (!(body instanceof Readable) || bytes === undefined) {
        throw new StorageError('unavailable', `get ${key}: an answer without body or length`);
      }
      const total = /\/(\d+)$/.exec(answer.ContentRange ?? '')?.[1];
      if (range !== undefined && total === undefined) {
        body.destroy();
        throw new StorageError('unavailable', `get ${key}: the range was not honoured`);
      }
      if (signal !== undefined) addAbortSignal(signal, body);
      return { body, bytes, totalBytes: total === undefined ? bytes : Number(total) };
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      const failure = s3Failure('get', key, error);
      throw failure.code === 'bad_range' && range !== undefined ? badRange(key, range, error) : failure;
    }
  }

  async function copyTo(key: string, file: string, options: { signal?: AbortSignal } = {}): Promise<void> {
    const { body } = await get(key, options);
    const to = createWriteStream(file, { flags: 'wx', mode: 0o600 });
    try {
      await pipeline(body, to);
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') await rm(file, { force: true });
      if (options.signal?.aborted === true) throw options.signal.reason;
      throw systemCode(error) === undefined ? s3Failure('copy', key, error) : translated('copy', key, error);
    }
  }

  async function copy(from: string, to: string, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    assertCopy(from, to);
    signal?.throwIfAborted();
    try {
      // No character of a key or of a bucket's name has to be escaped.
      await client.send(
        new CopyObjectCommand({ Bucket, Key: to, CopySource: `${Bucket}/${from}` }),
        signal === undefined ? {} : { abortSignal: signal },
      );
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      throw s3Failure('copy', from, error);
    }
  }

  async function head(key: string): Promise<{ bytes: number } | null> {
    assertKey(key);
    try {
      const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket, Key: key }));
      if (ContentLength === undefined) throw new StorageError('unavailable', `head ${key}: no length`);
      return { bytes: ContentLength };
    } catch (error) {
      const failure = s3Failure('head', key, error);
      if (failure.code === 'not_found') return null;
      throw failure;
    }
  }

  async function remove(key: string): Promise<void> {
    assertKey(key);
    await removeVersion(key, undefined);
  }

  /** One by one: DeleteObjects wants a Content-MD5 that the SDK no longer sends. */
  async function removeVersion(key: string, versionId: string | undefined): Promise<void> {
    try {
      await client.send(
        new DeleteObjectCommand({
          Bucket,
          Key: key,
          ...(versionId === undefined ? {} : { VersionId: versionId }),
        }),
      );
    } catch (error) {
      const failure = s3Failure('delete', key, error);
      if (failure.code !== 'not_found') throw failure;
    }
  }

  async function* list(prefix: string): AsyncIterable<StoredObject> {
    if (prefix !== '') assertPrefix(prefix);
    try {
      for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix: prefix })) {
        for (const { Key, Size } of page.Contents ?? []) {
          if (Key !== undefined && Size !== undefined) yield { key: Key, bytes: Size };
        }
      }
    } catch (error) {
      throw s3Failure('list', prefix, error);
    }
  }

  async function erasePrefix(prefix: string): Promise<Erased> {
    assertPrefix(prefix);
    const erased: Erased = { objects: 0, bytes: 0, leftovers: 0 };
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      // Uploads first: one that completes meanwhile has become an object by the time of the listing.
      const uploads = await dropUploads(prefix);
      let objects = 0;
      await severalAtOnce(list(prefix), async ({ key, bytes }) => {
        await removeVersion(key, undefined);
        objects += 1;
        erased.bytes += bytes;
      });
      const versions = await dropVersions(prefix);
      erased.objects += objects;
      erased.leftovers += uploads + versions;
      if (uploads + objects + versions === 0) return erased;
    }
    throw new StorageError('unavailable', `erase ${prefix}: something is still being written there`);
  }

  async function dropUploads(prefix: string): Promise<number> {
    try {
      let dropped = 0;
      let marker: { KeyMarker?: string; UploadIdMarker?: string } | null = {};
      while (marker !== null) {
        const page: ListMultipartUploadsCommandOutput = await client.send(
          new ListMultipartUploadsCommand({ Bucket, Prefix: prefix, ...marker }),
        );
        for (const { Key, UploadId } of page.Uploads ?? []) {
          if (Key === undefined || UploadId === undefined || !Key.startsWith(prefix)) continue;
          await dropUpload(Key, UploadId);
          dropped += 1;
        }
        marker =
          page.IsTruncated === true && page.NextKeyMarker !== undefined
            ? {
                KeyMarker: page.NextKeyMarker,
                ...(page.NextUploadIdMarker === undefined ? {} : { UploadIdMarker: page.NextUploadIdMarker }),
              }
            : null;
      }
      return dropped;
    } catch (error) {
      throw s3Failure('list uploads', prefix, error);
    }
  }

  async function dropUpload(key: string, uploadId: string): Promise<void> {
    try {
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId: uploadId }));
    } catch (error) {
      const failure = s3Failure('drop upload', key, error);
      if (failure.code !== 'not_found') throw failure;
    }
  }

  /** Older versions and delete markers, which hold or name what was deleted. */
  async function dropVersions(prefix: string): Promise<number> {
    try {
      let dropped = 0;
      let marker: { KeyMarker?: string; VersionIdMarker?: string } | null = {};
      while (marker !== null) {
        const page: ListObjectVersionsCommandOutput = await client.send(
          new ListObjectVersionsCommand({ Bucket, Prefix: prefix, ...marker }),
        );
        for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
          if (Key === undefined || VersionId === undefined || !Key.startsWith(prefix)) continue;
          await removeVersion(Key, VersionId);
          dropped += 1;
        }
        marker =
          page.IsTruncated === true && page.NextKeyMarker !== undefined
            ? {
                KeyMarker: page.NextKeyMarker,
                ...(page.NextVersionIdMarker === undefined
                  ? {}
                  : { VersionIdMarker: page.NextVersionIdMarker }),
              }
            : null;
      }
      return dropped;
    } catch (error) {
      // A store that keeps no versions may not know the question.
      const status = httpStatus(error);
      if (status === 501 || status === 405) return 0;
      throw s3Failure('list versions', prefix, error);
    }
  }

  async function health(): Promise<void> {
    try {
      await client.send(new HeadBucketCommand({ Bucket }));
    } catch (error) {
      const failure = s3Failure('health', Bucket, error);
      throw failure.code === 'not_found'
        ? new StorageError('unavailable', 'the bucket does not exist', { cause: error })
        : failure;
    }
  }

  return { put, get, copyTo, copy, head, delete: remove, list, erasePrefix, health };
}

/** Rejects with the first failure, when all that had begun has ended. */
async function severalAtOnce<T>(items: AsyncIterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  let failure: { error: unknown } | undefined;
  const busy = new Set<Promise<void>>();
  for await (const item of items) {
    const one: Promise<void> = work(item)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => busy.delete(one));
    busy.add(one);
    if (busy.size >= DELETES_AT_ONCE) await Promise.race(busy);
    if (failure !== undefined) break;
  }
  await Promise.all(busy);
  if (failure !== undefined) throw failure.error;
}
