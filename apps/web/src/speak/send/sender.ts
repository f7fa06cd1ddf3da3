import { DetailedError, Upload } from 'tus-js-client';
import { api } from '../api.ts';
import { placeHeaders } from '../place.ts';
import { backOffMs, judgeFailure } from './failure.ts';
import { hashFile } from './hash-file.ts';
import { contradicts, fingerprintOf, keptUploads } from './kept-uploads.ts';
import { lineMemory } from './line-memory.ts';
import { createPartSize } from './part-size.ts';
import type { Sender, SendRequest, SendState, WaitingFor } from './send-state.ts';
import { createSpeed } from './speed.ts';
import { keepAwake } from './wake-lock.ts';

const ENDPOINT = '/api/v1/uploads';
/** A connection that moves nothing for this long is dead, whatever the system says. */
const STALL_MS = 30_000;
const TELL_EVERY_MS = 250;
const PART_AGAIN_MS = 500;
/** Long enough to be read. */
const STALLED_AGAIN_MS = 3_000;
const OTHER_WINDOW_TOLD_MS = 300;

/** Sends one file by tus, part by part, and goes on by itself until it is there, is paused or is refused. */
export function createSender({ file, statementId, partBytes, takeId: known }: SendRequest): Sender {
  const listeners = new Set<() => void>();
  const speed = createSpeed();
  const part = createPartSize(partBytes, lineMemory);
  const ending = new AbortController();
  const totalBytes = file.size;
  let state: SendState = { step: 'reading', share: 0 };
  let upload: Upload | undefined;
  let takeId = known;
  let sha256: string | null = null;
  let fingerprint: string | null = null;
  let sentBytes = 0;
  let safeBytes = 0;
  let failures = 0;
  let toldAt = 0;
  let partBeganAt = 0;
  let paused = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stall: ReturnType<typeof setTimeout> | undefined;
  let releaseWindow: (() => void) | undefined;
  let letSleep: (() => void) | undefined;

  const tell = (next: SendState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const progress = (bytesPerSecond: number | null) => ({ sentBytes, safeBytes, totalBytes, bytesPerSecond });
  const wait = (why: WaitingFor, afterMs: number) => {
    halt();
    tell({ step: 'waiting', why, ...progress(null) });
    timer = setTimeout(begin, afterMs);
  };

  /** Ends the request that runs, and everything that would go on by itself. */
  function halt(): void {
    clearTimeout(timer);
    clearTimeout(stall);
    const running = upload;
    upload = undefined;
    void running?.abort();
    sentBytes = safeBytes;
    speed.reset();
  }

  function end(last: SendState): void {
    halt();
    ending.abort();
    releaseWindow?.();
    letSleep?.();
    stopListening();
    tell(last);
  }

  function stopListening(): void {
    window.removeEventListener('online', onOnline);
    window.removeEventListener('offline', onOffline);
    document.removeEventListener('visibilitychange', onVisible);
  }

  const alive = () => {
    clearTimeout(stall);
    stall = setTimeout(() => {
      part.broke();
      wait('stalled', STALLED_AGAIN_MS);
    }, STALL_MS);
  };

  /** One attempt: a fresh Upload each, so that no late answer of an earlier one is taken for its own. */
  function begin(): void {
    if (paused || ending.signal.aborted) return;
    halt();
    const address = takeId === null ? null : `${ENDPOINT}/${takeId}`;
    const metadata: Record<string, string> = { filename: file.name, filetype: file.type };
    if (sha256) metadata.sha256 = sha256;
    const mine: Upload = new Upload(file, {
      // With an endpoint, a HEAD that fails for a moment would begin a second upload in place of the first.
      endpoint: address === null ? ENDPOINT : null,
      uploadUrl: address,
      chunkSize: part.bytes(),
      retryDelays: null,
      metadata,
      headers: { 'x-rostrum': '1', ...placeHeaders() },
      urlStorage: keptUploads,
      fingerprint: async () => fingerprint ?? '',
      storeFingerprintForResuming: fingerprint !== null,
      removeFingerprintOnSuccess: true,
      onUploadUrlAvailable: () => {
        if (upload !== mine) return;
        takeId = mine.url?.split('/').pop() ?? null;
        // Who listens notes where this goes before it is there.
        tell({ step: 'sending', ...progress(null) });
      },
      onProgress: (bytes) => {
        if (upload !== mine) return;
        alive();
        sentBytes = bytes;
        const bytesPerSecond = speed.add(bytes);
        const now = performance.now();
        if (now - toldAt < TELL_EVERY_MS && state.step === 'sending') return;
        toldAt = now;
        tell({ step: 'sending', ...progress(bytesPerSecond) });
      },
      onBeforeRequest: () => {
        partBeganAt = performance.now();
      },
      onChunkComplete: (size, accepted) => {
        if (upload !== mine) return;
        failures = 0;
        safeBytes = accepted;
        part.arrived(size, performance.now() - partBeganAt);
        // Read anew for each part.
        mine.options.chunkSize = part.bytes();
        tell({ step: 'sending', ...progress(speed.add(accepted)) });
      },
      onSuccess: () => {
        if (upload !== mine) return;
        safeBytes = totalBytes;
        end({ step: 'sent', takeId });
      },
      onError: (error) => {
        if (upload === mine) void fail(error);
      },
    });
    upload = mine;
    alive();
    tell({ step: 'sending', ...progress(null) });
    mine.start();
  }

  async function fail(error: Error): Promise<void> {
    if (!(error instanceof DetailedError) && !(await canRead(file, safeBytes))) {
      if (paused || ending.signal.aborted) return;
      return end({ step: 'stopped', code: 'file_gone', title: '', figures: {} });
    }
    const failure = judgeFailure(error, failures);
    failures += 1;
    if (failure.kind === 'part_too_large') {
      if (part.refused(Math.min(part.bytes(), totalBytes - safeBytes))) return wait('server', PART_AGAIN_MS);
      return end({ step: 'stopped', code: 'body_too_large', title: '', figures: {} });
    }
    if (failure.kind === 'again') {
      if (failure.why === 'network' || failure.why === 'offline') part.broke();
      return wait(failure.why, failure.afterMs);
    }
    if (failure.kind === 'final') {
      const { code, title, figures } = failure;
      return end({ step: 'stopped', code, title, figures });
    }
    // The server began this upload and its answer was lost, or another file is on its way.
    halt();
    const begun = await receivingTake(file).catch(() => 'unknown' as const);
    if (paused || ending.signal.aborted) return;
    if (begun === 'unknown') return wait('network', backOffMs(failures));
    if (begun === null) return end({ step: 'stopped', code: 'take_receiving', title: '', figures: {} });
    takeId = begun;
    begin();
  }

  /** A network, or a telephone that wakes, need not wait for the next try. */
  function onOnline(): void {
    if (state.step === 'waiting' && releaseWindow !== undefined) begin();
  }
  function onVisible(): void {
    if (!document.hidden) onOnline();
  }
  function onOffline(): void {
    if (state.step === 'sending') wait('offline', backOffMs(5));
  }

  const waitForWindow = () => tell({ step: 'waiting', why: 'other_window', ...progress(null) });

  async function start(): Promise<void> {
    fingerprint = await fingerprintOf(file, statementId);
    if (takeId === null) {
      let toldShareAt = 0;
      sha256 = await hashFile(
        file,
        (share) => {
          const now = performance.now();
          if (now - toldShareAt < TELL_EVERY_MS && share < 1) return;
          toldShareAt = now;
          tell({ step: 'reading', share });
        },
        ending.signal,
      );
    }
    if (ending.signal.aborted) return;
    letSleep = keepAwake();
    window.addEventListener('online', onOnline);
    window.addEventListener('offline', onOffline);
    document.addEventListener('visibilitychange', onVisible);
    releaseWindow = await onlyWindow(statementId, ending.signal, () => {
      if (!paused) waitForWindow();
    });
    begin();
  }

  void start();

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    takeId: () => takeId,
    pause: () => {
      if (paused || state.step === 'reading') return;
      paused = true;
      halt();
      letSleep?.();
      tell({ step: 'paused', ...progress(null) });
    },
    resume: () => {
      if (!paused) return;
      paused = false;
      letSleep = keepAwake();
      // The other window still has it: this one goes on by itself once that is closed.
      if (releaseWindow === undefined) return waitForWindow();
      begin();
    },
    stop: () => {
      halt();
      ending.abort();
      releaseWindow?.();
      letSleep?.();
      stopListening();
      listeners.clear();
    },
  };
}

