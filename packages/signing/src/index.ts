export * from './create-signing.ts';
export {
  createKeyFile,
  ensureKeyFile,
  KeyFileError,
  type KeyFileErrorCode,
  type KeyKind,
  rotate,
} from './key-file.ts';
export type { KeyRingOptions } from './key-ring.ts';
export { MEDIA_BUCKET_MS } from './media-address.ts';
export { hashToken, newCode, newToken } from './tokens.ts';
