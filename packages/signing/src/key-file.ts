import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

export type KeyKind = 'hmac' | 'ed25519';

const StoredKey = z
  .strictObject({
    // No hyphen: it stands between the hyphens of a media signature.
    id: z.string().regex(/^[a-z0-9]{4,16}$/),
    kind: z.enum(['hmac', 'ed25519']),
    createdAt: z.iso.datetime(),
    retiredAt: z.iso.datetime().optional(),
    /**
     * base64url. hmac: 32 bytes. ed25519: the private key as PKCS #8; once retired, the public key as
     * SPKI: a retired key can verify and never sign again.
     */
    material: z.base64url(),
  })
  .refine(materialIsSound, { path: ['material'], message: 'not a key of its kind' });

const KeyFile = z
  .strictObject({ version: z.literal(1), keys: z.array(StoredKey) })
  .refine(({ keys }) => new Set(keys.map(({ id }) => id)).size === keys.length, {
    message: 'a key id stands twice',
  })
  .refine(({ keys }) => activeOnes(keys, 'hmac') === 1, { message: 'exactly one hmac key must be active' })
  .refine(({ keys }) => activeOnes(keys, 'ed25519') === 1, {
    message: 'exactly one ed25519 key must be active',
  });

export type StoredKey = z.infer<typeof StoredKey>;

export type KeyFileErrorCode = 'missing' | 'exists' | 'too_open' | 'unreadable' | 'malformed' | 'busy';

/** `message` names the file and what to do; never anything of a key. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
  readonly code: KeyFileErrorCode;

  constructor(code: KeyFileErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const HMAC_BYTES = 32;
/** Long after the last address and code that a retired hmac key vouched for. */
const RETIRED_HMAC_KEPT_MS = 24 * 60 * 60 * 1000;

/** @throws KeyFileError missing | too_open | unreadable | malformed */
export function readKeyFile(path: string): StoredKey[] {
  let text: string;
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const mode = fstatSync(descriptor).mode & 0o777;
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new KeyFileError(
        'too_open',
        `${path} may be read by others (mode ${mode.toString(8)}): chmod 600 it, and rotate its keys if others were about`,
      );
    }
    text = readFileSync(descriptor, 'utf8');
  } catch (error) {
    if (error instanceof KeyFileError) throw error;
    throw systemCode(error) === 'ENOENT'
      ? new KeyFileError('missing', `no key file at ${path}`, { cause: error })
      : new KeyFileError('unreadable', `${path} cannot be read`, { cause: error });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
  return parseKeys(path, text);
}

/** Makes a file with one key of each kind. Never replaces one. @throws KeyFileError exists | unreadable */
export function createKeyFile(path: string, nowMs: number = Date.now()): void {
  mkdirSync(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
  const temporary = writeTemporary(path, [newKey('hmac', nowMs), newKey('ed25519', nowMs)]);
  try {
    // link() refuses an existing name: of two processes that start at once, one makes the keys of both.
    linkSync(temporary, path);
  } catch (error) {
    throw systemCode(error) === 'EEXIST'
      ? new KeyFileError('exists', `${path} exists already`, { cause: error })
      : new KeyFileError('unreadable', `${path} cannot be made`, { cause: error });
  } finally {
    unlinkSync(temporary);
  }
}

/** @throws KeyFileError as readKeyFile and createKeyFile, but neither missing nor exists */
export function ensureKeyFile(path: string): void {
  try {
    createKeyFile(path);
  } catch (error) {
    if (!(error instanceof KeyFileError) || error.code !== 'exists') throw error;
  }
  readKeyFile(path);
}

/**
 * Makes a new key of the kind and retires the active one. Running processes take it up within seconds.
 * @returns the new key's id
 * @throws KeyFileError busy (another rotation holds `<path>.lock`) and as readKeyFile
 */
export function rotate(path: string, kind: KeyKind, nowMs: number = Date.now()): string {
  const lock = `${path}.lock`;
  try {
    closeSync(openSync(lock, 'wx', PRIVATE_FILE));
  } catch (error) {
    throw systemCode(error) === 'EEXIST'
      ? new KeyFileError('busy', `${lock} exists: another rotation runs, or one was killed and left it`, {
          cause: error,
        })
      : new KeyFileError('unreadable', `${lock} cannot be made`, { cause: error });
  }
  try {
    const fresh = newKey(kind, nowMs);
    const kept = readKeyFile(path)
      .map((key) => (key.kind === kind && key.retiredAt === undefined ? retired(key, nowMs) : key))
      .filter((key) => !isForgotten(key, nowMs));
    const temporary = writeTemporary(path, [...kept, fresh]);
    renameSync(temporary, path);
    return fresh.id;
  } finally {
    unlinkSync(lock);
  }
}

function newKey(kind: KeyKind, nowMs: number): StoredKey {
  const bytes =
    kind === 'hmac'
      ? randomBytes(HMAC_BYTES)
      : generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });
  return {
    id: randomBytes(5).toString('hex'),
    kind,
    createdAt: new Date(nowMs).toISOString(),
    material: bytes.toString('base64url'),
  };
}

function retired(key: StoredKey, nowMs: number): StoredKey {
  const retiredAt = new Date(nowMs).toISOString();
  if (key.kind === 'hmac') return { ...key, retiredAt };
  const privateKey = createPrivateKey({ key: bytesOf(key), type: 'pkcs8', format: 'der' });
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return { ...key, retiredAt, material: spki.toString('base64url') };
}

function isForgotten(key: StoredKey, nowMs: number): boolean {
  return (
    key.kind === 'hmac' &&
    key.retiredAt !== undefined &&
    nowMs - Date.parse(key.retiredAt) > RETIRED_HMAC_KEPT_MS
  );
}

function parseKeys(path: string, text: string): StoredKey[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Not as the cause: the parser's message quotes the text.
    throw new KeyFileError('malformed', `${path} is not JSON`);
  }
  const parsed = KeyFile.safeParse(json);
  if (parsed.success) return parsed.data.keys;
  const problems = parsed.error.issues.map(({ path: where, message }) =>
    `${where.join('.')} ${message}`.trim(),
  );
  throw new KeyFileError('malformed', `${path} is no key file: ${problems.join('; ')}`);
}

function writeTemporary(path: string, keys: readonly StoredKey[]): string {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const descriptor = openSync(temporary, 'wx', PRIVATE_FILE);
  try {
    writeFileSync(descriptor, `${JSON.stringify({ version: 1, keys }, null, 2)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return temporary;
}

export function bytesOf(key: StoredKey): Buffer {
  return Buffer.from(key.material, 'base64url');
}

function materialIsSound(key: { kind: KeyKind; retiredAt?: string | undefined; material: string }): boolean {
  const bytes = Buffer.from(key.material, 'base64url');
  if (key.kind === 'hmac') return bytes.byteLength === HMAC_BYTES;
  try {
    const parsed =
      key.retiredAt === undefined
        ? createPrivateKey({ key: bytes, type: 'pkcs8', format: 'der' })
        : createPublicKey({ key: bytes, type: 'spki', format: 'der' });
    return parsed.asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

function activeOnes(
  keys: readonly { kind: KeyKind; retiredAt?: string | undefined }[],
  kind: KeyKind,
): number {
  return keys.filter((key) => key.kind === kind && key.retiredAt === undefined).length;
}

function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
