import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Storage } from '@rostrum/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyConformance } from './conformance-copies.ts';
import { byKey, collect, freshPrefix, halves, read, readKey, refused, stream } from './conformance-tools.ts';

export type StorageUnderTest = {
  storage: Storage;
  /** What is kept below the prefix but is no object: temporary files, unfinished uploads. */
  leftoversBelow(prefix: string): Promise<number>;
  /** Makes something of that kind by hand, as a killed process would leave it. */
  leaveBehind(prefix: string): Promise<void>;
  /** Whether of several `ifAbsent` puts at once exactly one is told that it won. */
  exactIfAbsent: boolean;
  close(): Promise<void>;
};

const MiB = 1024 * 1024;

const HOSTILE_KEYS = [
  '',
  '/',
  '.',
  '..',
  '/etc/passwd',
  'a//b',
  'a/',
  '../a',
  'a/../b',
  'a/..',
  'a/./b',
  './a',
  'a/.hidden',
  '.put-1',
  'a\\..\\b',
  'C:\\a',
  'a\0b',
  'a b',
  'a\nb',
  'a%2e%2e/b',
  'a?b',
  'a#b',
  '-a',
  '_a',
  '~a',
  'é',
  'خطاب.mp4',
  '发言',
  'a/🎤',
  'a\u202eb',
  'a'.repeat(129),
  `${'a/'.repeat(256)}a`,
];

const HOSTILE_PREFIXES = ['/', 'a', 'a//', '../', 'a/../', './', 'é/', ' /', 'a/b'];

