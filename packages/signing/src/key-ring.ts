import { createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { statSync } from 'node:fs';
import type { KeyKind, StoredKey } from './key-file.ts';
import { bytesOf, readKeyFile } from './key-file.ts';

export type RingKey = {
  id: string;
  kind: KeyKind;
  retiredAtMs: number | null;
  /** The hmac secret, or the Ed25519 private key while active. */
  signing: KeyObject | null;
  /** The hmac secret, or the Ed25519 public key. */
  verifying: KeyObject;
};

export type KeyRing = {
  active(kind: KeyKind): RingKey & { signing: KeyObject };
  find(kind: KeyKind, id: string): RingKey | null;
  all(): readonly RingKey[];
};

export type KeyRingOptions = {
  /** How old the view of the file may be. 5 s unless told. */
  recheckMs?: number;
  /** Told when the file has become unusable; the keys read before stay in use. */
  onError?: (error: unknown) => void;
  clock?: () => number;
};

const DEFAULT_RECHECK_MS = 5_000;
/** Unknown key ids come from rotation in another process, and from anybody: look again, but not for each. */
const MISS_RECHECK_MS = 500;

/** @throws KeyFileError at once when the file cannot be used */
export function openKeyRing(path: string, options: KeyRingOptions = {}): KeyRing {
  const clock = options.clock ?? (() => performance.now());
  const recheckMs = options.recheckMs ?? DEFAULT_RECHECK_MS;
  let version = versionOf(path);
  let keys = readKeyFile(path).map(ringKey);
  let checkedAtMs = clock();

  function recheck(afterMs: number): void {
    const nowMs = clock();
    if (nowMs - checkedAtMs < afterMs) return;
    checkedAtMs = nowMs;
    try {
      const latest = versionOf(path);
      if (latest === version) return;
      keys = readKeyFile(path).map(ringKey);
      version = latest;
    } catch (error) {
      options.onError?.(error);
    }
  }

  return {
    active(kind) {
      recheck(recheckMs);
      for (const key of keys) {
        const { signing } = key;
        if (key.kind === kind && key.retiredAtMs === null && signing !== null) return { ...key, signing };
      }
      throw new Error(`no active ${kind} key`);
    },
    find(kind, id) {
      recheck(recheckMs);
      const known = () => keys.find((key) => key.kind === kind && key.id === id) ?? null;
      const found = known();
      if (found !== null) return found;
      recheck(MISS_RECHECK_MS);
      return known();
    },
    all() {
      recheck(recheckMs);
      return keys;
    },
  };
}

function versionOf(path: string): string {
  const { mtimeMs, ino, size } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, ino: 0, size: 0 };
  return `${mtimeMs}/${ino}/${size}`;
}

function ringKey(stored: StoredKey): RingKey {
  const { id, kind } = stored;
  const retiredAtMs = stored.retiredAt === undefined ? null : Date.parse(stored.retiredAt);
  const bytes = bytesOf(stored);
  if (kind === 'hmac') {
    const secret = createSecretKey(bytes);
    return { id, kind, retiredAtMs, signing: retiredAtMs === null ? secret : null, verifying: secret };
  }
  if (retiredAtMs !== null) {
    const verifying = createPublicKey({ key: bytes, type: 'spki', format: 'der' });
    return { id, kind, retiredAtMs, signing: null, verifying };
  }
  const signing = createPrivateKey({ key: bytes, type: 'pkcs8', format: 'der' });
  return { id, kind, retiredAtMs, signing, verifying: createPublicKey(signing) };
}
