/**
 * The recorder ends this much before the limit. A stop takes the browser a few frames, and one frame over the floor
 * time would ask for a cut of what was meant to fit.
 */
export const STOP_EARLY_MS = 200;

export interface Countdown {
  readonly leftMs: number;
  /** The last minute; of a floor that is hardly longer, its second half. */
  readonly last: boolean;
  readonly over: boolean;
}

const LAST_MS = 60_000;
const warningAtMs = (limitMs: number): number => (limitMs >= 1.5 * LAST_MS ? LAST_MS : limitMs / 2);

export function readCountdown(recordedMs: number, limitMs: number): Countdown {
  const leftMs = Math.max(0, limitMs - recordedMs);
  return { leftMs, last: leftMs <= warningAtMs(limitMs), over: recordedMs >= limitMs - STOP_EARLY_MS };
}

/** The moments that are told aloud, as whole seconds left; each once. */
export function toldAt(limitMs: number): readonly number[] {
  const warning = Math.round(warningAtMs(limitMs) / 1000);
  return warning > 20 ? [warning, 10] : [warning];
}

/** Which moment has come since it was looked last, if any. */
export function passedMoment(beforeMs: number, nowMs: number, limitMs: number): number | null {
  const passed = toldAt(limitMs).filter((seconds) => {
    const at = limitMs - seconds * 1000;
    return beforeMs < at && nowMs >= at;
  });
  return passed[passed.length - 1] ?? null;
}
