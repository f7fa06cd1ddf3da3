/** Whether the first, coarse step was made since the picture came, or came back. */
export interface StepState {
  readonly settled: boolean;
}

export const NOT_IN_STEP: StepState = { settled: false };

export interface Correction {
  readonly state: StepState;
  /** Milliseconds to jump; 0 for none. */
  readonly jumpMs: number;
  readonly rate: number;
  /** For so long it stands still, until everybody is where it is; 0 for not at all. */
  readonly standMs: number;
}

/** So often the picture is compared with the server's clock. */
export const COMPARE_EVERY_MS = 250;
const FIRST_JUMP_ABOVE_MS = 250;
const JUMP_ABOVE_MS = 2_000;
const STAND_ABOVE_MS = 300;
/** Two pieces and some. */
const STAND_AT_MOST_MS = 5_000;
const DEAD_ZONE_MS = 80;
const GAIN = 0.25;
const SLOWEST = 0.92;
const FASTEST = 1.08;

/**
 * How a picture comes into step that is `aheadMs` before everybody's place (negative: behind it). One jump at first,
 * then a rate that nobody hears; another jump only where the rate would take half a minute. Whatever puts it ahead
 * later is a piece that is missing, which the player leapt over: a jump back would land in it again, so it stands.
 */
export function correction(state: StepState, aheadMs: number): Correction {
  if (state.settled && aheadMs > STAND_ABOVE_MS && aheadMs <= STAND_AT_MOST_MS) {
    return { state, jumpMs: 0, rate: 1, standMs: aheadMs };
  }
  const away = Math.abs(aheadMs);
  if (away > (state.settled ? JUMP_ABOVE_MS : FIRST_JUMP_ABOVE_MS)) {
    // What a long jump has to load costs time, so that it may need a short one after it.
    return {
      state: { settled: !state.settled || away <= JUMP_ABOVE_MS },
      jumpMs: -aheadMs,
      rate: 1,
      standMs: 0,
    };
  }
  const rate = away <= DEAD_ZONE_MS ? 1 : 1 - (GAIN * aheadMs) / 1000;
  return {
    state: { settled: true },
    jumpMs: 0,
    rate: Math.min(FASTEST, Math.max(SLOWEST, rate)),
    standMs: 0,
  };
}
