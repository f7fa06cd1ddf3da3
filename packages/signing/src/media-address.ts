import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { MediaScope, MediaVerdict } from '@rostrum/core';
import type { KeyRing } from './key-ring.ts';

export const MEDIA_BUCKET_MS = 10 * 60 * 1000;

// 43 characters of base64url are 256 bits, and two bits over that have one spelling only.
const SHAPE = /^(0|[1-9][0-9]{0,9})-([a-z0-9]{4,16})-([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])$/;

export function signMedia(keys: KeyRing, scope: MediaScope, nowMs: number): string {
  const { id, signing } = keys.active('hmac');
  const bucket = bucketOf(nowMs);
  return `${bucket}-${id}-${mac(signing, scope, bucket, id).toString('base64url')}`;
}

export function verifyMedia(
  keys: KeyRing,
  signature: string,
  scope: MediaScope,
  nowMs: number,
  heldMs = 0,
): MediaVerdict {
  const [, bucketText, keyId, macText] = SHAPE.exec(signature) ?? [];
  if (bucketText === undefined || keyId === undefined || macText === undefined) return 'bad';
  const key = keys.find('hmac', keyId);
  if (key === null) return 'bad';
  const bucket = Number(bucketText);
  // Whoever holds a retired key may not make addresses for the time after.
  if (key.retiredAtMs !== null && bucket > bucketOf(key.retiredAtMs)) return 'bad';
  const expected = mac(key.verifying, scope, bucket, keyId);
  if (!timingSafeEqual(expected, Buffer.from(macText, 'base64url'))) return 'bad';
  const age = bucketOf(nowMs) - bucket;
  return age >= 0 && age <= 1 + Math.ceil(heldMs / MEDIA_BUCKET_MS) ? 'ok' : 'expired';
}

function bucketOf(nowMs: number): number {
  const bucket = Math.floor(nowMs / MEDIA_BUCKET_MS);
  if (!Number.isSafeInteger(bucket) || bucket < 0) throw new RangeError('not an instant');
  return bucket;
}

function mac(key: KeyObject, scope: MediaScope, bucket: number, keyId: string): Buffer {
  const { scope: what, epoch, audience } = scope;
  if (!Number.isSafeInteger(epoch) || epoch < 0) throw new RangeError('an epoch is a whole number');
  // JSON keeps the parts apart; the first word keeps it apart from what else the key vouches for.
  const text = JSON.stringify(['media', keyId, bucket, epoch, what, audience ?? null]);
  return createHmac('sha256', key).update(text).digest();
}
