import { type ScreeningClock, screeningAt, turnFromMs } from './screening.ts';

/** What everybody has been shown in the turn that runs, in the programme's time. */
export interface ScreenedSoFar {
  fromMs: number;
  toMs: number;
}

/** Null before a screening begins. What a coordinator passed over was shown to nobody. */
export function screenedSoFar(clock: ScreeningClock, nowMs: number): ScreenedSoFar | null {
  const { phase, positionMs } = screeningAt(clock, nowMs);
  if (phase === 'waiting') return null;
  return { fromMs: Math.min(positionMs, turnFromMs(clock, nowMs)), toMs: positionMs };
}
