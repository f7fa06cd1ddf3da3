import { type ComponentType, lazy } from 'react';

const AGAIN_MS = 3_000;

/** Fetches a file of the page's own, and again until the line allows it. */
export async function patiently<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => {
        setTimeout(resolve, AGAIN_MS);
        window.addEventListener('online', resolve, { once: true });
      });
    }
  }
}

/** A component in a file of its own, fetched when it is first shown. */
export const lazily = <Props,>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await patiently(load) }));
