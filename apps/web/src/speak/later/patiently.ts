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
