/** A frame rate as a fraction: 30000/1001 is `{ num: 30000, den: 1001 }`. */
export interface FrameRate {
  readonly num: number;
  readonly den: number;
}

/** Frames per second as a playlist writes them, with three decimals at most: 29.97 is 30000/1001. */
export function rateOf(perSecond: number): FrameRate {
  if (!Number.isFinite(perSecond) || perSecond <= 0) throw new RangeError(`not a frame rate: ${perSecond}`);
  const whole = Math.round(perSecond);
  if (Math.abs(perSecond - whole) < 0.0005) return { num: whole, den: 1 };
  if (Math.abs(perSecond - (whole * 1000) / 1001) < 0.005) return { num: whole * 1000, den: 1001 };
  return { num: Math.round(perSecond * 1000), den: 1000 };
}

const two = (value: number) => String(value).padStart(2, '0');

function clock(totalSeconds: number): string {
  const hours = Math.floor(totalSeconds / 3600);
  const minutes = Math.floor(totalSeconds / 60) % 60;
  const seconds = totalSeconds % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/**
 * 402433 ms → `6:42`. A begun second is not counted, as on every clock; `up` counts it, for a time that
 * somebody must take out: 200 ms too long is `0:01` too long, never `0:00`.
 */
export function formatTime(ms: number, round: 'down' | 'up' = 'down'): string {
  if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`not a length of time: ${ms}`);
  return clock(round === 'up' ? Math.ceil(ms / 1000) : Math.floor(ms / 1000));
}

/** Frame 10073 at 25/s → `6:42.23`: the second, and the frame within it, counted from 0. */
export function formatFrame(frame: number, rate: FrameRate): string {
  if (!Number.isInteger(frame) || frame < 0) throw new RangeError(`not a frame: ${frame}`);
  const seconds = Math.floor((frame * rate.den) / rate.num);
  const firstOfSecond = Math.ceil((seconds * rate.num) / rate.den);
  return `${clock(seconds)}.${two(frame - firstOfSecond)}`;
}

/** The frame on show at a position. Positions are rounded to whole ms, hence the half. */
export const frameAt = (ms: number, rate: FrameRate): number =>
  Math.floor(((ms + 0.5) * rate.num) / (1000 * rate.den));

/** The position, in ms and not rounded, that lies in the middle of a frame: a seek there shows that frame. */
export const middleOfFrame = (frame: number, rate: FrameRate): number =>
  ((frame + 0.5) * 1000 * rate.den) / rate.num;

/** ISO 8601 duration, for `<time datetime>`. */
export const isoDuration = (ms: number): string => `PT${Math.floor(ms) / 1000}S`;

const wholeSeconds = (ms: number) => Math.floor(ms / 1000) * 1000;

export interface FloorReading {
  readonly kind: 'left' | 'exact' | 'over';
  /** What is left or over, ready to show. */
  readonly difference: string;
  readonly share: number;
}

/**
 * At the limit is allowed; a millisecond more is over. The figures agree with one another as they are shown
 * (7:42 of 7:00 is 0:42 over), and what is over is never `0:00`.
 */
export function readFloor(usedMs: number, limitMs: number): FloorReading {
  const share = limitMs > 0 ? usedMs / limitMs : 1;
  const shownMs = Math.abs(wholeSeconds(limitMs) - wholeSeconds(usedMs));
  if (usedMs > limitMs) return { kind: 'over', difference: formatTime(Math.max(1000, shownMs)), share };
  return { kind: usedMs === limitMs ? 'exact' : 'left', difference: formatTime(shownMs), share };
}

export interface TimeLeft {
  readonly unit: 'seconds' | 'minutes' | 'hours';
  readonly n: number;
}

/** Time left in the largest unit that says enough, rounded up: a promise should be kept. */
export function roundTimeLeft(ms: number): TimeLeft {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return { unit: 'seconds', n: seconds <= 10 ? seconds : Math.ceil(seconds / 5) * 5 };
  if (seconds < 5400) return { unit: 'minutes', n: Math.ceil(seconds / 60) };
  return { unit: 'hours', n: Math.ceil(seconds / 3600) };
}
