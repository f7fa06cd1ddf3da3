const WINDOW_MS = 20_000;
const LEAST_MS = 3_000;

/** Bytes per second over the last 20 seconds; null until there is enough to tell. */
export function createSpeed(now: () => number = () => performance.now()) {
  let seen: { at: number; bytes: number }[] = [];
  return {
    reset() {
      seen = [];
    },
    add(bytes: number): number | null {
      const at = now();
      const last = seen[seen.length - 1];
      // A part that must be sent again takes the count back: what was measured no longer holds.
      if (last && bytes < last.bytes) seen = [];
      seen.push({ at, bytes });
      while (seen.length > 2 && at - (seen[0]?.at ?? at) > WINDOW_MS) seen.shift();
      const first = seen[0];
      if (!first || at - first.at < LEAST_MS || bytes <= first.bytes) return null;
      return ((bytes - first.bytes) * 1000) / (at - first.at);
    },
  };
}
