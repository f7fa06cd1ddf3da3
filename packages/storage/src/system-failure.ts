import type { StorageErrorCode } from '@rostrum/core';
import { StorageError } from '@rostrum/core';

const CODES: Readonly<Record<string, StorageErrorCode>> = {
  ENOENT: 'not_found',
  ENOTDIR: 'not_found',
  EISDIR: 'not_found',
  EEXIST: 'already_exists',
  ENOSPC: 'no_space',
  EDQUOT: 'no_space',
  EFBIG: 'no_space',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENAMETOOLONG: 'bad_key',
};

/** What the operating system said of a file, in the port's words. */
export function translated(action: string, key: string, error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const code = CODES[systemCode(error) ?? ''] ?? 'unavailable';
  return new StorageError(code, `${action} ${key}: ${systemCode(error) ?? 'failed'}`, { cause: error });
}

export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
