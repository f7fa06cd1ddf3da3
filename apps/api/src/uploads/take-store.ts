import { type Readable, Transform } from 'node:stream';
import { abandonTake, mayContinueTake, type Parts, recordReceived } from '@rostrum/core';
import { Problem } from '@rostrum/domain';
import { DataStore, type Upload } from '@tus/server';
import type { Metrics } from '../metrics.ts';
import type { RawStore } from './raw-store.ts';
import { currentUploadCall, takeOfCall } from './upload-call.ts';
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

  constructor(deps: TakeStoreDeps) {
    super();
    this.#deps = deps;
    // Expiration is ours: the header is set where the answer is, and the sweep gives up what nobody finishes.
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
  }

  override create(upload: Upload): Promise<Upload> {
    return this.#deps.raw.store.create(upload);
  }

  override getUpload(id: string): Promise<Upload> {
    return this.#deps.raw.store.getUpload(id);
  }

  /** Gives the take up; its objects are erased with it. */
  override async remove(): Promise<void> {
    const call = currentUploadCall();
    await abandonTake(this.#deps.parts, { actor: call.actor, takeId: takeOfCall(call).id });
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const { parts, raw, metrics } = this.#deps;
    const call = currentUploadCall();
    const { id: takeId } = takeOfCall(call);
    // Asked again under the lock: it may have been withdrawn, or written to, while this request waited.
    const take = await mayContinueTake(parts, { actor: call.actor, takeId });
    const kept = { state: take.hashState, offset: take.hashOffset };
    const hash = await resumeWireHash(kept, offset, raw.readStored(id));
    let stored: number;
    try {
      stored = await raw.store.write(this.#measured(stream, hash), id, offset);
    } catch (error) {
      await this.#recordPart(id, takeId, kept);
      throw call.failure ?? (await this.#whyNotWritten(error));
    }
    metrics.received(stored - offset, 'tus');
    const whole = hash !== null && hash.offset === stored;
    await recordReceived(parts, {
      takeId,
      offset: stored,
      hashState: whole ? hash.state() : kept.state,
      hashOffset: whole ? stored : (kept.offset ?? 0),
    });
    if (whole && stored === take.declaredBytes) call.wireSha256 = hash.digest();
    return stored;
  }

  #measured(stream: Readable, hash: WireHash | null): Readable {
    const { requestLimitBytes } = this.#deps;
    const call = currentUploadCall();
    let bytes = 0;
    // What broke off while the row was asked says so to nobody any more: whoever waited for it would hold the
    // upload's lock for good.
    if (stream.destroyed && !stream.readableEnded) throw new Error('the request broke off');
    const measured = new Transform({
      transform(chunk: Uint8Array, _encoding, done) {
        bytes += chunk.byteLength;
        if (bytes > requestLimitBytes) {
          call.failure = new Problem('body_too_large', { figures: { limitBytes: requestLimitBytes } });
          done(new Error('one request sends too much'));
          return;
        }
        hash?.update(chunk);
        done(null, chunk);
      },
    });
    // pipe() forwards neither an error nor a destruction.
    stream.once('error', (error) => measured.destroy(error));
    stream.once('close', () => {
      if (!stream.readableEnded) measured.destroy(new Error('the request broke off'));
    });
    return stream.pipe(measured);
  }

  /** After a request that broke off: what is stored counts, and the next one reads the gap of the hash back. */
  async #recordPart(
    id: string,
    takeId: string,
    kept: { state: Uint8Array | null; offset: number | null },
  ): Promise<void> {
    const { parts, raw } = this.#deps;
    try {
      const { offset } = await raw.store.getUpload(id);
      await recordReceived(parts, {
        takeId,
        offset,
        hashState: kept.state,
        hashOffset: kept.offset ?? 0,
      });
    } catch (error) {
      parts.log.error('upload_part_not_recorded', error, { takeId });
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
