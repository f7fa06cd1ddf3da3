import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { storageConformance } from './conformance.ts';
import { directoryStorage } from './directory-storage.ts';

const made: string[] = [];

function freshRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'rostrum-storage-'));
  made.push(root);
  return root;
}

afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true });
});

storageConformance('directory', async () => {
  const root = join(freshRoot(), 'media');
  return {
    storage: directoryStorage({ kind: 'directory', root }),
    leftoversBelow: async (prefix) =>
      namesBelow(join(root, prefix)).filter((name) => name.startsWith('.')).length,
    leaveBehind: async (prefix) => writeFileSync(join(root, prefix, '.put-of-a-killed-process'), 'half'),
    exactIfAbsent: true,
    close: async () => undefined,
  };
});

describe('directory storage', () => {
  it('keeps files and folders private', async () => {
    const root = join(freshRoot(), 'media');
    await directoryStorage({ kind: 'directory', root }).put('a/b', new Uint8Array(3));
    expect(statSync(join(root, 'a/b')).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o700);
    expect(statSync(root).mode & 0o777).toBe(0o700);
  });

  it('erases a symbolic link, never what it points to', async () => {
    const root = freshRoot();
    const outside = join(freshRoot(), 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'kept'), 'kept');
    const storage = directoryStorage({ kind: 'directory', root });
    await storage.put('a/b', new Uint8Array(3));
    symlinkSync(outside, join(root, 'a/link'));
    expect(await storage.erasePrefix('a/')).toEqual({ objects: 1, bytes: 3, leftovers: 1 });
    expect(readdirSync(outside)).toEqual(['kept']);
    expect(readdirSync(root)).toEqual([]);
  });

  it('refuses a key that is also a prefix', async () => {
    const storage = directoryStorage({ kind: 'directory', root: freshRoot() });
    await storage.put('a/b', new Uint8Array(1));
    await expect(storage.put('a/b/c', new Uint8Array(1))).rejects.toMatchObject({ code: 'bad_key' });
    await expect(storage.put('a', new Uint8Array(1))).rejects.toMatchObject({ code: 'bad_key' });
    expect(await storage.head('a')).toBeNull();
    await storage.delete('a');
    expect(await storage.head('a/b')).toEqual({ bytes: 1 });
  });

  it('says when less than the reserve is free', async () => {
    const storage = directoryStorage({
      kind: 'directory',
      root: freshRoot(),
      minFreeBytes: Number.MAX_SAFE_INTEGER,
    });
    await expect(storage.health()).rejects.toMatchObject({ code: 'no_space' });
  });

  it('says that a root below a file cannot be used', async () => {
    const file = join(freshRoot(), 'file');
    writeFileSync(file, '');
    const storage = directoryStorage({ kind: 'directory', root: join(file, 'media') });
    await expect(storage.health()).rejects.toMatchObject({ code: 'unavailable' });
  });

  const small = smallDisk();
  it.skipIf(small === null)('says that a disk is full and leaves nothing of the put', async () => {
    const root = small ?? '';
    const storage = directoryStorage({ kind: 'directory', root });
    try {
      await expect(storage.put('a/large', new Uint8Array(2 * 1024 * 1024))).rejects.toMatchObject({
        code: 'no_space',
      });
      expect(namesBelow(root)).toEqual(['a']);
      expect(await storage.put('a/small', new Uint8Array(1000))).toEqual({ bytes: 1000 });
    } finally {
      execFileSync('umount', [root]);
    }
  });
});

/** A disk of 1 MiB, where this account may mount one. */
function smallDisk(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const root = freshRoot();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', root], { stdio: 'ignore' });
    return root;
  } catch {
    return null;
  }
}

function namesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => entry.name);
  } catch {
    return [];
  }
}