/** A phone takes a file back from a page: a card that was removed, a recording that was moved. */
async function canRead(file: File, fromBytes: number): Promise<boolean> {
  try {
    await file.slice(fromBytes, fromBytes + 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** The take that this very file is being sent into already; null where another file is on its way. */
async function receivingTake(file: File): Promise<string | null> {
  const { takes } = await api('GET /api/v1/speaker/statement');
  const take = takes.find(({ state }) => state === 'receiving');
  return take?.way === 'tus' && take.declaredBytes === file.size ? take.id : null;
}

/**
 * Two windows that send the same would take the upload from one another for ever. Waits until this is the only
 * one; gives back what lets the next one go. A browser without Web Locks relies on the server's lock alone.
 */
async function onlyWindow(statementId: string, signal: AbortSignal, onWait: () => void): Promise<() => void> {
  if (!('locks' in navigator)) return () => undefined;
  const telling = setTimeout(onWait, OTHER_WINDOW_TOLD_MS);
  return await new Promise((resolve) => {
    navigator.locks
      .request(`rostrum.send.${statementId}`, { signal }, () => {
        clearTimeout(telling);
        return new Promise<void>((release) => resolve(release));
      })
      .catch(() => {
        clearTimeout(telling);
        resolve(() => undefined);
      });
  });
}

/** Whether a file is the one that an unfinished take waits for. */
export async function belongsTo(
  file: File,
  take: { readonly id: string; readonly declaredBytes: number | null },
  statementId: string,
): Promise<boolean> {
  if (take.declaredBytes !== file.size) return false;
  return !contradicts(take.id, await fingerprintOf(file, statementId));
}
