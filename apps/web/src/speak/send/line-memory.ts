import type { KeptLine, LineMemory } from './part-size.ts';

const LINE_KEY = 'rostrum.line';

const positive = (value: unknown): value is number => typeof value === 'number' && value > 0;

/** What this device learned of its line. */
export const lineMemory: LineMemory = {
  read: () => {
    try {
      const kept: Record<string, unknown> = JSON.parse(localStorage.getItem(LINE_KEY) ?? '{}');
      return {
        ...(positive(kept.bytesPerSecond) ? { bytesPerSecond: kept.bytesPerSecond } : {}),
        ...(positive(kept.limitBytes) ? { limitBytes: kept.limitBytes } : {}),
      };
    } catch {
      return {};
    }
  },
  write: (kept: KeptLine) => {
    try {
      localStorage.setItem(LINE_KEY, JSON.stringify(kept));
    } catch {
      // Storage is forbidden: it is learned anew each time.
    }
  },
};

export function forgetLine(): void {
  try {
    localStorage.removeItem(LINE_KEY);
  } catch {
    // Storage is forbidden: nothing was kept.
  }
}

/** Bytes per second by what the browser says of its network; of an upload it says nothing. */
const UPLOAD_BY_TYPE: Readonly<Record<string, number>> = { 'slow-2g': 4_000, '2g': 10_000, '3g': 60_000 };

/** How fast this line sends, as far as that is known before anything is sent; null where it is not. */
export function knownSpeed(): number | null {
  const measured = lineMemory.read().bytesPerSecond;
  if (measured !== undefined) return measured;
  const connection: { effectiveType?: string } | undefined =
    'connection' in navigator ? (navigator.connection as { effectiveType?: string }) : undefined;
  return UPLOAD_BY_TYPE[connection?.effectiveType ?? ''] ?? null;
}
