/** What changed the course of a screening, at an instant of the server's clock. */
export type ScreeningOverride =
  | { kind: 'hold'; atMs: number }
  | { kind: 'resume'; atMs: number }
  /** Skip ahead, or back to the beginning: everybody goes on at `toMs` of the programme. */
  | { kind: 'seek'; atMs: number; toMs: number }
  /** It is over, however long the programme is or will be. */
  | { kind: 'end'; atMs: number };

export const SCREENING_OVERRIDES = ['hold', 'resume', 'seek', 'end'] as const;
export const SCREENING_STATES = ['scheduled', 'cancelled'] as const;
/** Waiting, playing and ended are the clock's, and never stored. */
export type ScreeningState = (typeof SCREENING_STATES)[number];

/** What a coordinator does to it, for everybody. */
export const SCREENING_ACTS = ['hold', 'resume', 'skip', 'restart', 'end'] as const;
export type ScreeningAct = (typeof SCREENING_ACTS)[number];

/**
 * What a coordinator does takes effect so much later. Pages ask every two seconds: each knows of it by then, and all
 * of them do it in the same moment, on the same picture.
 */
export const SCREENING_LEAD_MS = 3_000;

export interface ScreeningClock {
  /** Milliseconds since 1970, as are all instants here. */
  startsAtMs: number;
  /** Of the programme; infinite while nothing is published. */
  lengthMs: number;
  overrides: readonly ScreeningOverride[];
}

export const SCREENING_PHASES = ['waiting', 'playing', 'ended'] as const;

export interface ScreeningPosition {
  phase: (typeof SCREENING_PHASES)[number];
  held: boolean;
  /** Where in the programme everybody is; negative while waiting, its length once it ended. */
  positionMs: number;
  /**
   * Number of seeks so far. Within a turn the position never goes back, so that media sequence numbers are
   * monotonic; a new turn needs an address of its own, since a player cannot follow a list backwards.
   */
  turn: number;
}

/** The same for every process and every page that knows the screening and the time: nothing is kept anywhere. */
export function screeningAt(
  { startsAtMs, lengthMs, overrides }: ScreeningClock,
  nowMs: number,
): ScreeningPosition {
  let position = -startsAtMs;
  let since = 0;
  let held = false;
  let over = false;
  let turn = 0;
  for (const override of inForce(overrides, nowMs)) {
    if (!held) position = Math.min(lengthMs, position + override.atMs - since);
    since = override.atMs;
    if (override.kind === 'seek') {
      position = Math.min(lengthMs, Math.max(0, override.toMs));
      turn += 1;
      over = false;
    } else if (override.kind === 'end') {
      over = true;
      held = false;
    } else {
      held = override.kind === 'hold';
    }
  }
  if (over) return { phase: 'ended', held: false, positionMs: lengthMs, turn };
  if (!held) position += nowMs - since;
  if (position < 0) return { phase: 'waiting', held, positionMs: position, turn };
  if (position >= lengthMs) return { phase: 'ended', held, positionMs: lengthMs, turn };
  return { phase: 'playing', held, positionMs: position, turn };
}

/**
 * When everybody first was at a place, or beyond it, in the turn that runs now: the same at every later moment of that
 * turn. Infinite where it lies ahead.
 */
export function reachedAtMs({ startsAtMs, overrides }: ScreeningClock, toMs: number, nowMs: number): number {
  // Where a turn begins it is at once; the first begins at the programme's beginning.
  let target = Math.max(0, toMs);
  let position = -startsAtMs;
  let since = 0;
  let held = false;
  let reached = Number.POSITIVE_INFINITY;
  const run = (untilMs: number) => {
    const gained = held ? 0 : untilMs - since;
    if (reached === Number.POSITIVE_INFINITY && position + gained >= target) {
      reached = since + Math.max(0, target - position);
    }
    position += gained;
    since = untilMs;
  };
  for (const override of inForce(overrides, nowMs)) {
    run(override.atMs);
    if (override.kind === 'seek') {
      position = Math.max(0, override.toMs);
      target = Math.max(0, toMs);
      reached = position >= target ? override.atMs : Number.POSITIVE_INFINITY;
    } else {
      held = override.kind === 'hold';
    }
  }
  run(nowMs);
  return reached;
}

