import type { Readable } from 'node:stream';
import { abandonTake, mayContinueTake, type Parts, recordReceived, type SendingTake } from '@rostrum/core';
import { Problem } from '@rostrum/domain';
import { DataStore, type Upload } from '@tus/server';
import type { Metrics } from '../metrics.ts';
import { liveHashes } from './live-hashes.ts';
import type { RawStore } from './raw-store.ts';
import { currentUploadCall, takeOfCall, type UploadCall } from './upload-call.ts';
import { resumeWireHash, type WireHash } from './wire-hash.ts';

export interface TakeStoreDeps {
  parts: Pick<Parts, 'store' | 'storage' | 'events' | 'clock' | 'log'>;
  metrics: Pick<Metrics, 'received'>;
  raw: RawStore;
  /** In one request. */
  requestLimitBytes: number;
}

/**
 * What @tus/server writes through: the bytes go to the storage's own store, their count and hash to the take's
 * row. Every method but `create` runs under the upload's lock.
 */
export class TakeStore extends DataStore {
  readonly #deps: TakeStoreDeps;
  readonly #hashes = liveHashes();

  constructor(deps: TakeStoreDeps) {
    super();
    this.#deps = deps;
    // Expiration is ours: the header is set where the answer is, and the sweep gives up what nobody finishes.
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
  }

  override create(upload: Upload): Promise<Upload> {
    return this.#deps.raw.create(upload);
  }

  override async getUpload(id: string): Promise<Upload> {
    const call = currentUploadCall();
    // Asked where an upload stands, only the store knows.
    if (call.method !== 'PATCH') return await this.#deps.raw.getUpload(id, null);
    const { receivedBytes } = await this.#mayContinue(call);
    return await this.#deps.raw.getUpload(id, receivedBytes);
  }

  /** Gives the take up; its objects are erased with it. */
  override async remove(): Promise<void> {
    const call = currentUploadCall();
    await abandonTake(this.#deps.parts, { actor: call.actor, takeId: takeOfCall(call).id });
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const { raw, metrics } = this.#deps;
    const call = currentUploadCall();
    const { id: takeId } = takeOfCall(call);
    const take = call.row ?? (await this.#mayContinue(call));
    const hash =
      this.#hashes.take(takeId, { state: take.hashState, offset }) ??
      (await resumeWireHash(take.hashState, offset, raw.readStored(id)));
    let stored: number;
    try {
      stored = await raw.write(this.#measured(stream, hash), { id, offset, length: call.length });
    } catch (error) {
      await this.#recordPart(id, take, hash);
      throw call.failure ?? (await this.#whyNotWritten(error));
    }
    metrics.received(stored - offset, 'tus');
    await this.#record(take, stored, hash);
    if (hash.offset === stored && stored === take.declaredBytes) call.wireSha256 = hash.digest();
    return stored;
  }

  /** Under the lock, once: it may have been withdrawn, or written to, while this request waited. */
  async #mayContinue(call: UploadCall): Promise<SendingTake> {
    call.row = await mayContinueTake(this.#deps.parts, { actor: call.actor, takeId: takeOfCall(call).id });
    return call.row;
  }

  async *#measured(stream: Readable, hash: WireHash): AsyncGenerator<Uint8Array, void, void> {
    const { requestLimitBytes } = this.#deps;
    const call = currentUploadCall();
    let bytes = 0;
    // What broke off while the row was asked says so to nobody any more: whoever waited for it would hold the
    // upload's lock for good.
    if (stream.destroyed && !stream.readableEnded) throw new Error('the request broke off');
    const chunks: AsyncIterable<Uint8Array> = stream.iterator({ destroyOnReturn: false });
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      if (bytes > requestLimitBytes) {
        call.failure = new Problem('body_too_large', { figures: { limitBytes: requestLimitBytes } });
        throw new Error('one request sends too much');
      }
      hash.update(chunk);
      yield chunk;
    }
  }

  async #record(take: SendingTake, stored: number, hash: WireHash): Promise<void> {
    const whole = hash.offset === stored;
    await recordReceived(this.#deps.parts, {
      takeId: take.id,
      offset: stored,
      hashState: whole ? hash.state() : take.hashState,
      hashOffset: whole ? stored : (take.hashOffset ?? 0),
    });
    if (whole && stored !== take.declaredBytes) this.#hashes.keep(take.id, hash);
  }

  /** After a request that broke off: what is stored counts, and the next one fills the gap of the hash. */
  async #recordPart(id: string, take: SendingTake, hash: WireHash): Promise<void> {
    const { parts, raw } = this.#deps;
    try {
      const { offset } = await raw.getUpload(id, null);
      await this.#record(take, offset, hash);
    } catch (error) {
      parts.log.error('upload_part_not_recorded', error, { takeId: take.id });
    }
  }

  /** The stores hide what went wrong; ask the storage how it is. */
  async #whyNotWritten(error: unknown): Promise<unknown> {
    try {
      await this.#deps.parts.storage.health();
      return error;
    } catch (why) {
      return why;
    }
  }
}
