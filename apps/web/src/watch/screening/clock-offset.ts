/** One question for the time, in milliseconds of the page's own steady clock, and what the server said. */
export interface TimeSample {
  readonly sentMs: number;
  readonly receivedMs: number;
  readonly serverMs: number;
}

/** Clocks drift: a minute's worth of questions is enough, and older ones mislead. */
const MOST_SAMPLES = 24;
/** Beyond what the length of a question's way explains, a clock has been moved, or slept. */
const SLACK_MS = 60;

const offsetOf = ({ sentMs, receivedMs, serverMs }: TimeSample) => serverMs - (sentMs + receivedMs) / 2;
const wayOf = ({ sentMs, receivedMs }: TimeSample) => receivedMs - sentMs;

/**
 * How far the server's clock is ahead of the page's. The answer lies somewhere between question and answer, so the
 * quickest third tells most, and its median is not moved by one that went one way quickly and slowly back (as NTP's
 * clock filter, RFC 5905 section 10). Null without samples.
 */
export function clockOffset(samples: readonly TimeSample[]): number | null {
  const quickest = [...samples].sort((a, b) => wayOf(a) - wayOf(b)).slice(0, Math.ceil(samples.length / 3));
  const offsets = quickest.map(offsetOf).sort((a, b) => a - b);
  const middle = offsets.length >> 1;
  const [low, high] = [offsets[(offsets.length - 1) >> 1], offsets[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** With another one. Whatever contradicts what is known makes it worthless: the computer slept meanwhile. */
export function withSample(samples: readonly TimeSample[], sample: TimeSample): TimeSample[] {
  const known = clockOffset(samples);
  const apart = known === null ? 0 : Math.abs(offsetOf(sample) - known);
  if (apart > wayOf(sample) / 2 + SLACK_MS) return [sample];
  return [...samples, sample].slice(-MOST_SAMPLES);
}
