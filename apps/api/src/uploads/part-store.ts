import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { StorageError } from '@rostrum/core';
import { type Options, S3Store } from '@tus/s3-store';
import { ERRORS, Upload } from '@tus/server';
import { z } from 'zod';
import { type PartAhead, sendAhead } from './part-ahead.ts';
import { openSpill, type Spill } from './spill.ts';

/** What S3 wants of every part but the last. */
const LEAST_PART_BYTES = 5 * 1024 * 1024;
/** Who sends this much in this time is worth a connection to the store for as long as the part lasts. */
const FIRST_BYTES = 128 * 1024;
const FIRST_WITHIN_MS = 100;
/** The client's connections are 50; these leave some for everything that is short. */
const AHEAD_AT_ONCE = 32;
const KNOWN_AT_MOST = 1_000;
/** Before what failed is tried again, from what is kept. */
const PAUSES_MS = [100, 500, 1_500];

export interface PartStoreOptions {
  s3ClientConfig: Options['s3ClientConfig'];
  /** Of what has come of a part, until the store has it. Of the disk: it is as much as comes at once. */
  spillDir: string;
  /** For tests, which may not depend on their machine's speed. */
  firstWithinMs?: number;
  pausesMs?: readonly number[];
}

interface StoredPart {
  number: number;
  etag: string;
  bytes: number;
}

/** What the store has of an upload. */
interface Standing {
  size: number;
  parts: StoredPart[];
  /** Behind the parts, too little for one: an object of its own until more comes. */
  carriedBytes: number;
  /** Whether such an object may be there, of whatever use. */
  carries: boolean;
  offset: number;
  /** Whether the part before came fast: the next one goes on to the store from its first byte. */
  fast: boolean;
}

/** The SDK would tell standard error of each part that it does not try again. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
/** What the SDK throws for an answer that says no. */
const Answered = z.object({ $metadata: z.object({ httpStatusCode: z.int() }) });
const CarryStart = z.coerce.number().int().nonnegative();

/**
 * The S3 store of @tus, with another way for the bytes: one request is one part, it goes to the store while it
 * comes, and the store is asked where an upload stands only when this process does not know. What has come is
 * kept beside until the store has it, so that a part that breaks off, or that the store refuses, need not come again.
 *
 * An upload has one writer at a time. Nothing is taken away before what replaces it is stored.
 */
export class PartStore extends S3Store {
  readonly #options: PartStoreOptions;
  readonly #known = new Map<string, Standing>();
  #ahead = 0;

  constructor(options: PartStoreOptions) {
    super({ s3ClientConfig: { ...options.s3ClientConfig, logger: SILENT }, useTags: false });
    this.#options = options;
  }

  /**
   * @param recorded what the take's row says was stored. Where this process wrote that much itself, nobody else
   * wrote since: whoever does says so in the row before letting go of the upload.
   */
  async getUploadAt(id: string, recorded: number): Promise<Upload> {
    const known = this.#known.get(id);
    if (known?.offset !== recorded) return await this.getUpload(id);
    const { file } = await this.getMetadata(id);
    return uploadAt(file, known.offset);
  }

