import type { Storage } from '@rostrum/core';
import type { DirectorySettings } from './directory-storage.ts';
import { directoryStorage } from './directory-storage.ts';
import type { S3Settings } from './s3-client.ts';
import { s3Storage } from './s3-storage.ts';

export type StorageSettings = DirectorySettings | S3Settings;

export function createStorage(settings: StorageSettings): Storage {
  return settings.kind === 's3' ? s3Storage(settings) : directoryStorage(settings);
}
