import { S3ServiceException } from '@aws-sdk/client-s3';
import type { StorageErrorCode } from '@rostrum/core';
import { StorageError } from '@rostrum/core';

const BY_STATUS: Readonly<Record<number, StorageErrorCode>> = {
  401: 'denied',
  403: 'denied',
  404: 'not_found',
  // Of two conditional puts at once a store may answer the loser with 409 instead of 412.
  409: 'already_exists',
  412: 'already_exists',
  416: 'bad_range',
  507: 'no_space',
};

// Stores differ in the status they give a full disk or quota, not in these names.
const BY_NAME: Readonly<Record<string, StorageErrorCode>> = {
  QuotaExceeded: 'no_space',
  StorageFull: 'no_space',
  XMinioStorageFull: 'no_space',
  NoSuchBucket: 'unavailable',
};

export function s3Failure(action: string, key: string, error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const status = httpStatus(error);
  const name = error instanceof Error ? error.name : typeof error;
  const code = BY_NAME[name] ?? (status === undefined ? undefined : BY_STATUS[status]) ?? 'unavailable';
  return new StorageError(code, `${action} ${key}: ${name}${status === undefined ? '' : ` (${status})`}`, {
    cause: error,
  });
}

export function httpStatus(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
