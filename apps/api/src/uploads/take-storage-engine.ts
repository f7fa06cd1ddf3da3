import { abandonTake, beginTake, finishReceiving, type Parts, recordReceived } from '@rostrum/core';
import { Problem } from '@rostrum/domain';
import type { Request } from 'express';
import type multer from 'multer';
import { z } from 'zod';
import type { SpeakerActor } from '../http/handler.ts';
import type { Metrics } from '../metrics.ts';
import { newWireHash } from './wire-hash.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/i);

/** A form has no parts to count by: so often its take is told how far it has come. */
const RECORD_EVERY_MS = 5_000;

export interface EngineDeps {
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'clock' | 'log'>;
  metrics: Pick<Metrics, 'received'>;
}

export interface FormTake {
  actor: SpeakerActor;
  /** Called with the form's fields that stand before the file. @throws Problem */
  mayBegin(fields: unknown): void | Promise<void>;
  began(takeId: string): void;
  /** The request broke off, or was answered already. */
  signal: AbortSignal;
}

/**
 * One file of one form, straight into the storage: counted and hashed as it streams, at the speed at which the
 * storage takes it, without a copy on disk or in memory. Nothing is left of what did not arrive whole.
 */
export function takeStorageEngine(deps: EngineDeps, form: FormTake): multer.StorageEngine {
  return {
    _handleFile(request, file, callback) {
      store(deps, form, request, file).then(
        (size) => callback(null, { size }),
        (error: unknown) => callback(error),
      );
    },
    _removeFile(_request, _file, callback) {
      // A put that fails leaves nothing, and one that ended is a take that was received.
      callback(null);
    },
  };
}

async function store(
  { parts, metrics }: EngineDeps,
  form: FormTake,
  request: Request,
  file: Express.Multer.File,
): Promise<number> {
  await form.mayBegin(request.body);
  const declared = Sha256.nullish().safeParse(fieldOf(request.body, 'sha256'));
  if (!declared.success) throw new Problem('request_invalid');
  const begun = await beginTake(parts, {
    actor: form.actor,
    way: 'form',
    fileName: file.originalname,
    declaredBytes: null,
    declaredSha256: declared.data ?? null,
  });
  form.began(begun.takeId);
  // Kept, because a storage may tell of a body that failed in words of its own.
  let refusal: Problem | null = null;
  try {
    const hash = newWireHash();
    let recordedAtMs = performance.now();
    const measured = async function* (): AsyncGenerator<Uint8Array> {
      // Left alone when this stops early: the parser takes a destroyed part for a broken form.
      const chunks: AsyncIterable<Uint8Array> = file.stream.iterator({ destroyOnReturn: false });
      for await (const chunk of chunks) {
        hash.update(chunk);
        if (hash.offset > begun.sizeLimitBytes) {
          refusal = new Problem('size_over_limit', { figures: { limitBytes: begun.sizeLimitBytes } });
          throw refusal;
        }
        if (performance.now() - recordedAtMs >= RECORD_EVERY_MS) {
          recordedAtMs = performance.now();
          refusal = await whyUnwanted(parts, begun.takeId, hash.offset);
          if (refusal !== null) throw refusal;
        }
        yield chunk;
      }
      // The parser ends a file's stream also where the request ended in the middle of it.
      form.signal.throwIfAborted();
      if (hash.offset > 0) return;
      refusal = new Problem('empty_file');
      throw refusal;
    };
    const { bytes } = await parts.storage.put(begun.originalKey, measured(), { signal: form.signal });
    metrics.received(bytes, 'form');
    await finishReceiving(parts, { takeId: begun.takeId, sizeBytes: bytes, wireSha256: hash.digest() });
    return bytes;
  } catch (error) {
    await giveUp(parts, form.actor, begun.takeId);
    throw refusal ?? error;
  }
}

/**
 * Keeps a slow form from passing for one that stopped.
 * @returns upload_gone where it was taken back or given up meanwhile, so that nobody sends the rest for nothing
 */
async function whyUnwanted(
  parts: EngineDeps['parts'],
  takeId: string,
  offset: number,
): Promise<Problem | null> {
  try {
    await recordReceived(parts, { takeId, offset, hashState: null, hashOffset: 0 });
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    // A database that is away for a moment ends no upload.
    parts.log.error('upload_not_recorded', error, { takeId });
    return null;
  }
}

async function giveUp(parts: EngineDeps['parts'], actor: SpeakerActor, takeId: string): Promise<void> {
  try {
    await abandonTake(parts, { actor, takeId });
  } catch (error) {
    // The failure that is being answered matters more; the sweep gives the take up later.
    parts.log.error('upload_not_abandoned', error, { takeId });
  }
}

function fieldOf(fields: unknown, name: string): unknown {
  const parsed = z.record(z.string(), z.unknown()).safeParse(fields);
  return parsed.success && parsed.data[name] !== '' ? parsed.data[name] : undefined;
}
