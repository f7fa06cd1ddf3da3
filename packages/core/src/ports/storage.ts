import type { Readable } from 'node:stream';

/** Why a store refused or failed. Closed: a new reason is a change of the port. */
export type StorageErrorCode =
  | 'not_found'
  | 'already_exists'
  | 'no_space'
  | 'unavailable'
  | 'denied'
  | 'bad_key'
  | 'bad_range';

/** `message` names the key and is for the log; no message of a store is for a person. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

export type ByteRange = {
  /** First byte, from 0. */
  start: number;
  /** Last byte, included. Beyond the end it means the end, as in RFC 9110 section 14.1.2. */
  endInclusive: number;
};

export type PutOptions = {
  contentType?: string;
  /** Fails with `already_exists` instead of replacing what an earlier put wrote. */
  ifAbsent?: boolean;
  signal?: AbortSignal;
};

export type GetOptions = { range?: ByteRange; signal?: AbortSignal };

export type StoredObject = { key: string; bytes: number };

export type GotObject = {
  /** Read it to the end or destroy it: until then it holds a file or a connection open. */
  body: Readable;
  /** What `body` will give. */
  bytes: number;
  /** The whole object's size, also when a range was asked for. */
  totalBytes: number;
};

export type Erased = {
  objects: number;
  /** Of those objects. What a leftover held is not counted. */
  bytes: number;
  /** Unfinished uploads, older versions, delete markers and temporary files that were removed too. */
  leftovers: number;
};

/**
 * Objects under keys that the server chose (`packages/core/src/keys.ts` builds every one).
 *
 * A key is segments of `[A-Za-z0-9][A-Za-z0-9._-]{0,127}` joined by `/`, at most 512 characters;
 * a prefix is such segments each followed by `/`. Anything else is `bad_key`, before the store is asked.
 *
 * In the contract:
 * - A put is seen whole or not at all. A put that fails or is aborted leaves the former object, if
 *   there was one, and nothing of its own.
 * - What a finished put wrote is what every later get, head and list gives, in every process.
 * - A get that has begun gives the object as it was, also when it is replaced or deleted meanwhile.
 * - An aborted call rejects with `signal.reason`; every other failure is a `StorageError`.
 *
 * Not in the contract:
 * - Order between two puts of one key at once: one of them wins, whole. With `ifAbsent` more than one
 *   may then be told that it won, in stores without conditional writes: it is a guard against a slip, no lock.
 * - Order of `list`, and whether it shows what is put or deleted while it runs.
 * - A key that is also a prefix of another key (`a/b` beside `a/b/c`): some stores refuse it.
 * - Keeping or giving back `contentType`; metadata; renaming; appending; public addresses.
 * - That `erasePrefix` waits for puts below the prefix that are still running: stop them first.
 * - Errors of `body` once it flows: they are the stream's own, and the reader's to handle.
 */
export interface Storage {
  /** @throws StorageError already_exists | no_space | unavailable | denied | bad_key */
  put(
    key: string,
    body: AsyncIterable<Uint8Array> | Uint8Array,
    options?: PutOptions,
  ): Promise<{ bytes: number }>;

  /** @throws StorageError not_found | bad_range (starts at or after the end) | unavailable | denied | bad_key */
  get(key: string, options?: GetOptions): Promise<GotObject>;

  /**
   * Puts the object as a new file of this machine, only to be read: it may share the store's own bytes, so
   * that a recording of gigabytes is there at once. Its folder is there and the name is free. When it fails or
   * is aborted, no file is left.
   * @throws StorageError not_found | no_space | unavailable | denied | bad_key
   */
  copyTo(key: string, file: string, options?: { signal?: AbortSignal }): Promise<void>;

  /**
   * Another object of the same bytes, without their passing through this machine; as whole and as lasting as a
   * put, and it replaces what was there. Deleting either leaves the other. Never from one statement to another:
   * the keys have their first two segments in common, and are two.
   * @throws StorageError not_found | no_space | unavailable | denied | bad_key
   */
  copy(from: string, to: string, options?: { signal?: AbortSignal }): Promise<void>;

  /** Null where there is no object. @throws StorageError unavailable | denied | bad_key */
  head(key: string): Promise<{ bytes: number } | null>;

  /** Deleting what is not there succeeds. @throws StorageError unavailable | denied | bad_key */
  delete(key: string): Promise<void>;

  /** Every object below the prefix, or in the store for `''`. @throws StorageError unavailable | denied | bad_key */
  list(prefix: string): AsyncIterable<StoredObject>;

  /**
   * Removes everything below the prefix, what an ordinary listing does not show included, and looks
   * again until nothing is left. Repeating it is harmless. The empty prefix is refused.
   * @throws StorageError unavailable (also when something is still there in the end) | denied | bad_key
   */
  erasePrefix(prefix: string): Promise<Erased>;

  /** Resolves when the store can be read and written now. @throws StorageError unavailable | denied | no_space */
  health(): Promise<void>;
}
