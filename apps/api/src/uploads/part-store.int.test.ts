import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type S3Settings as StorageSettings, s3ClientConfig, s3Storage } from '@rostrum/storage';
import { requirePart, type S3Settings, s3Settings } from '@rostrum/testkit';
import { Upload } from '@tus/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PartStore } from './part-store.ts';

const MIB = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What stands between the API and its store, and what it does to the next question of a kind. */
type Fault = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

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
  let between: Server;
  let throughIt: StorageSettings;
  const asked: string[] = [];
  const faults = new Map<string, Fault[]>();

  beforeAll(async () => {
    settings = await s3Settings();
    between = createServer((incoming, outgoing) => {
      const kind = kindOf(incoming);
      asked.push(kind);
      const fault = faults.get(kind)?.shift();
      if (fault) fault(incoming, outgoing);
      else forward(incoming, outgoing);
    });
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
    const address = between.address();
    const port = typeof address === 'object' ? address?.port : 0;
    throughIt = { kind: 's3', ...settings, endpoint: `http://127.0.0.1:${port}` };
  });
  beforeEach(() => {
    faults.clear();
    asked.length = 0;
  });
  afterAll(() => between?.close());

  function kindOf({ method, url = '' }: IncomingMessage): string {
    const { pathname, searchParams } = new URL(url, 'http://store');
    if (searchParams.has('partNumber')) return 'part';
    const named = /\.(info|part)$/.exec(pathname)?.[1];
    if (named !== undefined) return `${method} ${named}`;
    if (searchParams.has('uploadId')) return method === 'GET' ? 'list' : 'complete';
    return method === 'POST' ? 'begin' : 'other';
  }

  /** @param done instead of handing on the answer */
  function forward(incoming: IncomingMessage, outgoing: ServerResponse, done?: () => void): void {
    const { method, url } = incoming;
    // Asked and answered already, by this one.
    const { expect: _, ...headers } = incoming.headers;
    const onward = request(settings.endpoint, { method, path: url, headers }, (answer) => {
      if (done === undefined) {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        // Swift sends a body to HEAD, too, which is none.
        if (method === 'HEAD') outgoing.end();
        else answer.pipe(outgoing);
      } else {
        answer.resume().on('end', done);
      }
    });
    onward.on('error', () => {
      if (!outgoing.headersSent) outgoing.destroy();
    });
    incoming.on('aborted', () => onward.destroy());
    incoming.pipe(onward);
  }

  /** A process: what one knows no other does. `ahead`: parts go to the store while they come, or when they have. */
  const store = ({ ahead = true } = {}) =>
    new PartStore({
      s3ClientConfig: { ...s3ClientConfig(throughIt), bucket: settings.bucket },
      firstWithinMs: ahead ? Number.POSITIVE_INFINITY : -1,
      pausesMs: [1, 1],
    });

  async function begin(parts: PartStore, size: number): Promise<string> {
    const id = `statements/${randomUUID()}/takes/${randomUUID()}/original`;
    await parts.create(new Upload({ id, size, offset: 0 }));
    asked.length = 0;
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

  it.each([true, false])('asks the store once a part (ahead: %s)', async (ahead) => {
    const parts = store({ ahead });
    const file = randomBytes(11 * MIB);
    const id = await begin(parts, file.length);
    let offset = (await parts.getUpload(id)).offset;
    asked.length = 0;
    for (const end of [5 * MIB, 10 * MIB, 11 * MIB]) {
      expect((await parts.getUploadAt(id, offset)).offset).toBe(offset);
      offset = await write(parts, id, offset, file.subarray(offset, end));
      expect(offset).toBe(end);
    }
    expect(asked).toEqual(['part', 'part', 'part', 'complete']);
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
    faults.set(kind, [fault, fault]);
    const first = kind === 'part' ? 6 * MIB : MIB;
    expect(await write(parts, id, 0, file.subarray(0, first))).toBe(first);
    expect(await write(parts, id, first, file.subarray(first))).toBe(file.length);
    expect(faults.get(kind)).toEqual([]);
    expect(await storedHash(id)).toBe(sha256(file));
  });

  it('writes a part once where the store had it and its answer was lost', async () => {
    const parts = store();
    const file = randomBytes(7 * MIB);
    const id = await begin(parts, file.length);
    const lost: Fault = (incoming, outgoing) => forward(incoming, outgoing, () => outgoing.destroy());
    faults.set('part', [lost, lost]);
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
    faults.set('part', [failsInTheMiddle(500), refuses(503), refuses(503), refuses(503)]);
    const second = file.subarray(5 * MIB);
    await expect(write(parts, id, 5 * MIB, second)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 503 },
    });
    expect(faults.get('part')).toEqual([]);
    expect((await parts.getUploadAt(id, 5 * MIB)).offset).toBe(5 * MIB);
    faults.set('part', [refuses(403)]);
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
    faults.set(
      'complete',
      Array.from({ length: 4 }, () => refuses(503)),
    );
    await expect(write(parts, id, 0, file)).rejects.toThrow();
    expect(faults.get('complete')).toEqual([]);
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
    const parts = new Dropping({ s3ClientConfig: { ...s3ClientConfig(throughIt), bucket: settings.bucket } });
    const id = await begin(parts, MIB);
    await parts.drop(id);
    await expect(parts.getUpload(id)).rejects.toMatchObject({ status_code: 410 });
  });

  it('does not count what was carried and is in a part by now, though it stays', async () => {
    const parts = store();
    const file = randomBytes(8 * MIB);
    const id = await begin(parts, file.length);
    await write(parts, id, 0, file.subarray(0, MIB));
    faults.set(
      'DELETE part',
      Array.from({ length: 4 }, () => refuses(503)),
    );
    await write(parts, id, MIB, file.subarray(MIB, 6 * MIB));
    expect(faults.get('DELETE part')).toEqual([]);
    const next = store();
    expect((await next.getUpload(id)).offset).toBe(6 * MIB);
    await write(next, id, 6 * MIB, file.subarray(6 * MIB));
    expect(await storedHash(id)).toBe(sha256(file));
  });
});