/**
 * When everybody first was, or will be, at its beginning or beyond it, by what is known now: later than the announced
 * hour by as long as it was held before. Null while it is held in its waiting room.
 */
export function beginsAtMs({
  startsAtMs,
  overrides,
}: Pick<ScreeningClock, 'startsAtMs' | 'overrides'>): number | null {
  const held = overrides.filter(({ kind }) => kind !== 'seek');
  const clock = { startsAtMs, lengthMs: Number.POSITIVE_INFINITY, overrides: held };
  const leaps = overrides.flatMap(({ kind, atMs }) => (kind === 'seek' ? [atMs] : []));
  const begins = Math.min(reachedAtMs(clock, 0, Number.POSITIVE_INFINITY), ...leaps);
  return Number.isFinite(begins) ? begins : null;
}

/** Where in the programme the turn that runs began; what lies before it was passed over, and is no part of that turn. */
export function turnFromMs({ lengthMs, overrides }: ScreeningClock, nowMs: number): number {
  const begun = inForce(overrides, nowMs).findLast((one) => one.kind === 'seek');
  return begun?.kind === 'seek' ? Math.min(lengthMs, Math.max(0, begun.toMs)) : 0;
}

/** Those that have happened, in their order; of two at one instant the one that was written later counts. */
function inForce(overrides: readonly ScreeningOverride[], nowMs: number): ScreeningOverride[] {
  return overrides.filter(({ atMs }) => atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
}

/** One place of a programme's revision on its timeline. */
export interface ScreenedPlace {
  /** Whose place it is: a statement's, or a break's. */
  key: string;
  /** What is shown there; null where nothing is. */
  media: string | null;
  startMs: number;
  lengthMs: number;
}

const takesTime = ({ lengthMs }: ScreenedPlace): boolean => lengthMs > 0;
/** Two lengths that differ by less are the same length: a frame of the slowest rate. */
const SAME_LENGTH_MS = 42;

/**
 * Where a screening goes on when its programme changes under it. One rule for everybody, and the server applies it
 * once, so that all stay in step:
 *
 * - what is on screen goes on at the same picture, wherever its place is now;
 * - where something else is shown in its place, a card for instance, that begins at its beginning, so that it can be
 *   read; but one that lasts as long as what it replaces goes on at the same moment, so that the hour of everybody
 *   who speaks later does not move;
 * - where its place takes no time any more, what comes next begins: nobody's statement is lost, and none is heard twice.
 */
export function placeAfterChange(
  before: readonly ScreenedPlace[],
  after: readonly ScreenedPlace[],
  positionMs: number,
): number {
  const endMs = Math.max(0, ...after.map(({ startMs, lengthMs }) => startMs + lengthMs));
  const shown = before.filter(takesTime);
  const index = shown.findLastIndex(({ startMs }) => startMs <= positionMs);
  const was = shown[index];
  // Before the first place there is what opens the programme.
  if (was === undefined) return Math.min(positionMs, after.find(takesTime)?.startMs ?? 0);
  const placeOf = (key: string) => after.find((place) => place.key === key && takesTime(place));
  const place = placeOf(was.key);
  if (place !== undefined) {
    const intoMs = Math.max(0, positionMs - was.startMs);
    const goesOn = place.media === was.media || Math.abs(place.lengthMs - was.lengthMs) < SAME_LENGTH_MS;
    return place.startMs + (goesOn ? Math.min(intoMs, place.lengthMs) : 0);
  }
  for (const { key } of shown.slice(index + 1)) {
    const next = placeOf(key);
    if (next !== undefined) return next.startMs;
  }
  return endMs;
}
