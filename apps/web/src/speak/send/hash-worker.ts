import { createSHA256 } from 'hash-wasm';

export type HashMessage = { readonly share: number } | { readonly sha256: string };

const SLICE_BYTES = 4 * 1024 * 1024;

async function hash(file: Blob): Promise<void> {
  const hasher = await createSHA256();
  hasher.init();
  for (let start = 0; start < file.size; start += SLICE_BYTES) {
    hasher.update(new Uint8Array(await file.slice(start, start + SLICE_BYTES).arrayBuffer()));
    postMessage({ share: Math.min(1, (start + SLICE_BYTES) / file.size) } satisfies HashMessage);
  }
  postMessage({ sha256: hasher.digest('hex') } satisfies HashMessage);
}

addEventListener('message', ({ data }: MessageEvent<Blob>) => {
  hash(data).catch((error: unknown) => {
    // Thrown outside the promise, so that the page hears of it as the worker's error.
    setTimeout(() => {
      throw error;
    });
  });
});