  override async getUpload(id: string): Promise<Upload> {
    this.#known.delete(id);
    const { file } = await this.#info(id);
    const standing = await this.#look(id);
    if (standing === null) {
      // Completed; or a rule of the bucket dropped it.
      if (!(await this.#isThere(id))) throw ERRORS.FILE_NO_LONGER_EXISTS;
      return uploadAt(file, file.size ?? 0);
    }
    if (standing.offset === standing.size) await this.#complete(id, standing);
    else this.#remember(id, standing);
    return uploadAt(file, standing.offset);
  }

  /**
   * @param length of the request's body; null where it did not say
   * @throws what `bytes` throws, after what came before it was stored
   */
  async writePart(
    bytes: AsyncIterable<Uint8Array>,
    options: { id: string; offset: number; length: number | null },
  ): Promise<number> {
    const { id, offset } = options;
    const standing = this.#known.get(id) ?? (await this.#look(id));
    // Whatever fails from here on, the store is asked what it has.
    this.#known.delete(id);
    if (standing === null || standing.offset !== offset) throw ERRORS.INVALID_OFFSET;
    const spill = await openSpill(this.#options.spillDir);
    try {
      return await this.#write(bytes, { ...options, standing, spill });
    } finally {
      await spill.close();
    }
  }

  async #write(
    bytes: AsyncIterable<Uint8Array>,
    call: { id: string; offset: number; length: number | null; standing: Standing; spill: Spill },
  ): Promise<number> {
    const { id, standing, spill } = call;
    await this.#fetchCarried(id, standing, spill);
    const { etag, broke, fast } = await this.#receive(bytes, call);
    const came = spill.bytes - standing.carriedBytes;
    if (came > 0) await this.#store({ id, spill, standing: { ...standing, fast } }, etag);
    else this.#remember(id, standing);
    if (broke !== null) throw broke.error;
    return call.offset + came;
  }

  async #fetchCarried(id: string, { carriedBytes }: Standing, spill: Spill): Promise<void> {
    if (carriedBytes === 0) return;
    // Another process may have carried more and died before it said so: what it did not say is not counted.
    const Range = `bytes=0-${carriedBytes - 1}`;
    const { Body } = await this.client.getObject({ Bucket: this.bucket, Key: this.partKey(id, true), Range });
    if (!(Body instanceof Readable)) throw new Error('what was carried has no body');
    for await (const chunk of Body) await spill.add(chunk);
    if (spill.bytes !== carriedBytes) throw new Error('what was carried is not there');
  }

  /** Everything that comes is in the spill; with a mark, the store has it as well. */
  async #receive(
    bytes: AsyncIterable<Uint8Array>,
    call: { id: string; offset: number; length: number | null; standing: Standing; spill: Spill },
  ): Promise<{ etag: string | null; broke: { error: unknown } | null; fast: boolean }> {
    const { spill, length, standing } = call;
    const pace = paceOf(this.#options.firstWithinMs ?? FIRST_WITHIN_MS);
    const may = this.#mayGoAhead(call);
    let ahead = may && standing.fast ? this.#sendAhead(call, length ?? 0) : null;
    let early: Uint8Array[] | null = may && ahead === null ? [] : null;
    let broke: { error: unknown } | null = null;
    try {
      for await (const chunk of bytes) {
        await spill.add(chunk);
        pace.add(chunk.byteLength);
        early?.push(chunk);
        if (ahead !== null) {
          await ahead.add(chunk);
        } else if (early !== null && pace.bytes >= FIRST_BYTES) {
          if (pace.isFast()) {
            ahead = this.#sendAhead(call, length ?? 0);
            for (const piece of early) await ahead.add(piece);
          }
          early = null;
        }
      }
    } catch (error) {
      broke = { error };
    }
    const fast = pace.isFast();
    if (ahead === null) return { etag: null, broke, fast };
    if (spill.bytes === length) return { etag: await ahead.end(), broke, fast };
    await ahead.abandon();
    return { etag: null, broke, fast };
  }

  #mayGoAhead({ offset, length, standing }: { offset: number; length: number | null; standing: Standing }) {
    if (length === null || standing.carriedBytes > 0 || this.#ahead >= AHEAD_AT_ONCE) return false;
    return length >= LEAST_PART_BYTES || offset + length === standing.size;
  }

  #sendAhead({ id, standing }: { id: string; standing: Standing }, length: number): PartAhead {
    this.#ahead += 1;
    return sendAhead(async (body, signal) => {
      try {
        return await this.#putPart(id, { number: nextNumber(standing), body, length, signal });
      } finally {
        this.#ahead -= 1;
      }
    });
  }

