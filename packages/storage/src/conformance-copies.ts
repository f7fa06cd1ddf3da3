import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { StorageUnderTest } from './conformance.ts';
import { collect, freshPrefix, readKey, refused } from './conformance-tools.ts';

/** Onto this machine, and from key to key. */
export function copyConformance(subject: () => StorageUnderTest): void {
  it('copies into a new file, which outlives the object, and never over another', async () => {
    const { storage } = subject();
    const folder = await mkdtemp(join(tmpdir(), 'rostrum-copies-'));
    try {
      const [key, file] = [`${freshPrefix()}original`, join(folder, 'original')];
      await refused(storage.copyTo(key, file), 'not_found');
      const bytes = randomBytes(300_001);
      await storage.put(key, bytes);
      const signal = AbortSignal.abort(new Error('too late'));
      await expect(storage.copyTo(key, file, { signal })).rejects.toThrow('too late');
      expect(await readdir(folder)).toEqual([]);
      await storage.copyTo(key, file);
      await refused(storage.copyTo(key, file), 'already_exists');
      await storage.put(key, randomBytes(10));
      await storage.delete(key);
      expect((await readFile(file)).equals(bytes)).toBe(true);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('copies an object to another key, which is one of its own from then on', async () => {
    const { storage } = subject();
    const prefix = freshPrefix();
    const [from, to] = [`${prefix}take/00001.m4s`, `${prefix}cut/deep/00000.m4s`];
    await refused(storage.copy(from, to), 'not_found');
    const bytes = randomBytes(300_001);
    await storage.put(from, bytes, { contentType: 'video/iso.segment' });
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(storage.copy(from, to, { signal })).rejects.toThrow('too late');
    expect(await storage.head(to)).toBeNull();
    // Twice: the second replaces the first.
    for (let n = 0; n < 2; n += 1) await storage.copy(from, to);
    expect((await readKey(storage, to)).equals(bytes)).toBe(true);
    await storage.put(from, randomBytes(10));
    expect((await readKey(storage, to)).equals(bytes)).toBe(true);
    await storage.copy(from, to);
    expect(await storage.head(to)).toEqual({ bytes: 10 });
    await storage.delete(from);
    expect(await storage.head(to)).toEqual({ bytes: 10 });
    expect(await subject().leftoversBelow(prefix)).toBe(0);
    expect(await storage.erasePrefix(prefix)).toMatchObject({ objects: 1, bytes: 10 });
  });

  it('copies nothing to where erasing one statement does not reach', async () => {
    const { storage } = subject();
    const [from, other] = [`${freshPrefix()}a`, freshPrefix()];
    await storage.put(from, randomBytes(10));
    for (const to of [`${other}a`, from, 'conformance/a', `${from}/../b`])
      await refused(storage.copy(from, to), 'bad_key');
    expect(await collect(storage.list(other))).toEqual([]);
  });
}
