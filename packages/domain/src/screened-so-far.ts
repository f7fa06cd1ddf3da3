import { type ScreeningClock, screeningAt } from './screening.ts';

/** What everybody has been shown in the turn that runs, in the programme's time. */
export interface ScreenedSoFar {
  fromMs: number;
  toMs: number;
}

/** Null before a screening begins. What a coordinator passed over was shown to nobody. */
export function screenedSoFar(clock: ScreeningClock, nowMs: number): ScreenedSoFar | null {
  const { phase, positionMs } = screeningAt(clock, nowMs);
  if (phase === 'waiting') return null;
  const turns = clock.overrides.flatMap((one) => (one.kind === 'seek' && one.atMs <= nowMs ? [one] : []));
  const turn = turns.sort((a, b) => a.atMs - b.atMs).at(-1);
  return { fromMs: Math.min(positionMs, Math.max(0, turn?.toMs ?? 0)), toMs: positionMs };
}
