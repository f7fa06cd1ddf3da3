import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createSigning } from './create-signing.ts';
import { createKeyFile, ensureKeyFile, readKeyFile, rotate } from './key-file.ts';

const home = mkdtempSync(join(tmpdir(), 'rostrum-keys-'));
afterAll(() => rmSync(home, { recursive: true }));

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(home, 'k-'));
  path = join(folder, 'deep', 'keys.json');
});

const failsWith = (code: string) => expect.objectContaining({ name: 'KeyFileError', code });

describe('the key file', () => {
  it('is private, has one active key of each kind, and is never replaced', () => {
    createKeyFile(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readKeyFile(path).map(({ kind, retiredAt }) => [kind, retiredAt])).toEqual([
      ['hmac', undefined],
      ['ed25519', undefined],
    ]);
    const before = readFileSync(path, 'utf8');
    expect(() => createKeyFile(path)).toThrow(failsWith('exists'));
    ensureKeyFile(path);
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['keys.json']);
  });

  it.each([0o640, 0o604, 0o660, 0o644, 0o610])('is refused at mode %o', (mode) => {
    createKeyFile(path);
    chmodSync(path, mode);
    expect(() => readKeyFile(path)).toThrow(failsWith('too_open'));
    expect(() => createSigning({ keysFile: path })).toThrow(failsWith('too_open'));
    expect(() => ensureKeyFile(path)).toThrow(failsWith('too_open'));
    expect(() => rotate(path, 'hmac')).toThrow(failsWith('too_open'));
    expect(readdirSync(join(folder, 'deep'))).toEqual(['keys.json']);
  });

  it('is refused when missing or malformed, without showing a key', () => {
    expect(() => createSigning({ keysFile: path })).toThrow(failsWith('missing'));
    createKeyFile(path);
    const whole = readFileSync(path, 'utf8');
    const [hmac, ed25519] = readKeyFile(path);
    const file = (...keys: unknown[]) => JSON.stringify({ version: 1, keys });
    for (const text of [
      '',
      whole.slice(0, -30),
      '[]',
      file(),
      file(hmac),
      file(hmac, hmac, ed25519),
      file(hmac, { ...hmac, id: 'other1' }, ed25519),
      file({ ...hmac, id: 'has-hyphen' }, ed25519),
      file({ ...hmac, material: 'c2hvcnQ' }, ed25519),
      file(hmac, { ...ed25519, material: hmac?.material }),
      file(hmac, { ...ed25519, extra: 1 }),
      file({ ...hmac, retiredAt: '2026-01-01T00:00:00Z' }, ed25519),
    ]) {
      writeFileSync(path, text);
      expect(() => readKeyFile(path), text).toThrow(failsWith('malformed'));
      try {
        readKeyFile(path);
      } catch (error) {
        for (const key of [hmac, ed25519]) expect(String(error)).not.toContain(key?.material);
      }
    }
  });

  it('rotates: one more key, the former retired, one rotation at a time', () => {
    createKeyFile(path);
    const fresh = rotate(path, 'hmac');
    const keys = readKeyFile(path);
    expect(keys).toHaveLength(3);
    expect(keys.filter(({ kind, retiredAt }) => kind === 'hmac' && retiredAt === undefined)).toMatchObject([
      { id: fresh },
    ]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileSync(`${path}.lock`, '');
    expect(() => rotate(path, 'hmac')).toThrow(failsWith('busy'));
    expect(readKeyFile(path)).toEqual(keys);
  });

  it('forgets an hmac key a day after it retired, and no public key ever', () => {
    const start = Date.UTC(2026, 0, 1);
    const day = 24 * 3_600_000;
    createKeyFile(path, start);
    rotate(path, 'hmac', start);
    rotate(path, 'ed25519', start);
    rotate(path, 'hmac', start + day);
    expect(readKeyFile(path)).toHaveLength(5);
    rotate(path, 'hmac', start + day + 1);
    const kinds = readKeyFile(path).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'hmac')).toHaveLength(3);
    expect(kinds.filter((kind) => kind === 'ed25519')).toHaveLength(2);
  });

  it('keeps the keys in use when the file becomes unusable, and says so', () => {
    createKeyFile(path);
    let nowMs = 0;
    const errors: unknown[] = [];
    const signing = createSigning(
      { keysFile: path },
      { clock: () => nowMs, onError: (error) => errors.push(error) },
    );
    const signature = signing.signMedia({ scope: 's', epoch: 0 }, 1);
    chmodSync(path, 0o644);
    writeFileSync(path, '{}');
    nowMs += 60_000;
    expect(signing.verifyMedia(signature, { scope: 's', epoch: 0 }, 1)).toBe('ok');
    expect(errors).toEqual([failsWith('too_open')]);
  });

  it('is made, rotated and listed by the command', () => {
    const command = join(import.meta.dirname, 'keys-command.ts');
    const run = (...args: string[]) =>
      execFileSync(process.execPath, [command, ...args], { encoding: 'utf8' });
    run('create', path);
    const [, ed25519] = readKeyFile(path);
    expect(run('rotate', 'ed25519', path)).toContain('the active ed25519 key is now');
    const listed = run('list', path);
    expect(listed).toMatch(new RegExp(`^${ed25519?.id} {2}ed25519 .* retired `, 'm'));
    for (const { material } of readKeyFile(path)) expect(listed).not.toContain(material);
    const failed = (...args: string[]) => spawnSync(process.execPath, [command, ...args]).status;
    expect([failed('create', path), failed('rotate', 'rsa', path), failed('list')]).toEqual([1, 2, 2]);
  });
});
