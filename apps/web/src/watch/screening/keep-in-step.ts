/** Whether the first, coarse steps were made since the picture came, or came back. */
export interface StepState {
  readonly settled: boolean;
  /** How many of them, so far. */
  readonly jumps: number;
}

export const NOT_IN_STEP: StepState = { settled: false, jumps: 0 };

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
/** Where each of them takes longer than the one before, the rate does the rest. */
const MOST_JUMPS = 3;
const DEAD_ZONE_MS = 80;
const GAIN = 0.25;
const SLOWEST = 0.92;
const FASTEST = 1.08;

/**
 * How a picture comes into step that is `aheadMs` before everybody's place (negative: behind it). A few jumps at first,
 * of which the last is known to take `tookMs`, then a rate that nobody hears; another jump only where the rate would
 * take half a minute. Whatever puts it ahead later is a piece that is missing, which the player leapt over: a jump back
 * would land in it again, so it stands.
 */
export function correction(state: StepState, aheadMs: number, tookMs: number): Correction {
  const begun = state.settled || state.jumps > 0;
  if (begun && aheadMs > STAND_ABOVE_MS && aheadMs <= STAND_AT_MOST_MS) {
    return { state, jumpMs: 0, rate: 1, standMs: aheadMs };
  }
  const away = Math.abs(aheadMs);
  if (away > (state.settled ? JUMP_ABOVE_MS : FIRST_JUMP_ABOVE_MS)) {
    const jumps = state.settled ? 1 : state.jumps + 1;
    return {
      state: { settled: jumps >= MOST_JUMPS, jumps },
      // What a jump has to load costs time: the next one is aimed at where everybody will be.
      jumpMs: (jumps > 1 ? Math.min(tookMs, AIM_AT_MOST_MS) : 0) - aheadMs,
      rate: 1,
      standMs: 0,
    };
  }
  const rate = away <= DEAD_ZONE_MS ? 1 : 1 - (GAIN * aheadMs) / 1000;
  return {
    state: { settled: true, jumps: 0 },
    jumpMs: 0,
    rate: Math.min(FASTEST, Math.max(SLOWEST, rate)),
    standMs: 0,
  };
}

/** What is further off is not where everybody is. */
export const IN_STEP_MS = 300;
/** A picture that stands still is put so near; what begins to play is a little late. */
const COME_BACK_WITHIN_MS = 200;
/** What a jump takes, until one is known. */
export const JUMP_TAKES_MS = 150;
/** On a machine so slow that a jump takes longer, it comes into step while it plays. */
const AIM_AT_MOST_MS = 3_000;

export type ComingBack =
  | { readonly does: 'jump'; readonly byMs: number }
  /** Then it is where everybody is. */
  | { readonly does: 'play'; readonly inMs: number };

/**
 * How a picture comes back that stands still, `aheadMs` before everybody's place: one jump, and it plays. A jump takes
 * time, so that another one, if it takes another, is aimed at where everybody will be.
 */
export function comingBack(aheadMs: number, tookMs: number): ComingBack {
  const aimMs = Math.min(tookMs, AIM_AT_MOST_MS);
  if (aheadMs < -COME_BACK_WITHIN_MS - aimMs / 4 || aheadMs > AIM_AT_MOST_MS) {
    return { does: 'jump', byMs: aimMs - aheadMs };
  }
  return { does: 'play', inMs: Math.max(0, aheadMs) };
}