  /** The next part, or more to carry; and the whole, where this was the last of it. */
  async #store(
    { id, standing, spill }: { id: string; standing: Standing; spill: Spill },
    etag: string | null,
  ): Promise<void> {
    const { bytes } = spill;
    const start = standing.offset - standing.carriedBytes;
    const { size } = standing;
    if (etag === null && bytes < LEAST_PART_BYTES && start + bytes < size) {
      await this.#persist(async () => this.#putCarried(id, { body: await spill.read(), bytes, start }));
      this.#remember(id, { ...standing, carriedBytes: bytes, carries: true, offset: start + bytes });
      return;
    }
    const number = nextNumber(standing);
    const stored =
      etag ??
      (await this.#persist(async () =>
        this.#putPart(id, { number, body: await spill.read(), length: bytes }),
      ));
    const parts = [...standing.parts, { number, etag: stored, bytes }];
    const carries = standing.carries && !(await this.#dropCarried(id));
    const next = { ...standing, parts, carriedBytes: 0, carries, offset: start + bytes };
    if (next.offset === size) await this.#complete(id, next);
    else this.#remember(id, next);
  }

  async #putPart(
    id: string,
    part: { number: number; body: Readable; length: number; signal?: AbortSignal },
  ): Promise<string> {
    const { 'upload-id': UploadId } = await this.getMetadata(id);
    const { ETag } = await this.client.uploadPart(
      {
        Bucket: this.bucket,
        Key: id,
        UploadId,
        PartNumber: part.number,
        Body: part.body,
        ContentLength: part.length,
      },
      part.signal === undefined ? {} : { abortSignal: part.signal },
    );
    if (ETag === undefined) throw new Error('the store gave no mark of a part');
    return ETag;
  }

  async #putCarried(id: string, carried: { body: Readable; bytes: number; start: number }): Promise<void> {
    await this.client.putObject({
      Bucket: this.bucket,
      Key: this.partKey(id, true),
      Body: carried.body,
      ContentLength: carried.bytes,
      Metadata: { start: String(carried.start) },
    });
  }

  /** One that stays is not counted, as it says where it belongs, and the next part tries again. */
  async #dropCarried(id: string): Promise<boolean> {
    try {
      await this.deleteIncompletePart(id);
      return true;
    } catch {
      return false;
    }
  }

  async #complete(id: string, { parts, carries }: Standing): Promise<void> {
    if (carries) await this.#dropCarried(id);
    const named = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }));
    await this.finishMultipartUpload(await this.getMetadata(id), named);
    await this.clearCache(id);
  }

  async #isThere(id: string): Promise<boolean> {
    try {
      await this.client.headObject({ Bucket: this.bucket, Key: id });
      return true;
    } catch (error) {
      if (statusOf(error) === 404) return false;
      throw error;
    }
  }

  async #info(id: string) {
    try {
      return await this.getMetadata(id);
    } catch (error) {
      if (statusOf(error) === 404) throw ERRORS.FILE_NOT_FOUND;
      throw error;
    }
  }

  /** Null: there is no such upload any more. */
  async #look(id: string): Promise<Standing | null> {
    const { file } = await this.#info(id);
    let listed: Awaited<ReturnType<S3Store['retrieveParts']>>;
    try {
      listed = await this.retrieveParts(id);
    } catch (error) {
      // Other stores have other names for it.
      if (['NoSuchUpload', 'NoSuchKey'].includes(nameOf(error))) return null;
      throw error;
    }
    const parts = listed.map(({ PartNumber: number, ETag: etag, Size: bytes }) => {
      if (number === undefined || etag === undefined || bytes === undefined)
        throw new Error('the store named a part by half');
      return { number, etag, bytes };
    });
    const behind = parts.reduce((sum, { bytes }) => sum + bytes, 0);
    const size = file.size ?? 0;
    const carried = await this.#carried(id);
    const carriedBytes = behind < size && carried?.start === behind ? carried.bytes : 0;
    const offset = behind + carriedBytes;
    return { size, parts, carriedBytes, carries: carried !== null, offset, fast: false };
  }

  /** What became part of a part and was not deleted says a start that is not where the parts end. */
  async #carried(id: string): Promise<{ start: number | null; bytes: number } | null> {
    try {
      const found = await this.client.headObject({ Bucket: this.bucket, Key: this.partKey(id, true) });
      const start = CarryStart.safeParse(found.Metadata?.start);
      return { start: start.success ? start.data : null, bytes: found.ContentLength ?? 0 };
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw error;
    }
  }

  /** A body that streams is tried once by the SDK; this one can be read again. */
  async #persist<T>(attempt: () => Promise<T>): Promise<T> {
    for (const pauseMs of this.#options.pausesMs ?? PAUSES_MS) {
      try {
        return await attempt();
      } catch (error) {
        if (!mayPass(error)) throw error;
        await setTimeout(pauseMs);
      }
    }
    return await attempt();
  }

  #remember(id: string, standing: Standing): void {
    this.#known.delete(id);
    this.#known.set(id, standing);
    const [oldest] = this.#known.keys();
    // Whoever it was: the store is asked again.
    if (this.#known.size > KNOWN_AT_MOST && oldest !== undefined) this.#known.delete(oldest);
  }
}

function uploadAt({ id, size, metadata, creation_date }: Upload, offset: number): Upload {
  return new Upload({
    id,
    offset,
    ...(size === undefined ? {} : { size }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(creation_date === undefined ? {} : { creation_date }),
  });
}

function nextNumber({ parts }: Standing): number {
  return (parts.at(-1)?.number ?? 0) + 1;
}

/** How fast a part comes, from its first bytes on. */
function paceOf(withinMs: number) {
  let beganAtMs: number | null = null;
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    add(count: number): void {
      beganAtMs ??= performance.now();
      bytes += count;
    },
    isFast: () =>
      beganAtMs !== null && performance.now() - beganAtMs <= withinMs * Math.max(1, bytes / FIRST_BYTES),
  };
}

function mayPass(error: unknown): boolean {
  const status = statusOf(error);
  // Without an answer: the connection; but for a full disk of ours, which stays full.
  if (status === undefined) return !(error instanceof StorageError);
  return status >= 500 || status === 408 || status === 429 || nameOf(error) === 'RequestTimeout';
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function statusOf(error: unknown): number | undefined {
  const answered = Answered.safeParse(error);
  return answered.success ? answered.data.$metadata.httpStatusCode : undefined;
}
