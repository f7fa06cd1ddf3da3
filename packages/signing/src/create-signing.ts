import type { Signing } from '@rostrum/core';
import type { KeyRing, KeyRingOptions } from './key-ring.ts';
import { openKeyRing } from './key-ring.ts';
import { signMedia, verifyMedia } from './media-address.ts';
import { publicKeys, signBytesHash, signReceipt, verifyBytesHash, verifyReceipt } from './receipts.ts';
import { hashCode, hashToken, newCode, newToken, signTicket, verifyCode, verifyTicket } from './tokens.ts';

export type SigningSettings = { keysFile: string };

/** @throws KeyFileError missing | too_open | unreadable | malformed */
export function createSigning(settings: SigningSettings, options: KeyRingOptions = {}): Signing {
  return signingWith(openKeyRing(settings.keysFile, options));
}

export function signingWith(keys: KeyRing): Signing {
  return {
    newToken,
    hashToken,
    newCode,
    hashCode: (code, context) => hashCode(keys, code, context),
    verifyCode: (code, context, stored) => verifyCode(keys, code, context, stored),
    signTicket: (subject) => signTicket(keys, subject),
    verifyTicket: (subject, ticket) => verifyTicket(keys, subject, ticket),
    signMedia: (scope, nowMs) => signMedia(keys, scope, nowMs),
    verifyMedia: (signature, scope, nowMs, heldMs) => verifyMedia(keys, signature, scope, nowMs, heldMs),
    signReceipt: (payload) => signReceipt(keys, payload),
    verifyReceipt: (receipt) => verifyReceipt(keys, receipt),
    signBytesHash: (sha256) => signBytesHash(keys, sha256),
    verifyBytesHash: (hash) => verifyBytesHash(keys, hash),
    publicKeys: () => publicKeys(keys),
  };
}
