export * from './create-storage.ts';
export * from './directory-storage.ts';
export * from './keys.ts';
export * from './s3-client.ts';
export * from './s3-storage.ts';
