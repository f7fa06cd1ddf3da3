import { WEAK_BITS_PER_SECOND } from '../record/quality.ts';
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

/** Bytes per second by what the browser says of its network, where that is slower than a weak line. */
const UPLOAD_BY_TYPE: Readonly<Record<string, number>> = { 'slow-2g': 4_000, '2g': 10_000, '3g': 60_000 };

export interface Line {
  readonly bytesPerSecond: number;
  /** Else a weak one is reckoned with: of an upload no browser says anything, and "4g" is the best that it can say. */
  readonly measured: boolean;
}

/** How fast this line sends, as far as that is known before anything is sent. */
export function knownLine(): Line {
  const measured = lineMemory.read().bytesPerSecond;
  if (measured !== undefined) return { bytesPerSecond: measured, measured: true };
  const connection: { effectiveType?: string } | undefined =
    'connection' in navigator ? (navigator.connection as { effectiveType?: string }) : undefined;
  const slower = UPLOAD_BY_TYPE[connection?.effectiveType ?? ''];
  return { bytesPerSecond: slower ?? WEAK_BITS_PER_SECOND / 8, measured: false };
}
