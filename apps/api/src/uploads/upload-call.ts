import { AsyncLocalStorage } from 'node:async_hooks';
import type { SendingTake } from '@rostrum/core';
import type { SpeakerActor } from '../http/handler.ts';

/** One request to the upload address: @tus/server's hooks are given only a web request and an id. */
export interface UploadCall {
  actor: SpeakerActor;
  method: string;
  /** Of the body, where the request says it. */
  length: number | null;
  /** The take as it was under the upload's lock. */
  row: SendingTake | null;
  /** Null until a creation has begun its take. */
  take: { id: string; originalKey: string } | null;
  /** Set when the last byte came over a hash that was kept all the way. */
  wireSha256: string | null;
  /** What went wrong, where it was one of ours. */
  failure: unknown;
}

const calls = new AsyncLocalStorage<UploadCall>();

export function withUploadCall<T>(call: UploadCall, work: () => Promise<T>): Promise<T> {
  return calls.run(call, work);
}

export function currentUploadCall(): UploadCall {
  const call = calls.getStore();
  if (call === undefined) throw new Error('the upload server was called without its call');
  return call;
}

export function takeOfCall(call: UploadCall): { id: string; originalKey: string } {
  if (call.take === null) throw new Error('the upload has no take');
  return call.take;
}
