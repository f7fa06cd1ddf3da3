import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type S3Settings as StorageSettings, s3ClientConfig, s3Storage } from '@rostrum/storage';
import { requirePart, type S3Settings, s3Settings } from '@rostrum/testkit';
import { Upload } from '@tus/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Fault, openStoreBetween, type StoreBetween } from '../testing/store-between.ts';
import { PartStore } from './part-store.ts';

const MIB = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Answers when some of the body has come, and ends the connection with the rest on its way. */
const failsInTheMiddle =
  (status: number): Fault =>
  (incoming, outgoing) => {
    let bytes = 0;
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes < MIB || outgoing.headersSent) return;
      outgoing.writeHead(status, { connection: 'close' }).end();
    });
    incoming.on('end', () => {
      if (!outgoing.headersSent) outgoing.writeHead(status).end();
    });
  };
const refuses =
  (status: number): Fault =>
  (incoming, outgoing) => {
    incoming.resume();
    outgoing.writeHead(status).end();
  };

describe.skipIf(!requirePart('s3'))('a store of parts', () => {
  let settings: S3Settings;
  let between: StoreBetween;
  let throughIt: StorageSettings;
  let spillDir: string;
  const faults = (kind: string, ...them: Fault[]) => between.faults.set(kind, them);
  const left = (kind: string) => between.faults.get(kind)?.length;

  beforeAll(async () => {
    settings = await s3Settings();
    between = await openStoreBetween(settings.endpoint);
    throughIt = { kind: 's3', ...settings, endpoint: between.endpoint };
    spillDir = await mkdtemp(join(tmpdir(), 'rostrum-spill-'));
  });
  beforeEach(() => {
    between.faults.clear();
    between.asked.length = 0;
  });
  afterAll(async () => {
    between?.close();
    if (spillDir !== undefined) await rm(spillDir, { recursive: true });
  });

  /** A process: what one knows no other does. `ahead`: parts go to the store while they come, or when they have. */
  const store = ({ ahead = true } = {}) =>
    new PartStore({
      s3ClientConfig: { ...s3ClientConfig(throughIt), bucket: settings.bucket },
      spillDir,
      firstWithinMs: ahead ? Number.POSITIVE_INFINITY : -1,
      pausesMs: [1, 1],
    });

  async function begin(parts: PartStore, size: number): Promise<string> {
    const id = `statements/${randomUUID()}/takes/${randomUUID()}/original`;
    await parts.create(new Upload({ id, size, offset: 0 }));
    between.asked.length = 0;
    return id;
  }

  async function* body(bytes: Uint8Array, breaksAt = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 65_536) {
      if (at >= breaksAt) throw new Error('it broke off');
      yield bytes.subarray(at, Math.min(at + 65_536, breaksAt));
    }
  }

  const write = (parts: PartStore, id: string, offset: number, bytes: Uint8Array) =>
    parts.writePart(body(bytes), { id, offset, length: bytes.length });

  async function storedHash(id: string): Promise<string> {
    const { body: stored } = await s3Storage({ kind: 's3', ...settings }).get(id);
    return sha256(Buffer.concat(await stored.toArray()));
  }

  async function storedKeys(id: string): Promise<string[]> {
    const stored = s3Storage({ kind: 's3', ...settings }).list(id.slice(0, id.lastIndexOf('/') + 1));
    const keys: string[] = [];
    for await (const { key } of stored) keys.push(key);
    return keys.sort();
  }

  it.each([true, false])('asks the store once a part (ahead: %s)', async (ahead) => {
    const parts = store({ ahead });
    const file = randomBytes(11 * MIB);
    const id = await begin(parts, file.length);
    let offset = (await parts.getUpload(id)).offset;
    between.asked.length = 0;
    for (const end of [5 * MIB, 10 * MIB, 11 * MIB]) {
      expect((await parts.getUploadAt(id, offset)).offset).toBe(offset);
      offset = await write(parts, id, offset, file.subarray(offset, end));
      expect(offset).toBe(end);
    }
    expect(between.asked).toEqual(['part', 'part', 'part', 'complete']);
    expect(await storedHash(id)).toBe(sha256(file));
    // A length that nobody said goes the slower way, to the same end.
    const other = await begin(parts, MIB);
    await parts.writePart(body(file.subarray(0, MIB)), { id: other, offset: 0, length: null });
    expect(await storedHash(other)).toBe(sha256(file.subarray(0, MIB)));
  });

  it.each([true, false])(
    'keeps what came of parts that broke off, and nothing twice (ahead: %s)',
    async (ahead) => {
      const file = randomBytes(13 * MIB);
      let parts = store({ ahead });
      const id = await begin(parts, file.length);
      const breakOff = async (offset: number, bytes: number) => {
        const rest = file.subarray(offset, offset + 6 * MIB);
        const call = { id, offset, length: rest.length };
        await expect(parts.writePart(body(rest, bytes), call)).rejects.toThrow('broke off');
        // Whoever asks next is another process each time.
        parts = store({ ahead });
        return (await parts.getUpload(id)).offset;
      };
      // Too little for a part, a little more of it, enough for a part, and something behind it.
      expect(await breakOff(0, 1 * MIB)).toBe(1 * MIB);
      expect(await breakOff(1 * MIB, 100_000)).toBe(1 * MIB + 100_000);
      let offset = await breakOff(1 * MIB + 100_000, 5 * MIB);
      expect(offset).toBe(6 * MIB + 100_000);
      expect(await breakOff(offset, 7)).toBe(offset + 7);
      offset += 7;
      // One that ends too early, without a failure.
      const short = file.subarray(offset, offset + MIB);
      offset = await parts.writePart(body(short), { id, offset, length: 3 * MIB });
      expect((await parts.getUpload(id)).offset).toBe(offset);
      expect(await write(parts, id, offset, file.subarray(offset))).toBe(file.length);
      expect(await storedHash(id)).toBe(sha256(file));
    },
  );

  it.each([
    ['500 in the middle of a part', failsInTheMiddle(500), 'part'],
    ['502 before it was sent anything', refuses(502), 'part'],
    ['503 to what is carried', refuses(503), 'PUT part'],
  ])('needs nothing again where the store answers %s', async (_what, fault, kind) => {
    const parts = store();
    const file = randomBytes(7 * MIB);
    const id = await begin(parts, file.length);
    faults(kind, fault, fault);
    const first = kind === 'part' ? 6 * MIB : MIB;
    expect(await write(parts, id, 0, file.subarray(0, first))).toBe(first);
    expect(await write(parts, id, first, file.subarray(first))).toBe(file.length);
    expect(left(kind)).toBe(0);
    expect(await storedHash(id)).toBe(sha256(file));
  });

  it('writes a part once where the store had it and its answer was lost', async () => {
    const parts = store();
    const file = randomBytes(7 * MIB);
    const id = await begin(parts, file.length);
    const lost: Fault = (incoming, outgoing) => between.forward(incoming, outgoing, () => outgoing.destroy());
    faults('part', lost, lost);
    await write(parts, id, 0, file.subarray(0, 5 * MIB));
    expect((await store().getUpload(id)).offset).toBe(5 * MIB);
    await write(parts, id, 5 * MIB, file.subarray(5 * MIB));
    expect(await storedHash(id)).toBe(sha256(file));
  });

  it('says where it stands after a store that refuses for good, and goes on from there', async () => {
    const parts = store();
    const file = randomBytes(11 * MIB);
    const id = await begin(parts, file.length);
    await write(parts, id, 0, file.subarray(0, 5 * MIB));
    faults('part', failsInTheMiddle(500), refuses(503), refuses(503), refuses(503));
    const second = file.subarray(5 * MIB);
    await expect(write(parts, id, 5 * MIB, second)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 503 },
    });
    expect(left('part')).toBe(0);
    expect((await parts.getUploadAt(id, 5 * MIB)).offset).toBe(5 * MIB);
    faults('part', refuses(403));
    await expect(write(parts, id, 0, second)).rejects.toMatchObject({ status_code: 409 });
    await write(parts, id, 5 * MIB, second);
    expect(await storedHash(id)).toBe(sha256(file));
  });

  it('goes on after a process that ended between the store’s answer and its own record', async () => {
    const file = randomBytes(12 * MIB);
    const [first, second] = [store(), store()];
    const id = await begin(first, file.length);
    await write(first, id, 0, file.subarray(0, 5 * MIB));
    // The second stores a part and ends; the row says 5 MiB, and so does the first.
    await second.getUpload(id);
    await write(second, id, 5 * MIB, file.subarray(5 * MIB, 10 * MIB));
    // Who asks is told what is stored.
    expect((await store().getUpload(id)).offset).toBe(10 * MIB);
    // Who does not sends it again, and it takes the other's place.
    expect((await first.getUploadAt(id, 5 * MIB)).offset).toBe(5 * MIB);
    await write(first, id, 5 * MIB, file.subarray(5 * MIB, 11 * MIB));
    expect((await first.getUpload(id)).offset).toBe(11 * MIB);
    // What another process recorded meanwhile is not known here.
    const third = store();
    await third.getUpload(id);
    await third.writePart(body(file.subarray(11 * MIB, 11 * MIB + 9)), { id, offset: 11 * MIB, length: 9 });
    expect((await first.getUploadAt(id, 11 * MIB + 9)).offset).toBe(11 * MIB + 9);
    await write(first, id, 11 * MIB + 9, file.subarray(11 * MIB + 9));
    expect(await storedHash(id)).toBe(sha256(file));
  });

  it('completes what a process ended before completing, when it is asked', async () => {
    const parts = store();
    const file = randomBytes(MIB);
    const id = await begin(parts, file.length);
    // Each is tried three times by the SDK itself, and the fourth is its last.
    faults('complete', ...Array.from({ length: 4 }, () => refuses(503)));
    await expect(write(parts, id, 0, file)).rejects.toThrow();
    expect(left('complete')).toBe(0);
    const next = store();
    expect((await next.getUpload(id)).offset).toBe(file.length);
    expect(await storedHash(id)).toBe(sha256(file));
    expect((await next.getUpload(id)).offset).toBe(file.length);
  });

  it('says that an upload is gone that the store dropped', async () => {
    class Dropping extends PartStore {
      async drop(id: string): Promise<void> {
        const { 'upload-id': UploadId } = await this.getMetadata(id);
        await this.client.abortMultipartUpload({ Bucket: this.bucket, Key: id, UploadId });
      }
    }
    const parts = new Dropping({
      s3ClientConfig: { ...s3ClientConfig(throughIt), bucket: settings.bucket },
      spillDir,
    });
    const id = await begin(parts, MIB);
    await parts.drop(id);
    await expect(parts.getUpload(id)).rejects.toMatchObject({ status_code: 410 });
  });

  it('does not count what was carried and is in a part by now, though it stays', async () => {
    const parts = store();
    const file = randomBytes(8 * MIB);
    const id = await begin(parts, file.length);
    await write(parts, id, 0, file.subarray(0, MIB));
    faults('DELETE part', ...Array.from({ length: 4 }, () => refuses(503)));
    await write(parts, id, MIB, file.subarray(MIB, 6 * MIB));
    expect(left('DELETE part')).toBe(0);
    const next = store();
    expect((await next.getUpload(id)).offset).toBe(6 * MIB);
    expect(await storedKeys(id)).toEqual([`${id}.info`, `${id}.part`]);
    await write(next, id, 6 * MIB, file.subarray(6 * MIB));
    expect(await storedHash(id)).toBe(sha256(file));
    // The next part took it away.
    expect(await storedKeys(id)).toEqual([id, `${id}.info`]);
  });
});
