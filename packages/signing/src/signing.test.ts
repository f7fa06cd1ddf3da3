import { createPublicKey, randomBytes, randomInt, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Signing } from '@rostrum/core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createKeyFile, createSigning, MEDIA_BUCKET_MS, rotate } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'rostrum-signing-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NOW = Date.UTC(2026, 10, 21, 12, 3, 4);
const BUCKET_START = Math.floor(NOW / MEDIA_BUCKET_MS) * MEDIA_BUCKET_MS;

let keysFile: string;
let signing: Signing;
let ringClockMs: number;

beforeEach(() => {
  keysFile = join(folder, `${randomBytes(6).toString('hex')}.json`);
  createKeyFile(keysFile, NOW);
  ringClockMs = 0;
  signing = createSigning({ keysFile }, { clock: () => ringClockMs });
});

function rotated(kind: 'hmac' | 'ed25519', nowMs: number): string {
  const id = rotate(keysFile, kind, nowMs);
  ringClockMs += 60_000;
  return id;
}

describe('tokens and codes', () => {
  it('are random, of their shapes, and hashed', () => {
    const tokens = new Set(Array.from({ length: 200 }, () => signing.newToken()));
    expect(tokens.size).toBe(200);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(signing.hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    const codes = Array.from({ length: 500 }, () => signing.newCode());
    for (const code of codes) expect(code).toMatch(/^[0-9]{6}$/);
    expect(new Set(codes.map((code) => code[0])).size).toBe(10);
  });

  it('a code is good for its own context only, also after a rotation', () => {
    const stored = signing.hashCode('012345', 'link-1');
    expect(stored).not.toContain('012345');
    rotated('hmac', NOW);
    expect(signing.verifyCode('012345', 'link-1', stored)).toBe(true);
    expect(signing.verifyCode('012346', 'link-1', stored)).toBe(false);
    expect(signing.verifyCode('012345', 'link-2', stored)).toBe(false);
    expect(signing.verifyCode('012345', 'link-1', `${stored}0`)).toBe(false);
    expect(signing.verifyCode('012345', 'link-1', '')).toBe(false);
    expect(() => signing.hashCode('12', 'link-1')).toThrow(RangeError);
  });
});

it('a ticket is good for its own subject only, also after a rotation', () => {
  const ticket = signing.signTicket('device-1');
  rotated('hmac', NOW);
  expect(signing.verifyTicket('device-1', ticket)).toBe(true);
  expect(signing.verifyTicket('device-2', ticket)).toBe(false);
  for (const foreign of [
    '',
    ticket.slice(0, -1),
    `${ticket}0`,
    `x${ticket}`,
    signing.hashCode('012345', 'device-1'),
  ]) {
    expect(signing.verifyTicket('device-1', foreign)).toBe(false);
  }
});

describe('media addresses', () => {
  const scope = { scope: 'revision-1', epoch: 3 };

  it('are the same for everybody within a bucket and hold for the following one', () => {
    const signature = signing.signMedia(scope, BUCKET_START);
    expect(signing.signMedia(scope, BUCKET_START + MEDIA_BUCKET_MS - 1)).toBe(signature);
    expect(signing.signMedia(scope, BUCKET_START + MEDIA_BUCKET_MS)).not.toBe(signature);
    expect(signature).toMatch(/^[0-9]+-[a-z0-9]+-[A-Za-z0-9_-]{43}$/);
    for (const [afterMs, verdict] of [
      [0, 'ok'],
      [2 * MEDIA_BUCKET_MS - 1, 'ok'],
      [2 * MEDIA_BUCKET_MS, 'expired'],
      [365 * 24 * 3_600_000, 'expired'],
      [-1, 'expired'],
    ] as const) {
      expect(signing.verifyMedia(signature, scope, BUCKET_START + afterMs)).toBe(verdict);
    }
  });

  it('are held for as long as is asked, in whole buckets, and never before their time', () => {
    const signature = signing.signMedia(scope, BUCKET_START);
    const at = (afterMs: number, heldMs: number) =>
      signing.verifyMedia(signature, scope, BUCKET_START + afterMs, heldMs);
    expect(at(3 * MEDIA_BUCKET_MS - 1, 1)).toBe('ok');
    expect(at(3 * MEDIA_BUCKET_MS, 1)).toBe('expired');
    expect(at(3 * MEDIA_BUCKET_MS, MEDIA_BUCKET_MS + 1)).toBe('ok');
    expect(at(-1, 60 * MEDIA_BUCKET_MS)).toBe('expired');
  });

  it('fail for any other scope, epoch or audience', () => {
    const forMission = { ...scope, audience: 'mission-1' };
    const signature = signing.signMedia(forMission, NOW);
    expect(signing.verifyMedia(signature, forMission, NOW)).toBe('ok');
    for (const other of [
      scope,
      { ...forMission, scope: 'revision-2' },
      { ...forMission, scope: '' },
      { ...forMission, epoch: 4 },
      { ...forMission, epoch: 2 },
      { ...forMission, audience: 'mission-2' },
      { ...forMission, audience: '' },
      // The parts may not run into each other.
      { scope: 'revision-1",3,"mission-1', epoch: 3 },
      { scope: 'revision-13', epoch: 3, audience: 'mission-1' },
    ]) {
      expect(signing.verifyMedia(signature, other, NOW)).toBe('bad');
    }
  });

  it('fail when any one character is altered', () => {
    const signature = signing.signMedia(scope, NOW);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_/.%';
    for (let at = 0; at < signature.length; at += 1) {
      for (const letter of alphabet) {
        if (letter === signature[at]) continue;
        const altered = signature.slice(0, at) + letter + signature.slice(at + 1);
        expect(signing.verifyMedia(altered, scope, NOW), altered).toBe('bad');
      }
    }
  });

  it('fail for foreign text, never with an exception', () => {
    const signature = signing.signMedia(scope, NOW);
    const other = createOther();
    for (const text of [
      '',
      '-',
      '--',
      `0${signature}`,
      ` ${signature}`,
      `${signature}\n`,
      `${signature}=`,
      signature.slice(0, -1),
      `${'9'.repeat(400)}-abcd-${'A'.repeat(43)}`,
      `NaN-abcd-${'A'.repeat(43)}`,
      'é'.repeat(60),
      other.signMedia(scope, NOW),
      ...Array.from({ length: 200 }, () => randomBytes(randomInt(80)).toString('latin1')),
    ]) {
      expect(signing.verifyMedia(text, scope, NOW)).toBe('bad');
    }
  });

  it('outlive the retirement of their key by their own time, and no address of a later bucket is good', () => {
    const before = signing.signMedia(scope, BUCKET_START);
    const thief = createSigning({ keysFile }, { recheckMs: Number.POSITIVE_INFINITY });
    const newId = rotated('hmac', BUCKET_START + 1000);
    expect(signing.verifyMedia(before, scope, BUCKET_START + MEDIA_BUCKET_MS)).toBe('ok');
    expect(signing.signMedia(scope, BUCKET_START + 2000)).toContain(`-${newId}-`);
    const forged = thief.signMedia(scope, BUCKET_START + MEDIA_BUCKET_MS);
    expect(forged).not.toContain(newId);
    expect(signing.verifyMedia(forged, scope, BUCKET_START + MEDIA_BUCKET_MS)).toBe('bad');
  });

  it('of another process that has rotated the keys already are good at once', () => {
    const other = createSigning({ keysFile });
    expect(other.verifyMedia(signing.signMedia(scope, NOW), scope, NOW)).toBe('ok');
    rotate(keysFile, 'hmac', NOW);
    const fresh = createSigning({ keysFile });
    ringClockMs += 1000;
    expect(signing.verifyMedia(fresh.signMedia(scope, NOW), scope, NOW)).toBe('ok');
  });
});

describe('receipts and masters', () => {
  const payload = {
    takeId: 't',
    sha256: 'ab',
    bytes: 12,
    at: '2026-11-21T12:00:00Z',
    name: 'خطاب.mp4',
    none: null,
  };

  it('verify, whatever the order of the keys', () => {
    const receipt = signing.signReceipt(payload);
    expect(receipt.payload).toEqual(payload);
    expect(signing.verifyReceipt(receipt)).toBe(true);
    const reordered = Object.fromEntries(Object.entries(payload).reverse());
    expect(signing.verifyReceipt({ ...receipt, payload: reordered })).toBe(true);
    expect(signing.verifyReceipt(JSON.parse(JSON.stringify(receipt)))).toBe(true);
  });

  it('fail when anything is altered', () => {
    const receipt = signing.signReceipt(payload);
    const { none: _none, ...fewer } = payload;
    for (const other of [
      { ...payload, bytes: 13 },
      { ...payload, name: 'x' },
      { ...payload, more: 1 },
      fewer,
      { ...payload, bytes: '12' },
    ]) {
      expect(signing.verifyReceipt({ ...receipt, payload: other })).toBe(false);
    }
    const bytes = Buffer.from(receipt.signature, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(signing.verifyReceipt({ ...receipt, signature: altered.toString('base64url') })).toBe(false);
    }
    for (const signature of ['', 'A'.repeat(86), `${receipt.signature}=`, receipt.signature.slice(1)]) {
      expect(signing.verifyReceipt({ ...receipt, signature })).toBe(false);
    }
    expect(signing.verifyReceipt({ ...receipt, keyId: 'nokey' })).toBe(false);
    expect(signing.verifyReceipt(createOther().signReceipt(payload))).toBe(false);
  });

  it('refuse what has no canonical form', () => {
    expect(() => signing.signReceipt({ bytes: Number.NaN })).toThrow();
    expect(() => signing.signReceipt({ bytes: Number.POSITIVE_INFINITY })).toThrow();
  });

  it('a receipt never passes for a master, nor the other way round', () => {
    const sha256 = 'ab'.repeat(32);
    const hash = signing.signBytesHash(sha256);
    expect(signing.verifyBytesHash(hash)).toBe(true);
    expect(signing.verifyBytesHash({ ...hash, sha256: 'cd'.repeat(32) })).toBe(false);
    expect(signing.verifyReceipt({ payload: sha256, keyId: hash.keyId, signature: hash.signature })).toBe(
      false,
    );
    expect(signing.verifyBytesHash({ ...signing.signReceipt(sha256), sha256 })).toBe(false);
    expect(() => signing.signBytesHash('AB'.repeat(32))).toThrow(RangeError);
  });

  it('stay verifiable through rotations, and retired private keys are gone', () => {
    const receipts = [signing.signReceipt(payload)];
    const secrets = [readFileSync(keysFile, 'utf8')];
    for (let n = 1; n <= 3; n += 1) {
      const id = rotated('ed25519', NOW + n);
      receipts.push(signing.signReceipt(payload));
      expect(receipts.at(-1)?.keyId).toBe(id);
      secrets.push(readFileSync(keysFile, 'utf8'));
    }
    for (const receipt of receipts) expect(signing.verifyReceipt(receipt)).toBe(true);
    expect(new Set(receipts.map(({ keyId }) => keyId)).size).toBe(4);
    expect(signing.publicKeys().keys.map(({ kid }) => kid)).toEqual(receipts.map(({ keyId }) => keyId));
    const firstPrivate = /"ed25519",\s+"createdAt": "[^"]+",\s+"material": "([^"]+)"/.exec(
      secrets[0] ?? '',
    )?.[1];
    expect(firstPrivate).toHaveLength(64);
    expect(secrets[1]).not.toContain(firstPrivate);
  });

  it('verify with the published key alone, by the documented text', () => {
    const receipt = signing.signReceipt({ b: 1, a: 'é' });
    const jwk = signing.publicKeys().keys.find(({ kid }) => kid === receipt.keyId);
    expect(jwk).toMatchObject({ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA' });
    expect(Object.keys(jwk ?? {})).not.toContain('d');
    const text = `{"keyId":"${receipt.keyId}","payload":{"a":"é","b":1},"purpose":"receipt"}`;
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    expect(verify(null, Buffer.from(text), key, Buffer.from(receipt.signature, 'base64url'))).toBe(true);
  });
});

function createOther(): Signing {
  const path = join(folder, `${randomBytes(6).toString('hex')}.json`);
  createKeyFile(path);
  return createSigning({ keysFile: path });
}
