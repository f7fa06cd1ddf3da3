import { PermanentFailure } from '@rostrum/core';

const CODE = /^[A-Za-z0-9_.-]{1,64}$/;
const CLASS = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** What is kept of a failure in the queue: `StorageError no_space`, `bad_media`. Never a message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' && CODE.test(error.code) ? error.code : null;
  if (error instanceof PermanentFailure && code !== null) return code;
  const name = CLASS.test(error.name) ? error.name : 'Error';
  return code === null ? name : `${name} ${code}`;
}