/** What every implementation of the Storage port does, as a vitest suite. */
export function storageConformance(name: string, make: () => Promise<StorageUnderTest>): void {
  describe(`storage: ${name}`, () => {
    let subject: StorageUnderTest;
    let storage: Storage;

    beforeAll(async () => {
      subject = await make();
      storage = subject.storage;
    }, 60_000);
    afterAll(async () => {
      await subject?.close();
    });

    it('gives back what was put, and its size', async () => {
      const key = `${freshPrefix()}a/one.bin`;
      const bytes = randomBytes(70_001);
      expect(await storage.put(key, bytes, { contentType: 'video/mp4' })).toEqual({ bytes: 70_001 });
      expect(await storage.head(key)).toEqual({ bytes: 70_001 });
      const got = await storage.get(key);
      expect([got.bytes, got.totalBytes]).toEqual([70_001, 70_001]);
      expect((await read(got.body)).equals(bytes)).toBe(true);
    });

    it('stores a stream of odd chunks, empty ones among them', async () => {
      const key = `${freshPrefix()}stream`;
      const chunks = [randomBytes(1), Buffer.alloc(0), randomBytes(65_537), Buffer.alloc(0), randomBytes(3)];
      expect(await storage.put(key, stream(chunks))).toEqual({ bytes: 65_541 });
      expect(await readKey(storage, key)).toEqual(Buffer.concat(chunks));
    });

    it.each([
      ['bytes', () => new Uint8Array(0)],
      ['a stream', () => stream([])],
    ])('stores an empty object from %s', async (_kind, body) => {
      const key = `${freshPrefix()}empty`;
      expect(await storage.put(key, body())).toEqual({ bytes: 0 });
      expect(await storage.head(key)).toEqual({ bytes: 0 });
      const got = await storage.get(key);
      expect([got.bytes, got.totalBytes, (await read(got.body)).length]).toEqual([0, 0, 0]);
      await refused(storage.get(key, { range: { start: 0, endInclusive: 0 } }), 'bad_range');
    });

    it('stores 20 MB in parts, whole', async () => {
      const prefix = freshPrefix();
      const chunks = Array.from({ length: 20 }, () => randomBytes(MiB));
      chunks.push(randomBytes(7));
      expect(await storage.put(`${prefix}large`, stream(chunks))).toEqual({ bytes: 20 * MiB + 7 });
      expect((await readKey(storage, `${prefix}large`)).equals(Buffer.concat(chunks))).toBe(true);
      expect(await subject.leftoversBelow(prefix)).toBe(0);
    });

    it('gives ranges to the byte', async () => {
      const key = `${freshPrefix()}range`;
      const bytes = randomBytes(1000);
      await storage.put(key, bytes);
      for (const [start, endInclusive, end] of [
        [0, 0, 0],
        [0, 999, 999],
        [999, 999, 999],
        [10, 19, 19],
        [990, 5000, 999],
        [0, Number.MAX_SAFE_INTEGER, 999],
      ] as const) {
        const got = await storage.get(key, { range: { start, endInclusive } });
        expect([got.bytes, got.totalBytes]).toEqual([end - start + 1, 1000]);
        expect((await read(got.body)).equals(bytes.subarray(start, end + 1))).toBe(true);
      }
      for (const [start, endInclusive] of [
        [1000, 1000],
        [1000, 2000],
        [5, 4],
        [-1, 4],
        [0.5, 4],
        [0, Number.NaN],
      ] as const) {
        await refused(storage.get(key, { range: { start, endInclusive } }), 'bad_range');
      }
    });

    it('says what is missing', async () => {
      const key = `${freshPrefix()}nothing/here`;
      await refused(storage.get(key), 'not_found');
      await refused(storage.get(key, { range: { start: 0, endInclusive: 1 } }), 'not_found');
      expect(await storage.head(key)).toBeNull();
      await storage.delete(key);
    });

    copyConformance(() => subject);

    it('deletes, again and again', async () => {
      const key = `${freshPrefix()}gone`;
      await storage.put(key, randomBytes(10));
      await storage.delete(key);
      await storage.delete(key);
      expect(await storage.head(key)).toBeNull();
      await refused(storage.get(key), 'not_found');
    });

    it('replaces whole, and a reader that has begun keeps what it began with', async () => {
      const key = `${freshPrefix()}replaced`;
      const [former, later] = [Buffer.alloc(3 * MiB, 1), Buffer.alloc(2 * MiB, 2)];
      await storage.put(key, former);
      const { body } = await storage.get(key);
      const reading = body[Symbol.asyncIterator]();
      const first: IteratorResult<Buffer> = await reading.next();
      await storage.put(key, later);
      const rest: Buffer[] = [first.value];
      for (let next = await reading.next(); next.done !== true; next = await reading.next()) {
        rest.push(next.value);
      }
      expect(Buffer.concat(rest).equals(former)).toBe(true);
      expect((await readKey(storage, key)).equals(later)).toBe(true);
    });

    it('lets one of many puts at once win, whole', async () => {
      const prefix = freshPrefix();
      const bodies = Array.from({ length: 6 }, (_, n) => Buffer.alloc(200_000 + n, n));
      await Promise.all(bodies.map((body) => storage.put(`${prefix}contested`, stream(halves(body)))));
      const won = await readKey(storage, `${prefix}contested`);
      expect(bodies.some((body) => body.equals(won))).toBe(true);
      expect(await subject.leftoversBelow(prefix)).toBe(0);
    });

    it.each([
      ['bytes', (bytes: Buffer) => bytes],
      ['a stream', (bytes: Buffer) => stream(halves(bytes))],
      ['a stream in parts', (bytes: Buffer) => stream([...halves(bytes), Buffer.alloc(9 * MiB)])],
    ])('never replaces when told not to: %s', async (_kind, body) => {
      const prefix = freshPrefix();
      const first = randomBytes(500);
      await storage.put(`${prefix}once`, first, { ifAbsent: true });
      await refused(
        storage.put(`${prefix}once`, body(randomBytes(400)), { ifAbsent: true }),
        'already_exists',
      );
      expect((await readKey(storage, `${prefix}once`)).equals(first)).toBe(true);
      expect(await subject.leftoversBelow(prefix)).toBe(0);
    });

    it('lets one of many conditional puts at once win', async () => {
      const key = `${freshPrefix()}race`;
      const bodies = Array.from({ length: 5 }, (_, n) => Buffer.alloc(1000 + n, n));
      const outcomes = await Promise.allSettled(
        bodies.map((body) => storage.put(key, body, { ifAbsent: true })),
      );
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
      for (const outcome of lost) expect(outcome.reason).toMatchObject({ code: 'already_exists' });
      if (subject.exactIfAbsent) expect(lost).toHaveLength(4);
      const winners = bodies.filter((_body, n) => outcomes[n]?.status === 'fulfilled');
      const stored = await readKey(storage, key);
      expect(winners.some((winner) => winner.equals(stored))).toBe(true);
    });

    it.each([
      ['early', 1],
      ['after a part has been sent', 17],
    ])('leaves nothing of a put aborted %s', async (_when, chunks) => {
      const prefix = freshPrefix();
      const stop = new AbortController();
      const reason = new Error('the speaker left');
      async function* stalling() {
        for (let n = 0; n < chunks; n += 1) yield Buffer.alloc(MiB, n);
        stop.abort(reason);
        await new Promise<never>(() => undefined);
      }
      await expect(storage.put(`${prefix}half`, stalling(), { signal: stop.signal })).rejects.toBe(reason);
      expect(await storage.head(`${prefix}half`)).toBeNull();
      expect(await subject.leftoversBelow(prefix)).toBe(0);
    });

    it('keeps the former object when the new body fails, and leaves nothing of the new one', async () => {
      const prefix = freshPrefix();
      const former = randomBytes(100);
      await storage.put(`${prefix}kept`, former);
      async function* broken() {
        for (let n = 0; n < 10; n += 1) yield Buffer.alloc(MiB, n);
        throw new Error('the link dropped');
      }
      await expect(storage.put(`${prefix}kept`, broken())).rejects.toThrow();
      expect((await readKey(storage, `${prefix}kept`)).equals(former)).toBe(true);
      expect(await subject.leftoversBelow(prefix)).toBe(0);
    });

    it('does nothing for a signal that is aborted already', async () => {
      const key = `${freshPrefix()}never`;
      const signal = AbortSignal.abort(new Error('too late'));
      await expect(storage.put(key, randomBytes(5), { signal })).rejects.toThrow('too late');
      expect(await storage.head(key)).toBeNull();
      await storage.put(key, randomBytes(5));
      await expect(storage.get(key, { signal })).rejects.toThrow('too late');
    });

    it('ends a read when it is aborted', async () => {
      const key = `${freshPrefix()}read`;
      await storage.put(key, Buffer.alloc(9 * MiB));
      const stop = new AbortController();
      const { body } = await storage.get(key, { signal: stop.signal });
      const reading = body[Symbol.asyncIterator]();
      await reading.next();
      stop.abort();
      await expect(
        (async () => {
          while ((await reading.next()).done !== true);
        })(),
      ).rejects.toThrow();
    });

    it.each(HOSTILE_KEYS.map((key) => [JSON.stringify(key.slice(0, 40)), key]))(
      'refuses the key %s',
      async (_shown, key) => {
        await refused(storage.put(key, randomBytes(1)), 'bad_key');
        await refused(storage.get(key), 'bad_key');
        await refused(storage.head(key), 'bad_key');
        await refused(storage.copyTo(key, join(tmpdir(), 'never-made')), 'bad_key');
        await refused(storage.copy(key, 'a/b/c'), 'bad_key');
        await refused(storage.copy('a/b/c', key), 'bad_key');
        await refused(storage.delete(key), 'bad_key');
      },
    );

    it('refuses prefixes that are not whole segments', async () => {
      for (const prefix of HOSTILE_PREFIXES) {
        await refused(collect(storage.list(prefix)), 'bad_key');
        await refused(storage.erasePrefix(prefix), 'bad_key');
      }
      await refused(storage.erasePrefix(''), 'bad_key');
    });

    it('lists what is below a prefix and nothing beside it', async () => {
      const prefix = freshPrefix();
      const beside = `${prefix.slice(0, -1)}x/other`;
      const keys = ['b', 'a/1', 'a/2', 'a/b/c.m4s'].map((end) => `${prefix}${end}`);
      for (const [n, key] of [...keys, beside].entries()) await storage.put(key, randomBytes(n));
      const found = await collect(storage.list(prefix));
      expect(found.toSorted(byKey)).toEqual(keys.map((key, bytes) => ({ key, bytes })).toSorted(byKey));
      expect(await collect(storage.list(`${prefix}nothing/`))).toEqual([]);
      expect((await collect(storage.list(''))).map(({ key }) => key)).toEqual(
        expect.arrayContaining([...keys, beside]),
      );
    });

    it('erases all below a prefix, leftovers included, and nothing beside it', async () => {
      const prefix = freshPrefix();
      const beside = `${prefix.slice(0, -1)}x/other`;
      for (const end of ['b', 'a/1', 'a/b/c']) await storage.put(`${prefix}${end}`, randomBytes(11));
      await storage.put(beside, randomBytes(5));
      await subject.leaveBehind(prefix);
      expect(await subject.leftoversBelow(prefix)).toBeGreaterThan(0);
      const erased = await storage.erasePrefix(prefix);
      expect(erased).toMatchObject({ objects: 3, bytes: 33 });
      expect(erased.leftovers).toBeGreaterThan(0);
      expect(await collect(storage.list(prefix))).toEqual([]);
      expect(await subject.leftoversBelow(prefix)).toBe(0);
      expect(await storage.head(beside)).toEqual({ bytes: 5 });
      expect(await storage.erasePrefix(prefix)).toEqual({ objects: 0, bytes: 0, leftovers: 0 });
      await storage.put(`${prefix}b`, randomBytes(1));
      expect(await storage.head(`${prefix}b`)).toEqual({ bytes: 1 });
    });

    it('erases what a statement of many segments leaves', async () => {
      const prefix = freshPrefix();
      const keys = Array.from({ length: 60 }, (_, n) => `${prefix}sets/v${n % 4}/${n}.m4s`);
      await Promise.all(keys.map((key) => storage.put(key, Buffer.alloc(7))));
      expect(await storage.erasePrefix(prefix)).toEqual({ objects: 60, bytes: 420, leftovers: 0 });
      expect(await collect(storage.list(prefix))).toEqual([]);
    });

    it('is healthy', async () => {
      await storage.health();
    });
  });
}
