import { eraseOne, keptFile } from './kept-file.ts';
import { newNameOf } from './kept-name.ts';
import type { ShrinkAsk, ShrinkSaid } from './messages.ts';

export type Outcome =
  | { readonly outcome: 'smaller'; readonly file: File }
  | { readonly outcome: 'not_smaller' | 'failed' | 'stopped' };

const startWorker = () => new Worker(new URL('./shrink-worker.ts', import.meta.url), { type: 'module' });

function asked<T>(
  ask: ShrinkAsk,
  signal: AbortSignal,
  { onSaid, onBroken }: { onSaid: (said: ShrinkSaid) => T | undefined; onBroken: (stopped: boolean) => T },
): Promise<T> {
  return new Promise((resolve) => {
    let worker: Worker;
    const end = (value: T) => {
      worker?.terminate();
      signal.removeEventListener('abort', onAbort);
      resolve(value);
    };
    const onAbort = () => end(onBroken(true));
    if (signal.aborted) return resolve(onBroken(true));
    try {
      worker = startWorker();
    } catch {
      return resolve(onBroken(false));
    }
    signal.addEventListener('abort', onAbort);
    // A worker that runs out of memory, or cannot be fetched, says this and no more.
    worker.addEventListener('error', () => end(onBroken(false)));
    worker.addEventListener('message', ({ data }: MessageEvent<ShrinkSaid>) => {
      const value = onSaid(data);
      if (value !== undefined) end(value);
    });
    worker.postMessage(ask);
  });
}

/** Whether this browser can decode this file and encode it anew. */
export const canShrink = (file: File, signal: AbortSignal): Promise<boolean> =>
  asked({ ask: 'look', file }, signal, {
    onSaid: (said) => (said.said === 'looked' ? said.can : undefined),
    onBroken: () => false,
  });

/** Makes a smaller video of it, off the page's own thread. The original is only read. */
export async function shrink(
  file: File,
  statementId: string,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  const name = newNameOf(statementId);
  const said = await asked<ShrinkSaid | 'stopped'>({ ask: 'shrink', file, keepAs: name }, signal, {
    onSaid: (one) => {
      if (one.said !== 'progress') return one;
      onShare(one.share);
    },
    onBroken: (stopped) => (stopped ? 'stopped' : { said: 'failed' }),
  });
  if (said !== 'stopped' && said.said === 'done') {
    const made = said.kept ? await keptFile(name) : said.blob;
    if (made !== null && made.size === said.bytes)
      return { outcome: 'smaller', file: asFile(made, file.name) };
  }
  await eraseOne(name);
  if (said === 'stopped') return { outcome: 'stopped' };
  return { outcome: said.said === 'not_smaller' ? 'not_smaller' : 'failed' };
}

/** Under the name that its speaker knows; what kind of file it is, the server sees for itself. */
export const asFile = (blob: Blob, name: string): File => new File([blob], name);
