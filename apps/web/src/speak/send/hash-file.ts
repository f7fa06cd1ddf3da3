import type { HashMessage } from './hash-worker.ts';

/** A larger file would keep a phone busy for longer than the hash is worth: the server makes its own as well. */
export const HASH_LIMIT_BYTES = 200_000_000;

/**
 * SHA-256 of a file, off the page's own thread. Null where it is too large or the browser cannot: the file is
 * then sent without it, and the server's own hash stands in the receipt.
 */
export function hashFile(
  file: Blob,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<string | null> {
  if (file.size > HASH_LIMIT_BYTES || signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    let worker: Worker;
    try {
      worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' });
    } catch {
      resolve(null);
      return;
    }
    const end = (sha256: string | null) => {
      worker.terminate();
      signal.removeEventListener('abort', onAbort);
      resolve(sha256);
    };
    const onAbort = () => end(null);
    signal.addEventListener('abort', onAbort);
    worker.addEventListener('error', () => end(null));
    worker.addEventListener('message', ({ data }: MessageEvent<HashMessage>) => {
      if ('sha256' in data) end(data.sha256);
      else onShare(data.share);
    });
    worker.postMessage(file);
  });
}
