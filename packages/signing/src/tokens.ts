import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';

const TOKEN_BYTES = 32;
const CODE_SHAPE = /^[0-9]{6}$/;
const KEYED_SHAPE = /^([a-z0-9]{4,16})\.([0-9a-f]{64})$/;

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** Unkeyed and unsalted on purpose: a token is 256 random bits, and its hash is looked up by equality. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

export function newCode(): string {
  return randomInt(1_000_000).toString().padStart(6, '0');
}

export function hashCode(keys: KeyRing, code: string, context: string): string {
  if (!CODE_SHAPE.test(code)) throw new RangeError('a code is six digits');
  const { id, signing } = keys.active('hmac');
  const mac = createHmac('sha256', signing).update(codeText(code, context)).digest('hex');
  return `${id}.${mac}`;
}

export function verifyCode(keys: KeyRing, code: string, context: string, stored: string): boolean {
  const [, keyId, mac] = KEYED_SHAPE.exec(stored) ?? [];
  if (keyId === undefined || mac === undefined || !CODE_SHAPE.test(code)) return false;
  const key = keys.find('hmac', keyId);
  if (key === null) return false;
  const expected = createHmac('sha256', key.verifying).update(codeText(code, context)).digest();
  return timingSafeEqual(expected, Buffer.from(mac, 'hex'));
}

/** Vouches for a text that is one thing's alone, such as the hash of a token. */
export function signTicket(keys: KeyRing, subject: string): string {
  const { id, signing } = keys.active('hmac');
  return `${id}.${createHmac('sha256', signing).update(ticketText(subject)).digest('hex')}`;
}

export function verifyTicket(keys: KeyRing, subject: string, ticket: string): boolean {
  const [, keyId, mac] = KEYED_SHAPE.exec(ticket) ?? [];
  if (keyId === undefined || mac === undefined) return false;
  const key = keys.find('hmac', keyId);
  if (key === null) return false;
  const expected = createHmac('sha256', key.verifying).update(ticketText(subject)).digest();
  return timingSafeEqual(expected, Buffer.from(mac, 'hex'));
}

function ticketText(subject: string): string {
  return JSON.stringify(['ticket', subject]);
}

/** JSON keeps the parts apart; the first word keeps it apart from what else the key vouches for. */
function codeText(code: string, context: string): string {
  return JSON.stringify(['code', context, code]);
}
