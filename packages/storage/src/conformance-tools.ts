import { randomUUID } from 'node:crypto';
import type { Storage, StorageErrorCode } from '@rostrum/core';
import { StorageError } from '@rostrum/core';
import { expect } from 'vitest';

export function freshPrefix(): string {
  return `conformance/${randomUUID()}/`;
}

export async function* stream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield chunk;
}

export function halves(bytes: Buffer): Buffer[] {
  return [bytes.subarray(0, bytes.length >> 1), bytes.subarray(bytes.length >> 1)];
}

export async function read(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function readKey(storage: Storage, key: string): Promise<Buffer> {
  return read((await storage.get(key)).body);
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export function byKey(a: { key: string }, b: { key: string }): number {
  return a.key < b.key ? -1 : 1;
}

export async function refused(promise: Promise<unknown>, code: StorageErrorCode): Promise<void> {
  const outcome = await promise.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(StorageError);
  expect(outcome).toMatchObject({ code });
}
