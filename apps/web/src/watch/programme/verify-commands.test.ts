import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyCommands } from './verify-commands.ts';

const FILE = 'statement.mp4';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rostrum-verify-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = Buffer.from('the whole of a statement');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const keyId = 'ed-2026_11';
const message = JSON.stringify({ keyId, payload: sha256, purpose: 'master' });
const signature = sign(null, Buffer.from(message), privateKey).toString('base64url');
const key = { kid: keyId, x: String(publicKey.export({ format: 'jwk' }).x) };

function run(content: Buffer) {
  writeFileSync(path.join(folder, FILE), content);
  const commands = verifyCommands(FILE, { sha256, keyId, signature }, key);
  if (commands === null) throw new Error('no commands');
  const shell = (text: string) => spawnSync('sh', ['-c', text], { cwd: folder, encoding: 'utf8' });
  return { hash: shell(commands.hash).stdout, verified: shell(commands.signature) };
}

test('the commands that are shown find a master as it was signed', () => {
  const { hash, verified } = run(bytes);
  expect(hash.startsWith(sha256)).toBe(true);
  expect([verified.status, verified.stdout.trim()]).toEqual([0, 'Signature Verified Successfully']);
});

test('and one in which a byte was changed', () => {
  const changed = Buffer.from(bytes);
  changed[3] = (changed[3] ?? 0) ^ 1;
  const { hash, verified } = run(changed);
  expect(hash.startsWith(sha256)).toBe(false);
  expect(verified.status).not.toBe(0);
});

test('nothing that a shell would understand is put into them', () => {
  const proof = { sha256, keyId, signature };
  expect(verifyCommands('a;rm', proof, key)).toBeNull();
  expect(verifyCommands(FILE, { ...proof, keyId: "'$(id)" }, key)).toBeNull();
  expect(verifyCommands(FILE, proof, { ...key, x: '`id`' })).toBeNull();
});
