import { sign, verify } from 'node:crypto';
import type { JsonValue, PublicJwk, SignedHash, SignedReceipt } from '@rostrum/core';
import canonicalize from 'canonicalize';
import type { KeyRing } from './key-ring.ts';

const SHA256_SHAPE = /^[0-9a-f]{64}$/;
/** 64 bytes in base64url, in their one spelling. */
const SIGNATURE_SHAPE = /^[A-Za-z0-9_-]{85}[AQgw]$/;

type Purpose = 'receipt' | 'master';

export function signReceipt<P extends JsonValue>(keys: KeyRing, payload: P): SignedReceipt<P> {
  return { payload, ...signed(keys, 'receipt', payload) };
}

export function verifyReceipt(keys: KeyRing, receipt: SignedReceipt): boolean {
  return isSigned(keys, 'receipt', receipt.payload, receipt.keyId, receipt.signature);
}

export function signBytesHash(keys: KeyRing, sha256: string): SignedHash {
  if (!SHA256_SHAPE.test(sha256)) throw new RangeError('a SHA-256 is 64 lower-case hex digits');
  return { sha256, ...signed(keys, 'master', sha256) };
}

export function verifyBytesHash(keys: KeyRing, hash: SignedHash): boolean {
  return SHA256_SHAPE.test(hash.sha256) && isSigned(keys, 'master', hash.sha256, hash.keyId, hash.signature);
}

/** RFC 7517 and RFC 8037. Active and retired keys alike. */
export function publicKeys(keys: KeyRing): { keys: PublicJwk[] } {
  const published: PublicJwk[] = [];
  for (const key of keys.all()) {
    if (key.kind !== 'ed25519') continue;
    const { x } = key.verifying.export({ format: 'jwk' });
    if (x === undefined) throw new Error(`key ${key.id} has no public part`);
    published.push({ kty: 'OKP', crv: 'Ed25519', x, kid: key.id, use: 'sig', alg: 'EdDSA' });
  }
  return { keys: published };
}

function signed(keys: KeyRing, purpose: Purpose, payload: JsonValue): { keyId: string; signature: string } {
  const { id, signing } = keys.active('ed25519');
  return { keyId: id, signature: sign(null, message(purpose, id, payload), signing).toString('base64url') };
}

function isSigned(
  keys: KeyRing,
  purpose: Purpose,
  payload: JsonValue,
  keyId: string,
  signature: string,
): boolean {
  const key = keys.find('ed25519', keyId);
  if (key === null || !SIGNATURE_SHAPE.test(signature)) return false;
  let bytes: Buffer;
  try {
    bytes = message(purpose, keyId, payload);
  } catch {
    // What has no canonical form was never signed.
    return false;
  }
  return verify(null, bytes, key.verifying, Buffer.from(signature, 'base64url'));
}

/** The purpose keeps a receipt from passing for a master; the key's id is signed along. */
function message(purpose: Purpose, keyId: string, payload: JsonValue): Buffer {
  const text = canonicalize({ keyId, payload, purpose });
  if (text === undefined) throw new TypeError('no canonical form');
  return Buffer.from(text, 'utf8');
}
