import { api } from '../api.ts';
import { clockOffset, type TimeSample, withSample } from './clock-offset.ts';

/** At the beginning, and after a sleep. */
const BURST = 5;
const BETWEEN_MS = 250;
const GIVE_UP_MS = 5_000;
/** A timer that comes so much too late says that the page, or the computer, slept. */
const SLEPT_MS = 3_000;
const WATCH_EVERY_MS = 1_000;

export interface ServerClock {
  /** The server's time; null until it has been asked. Never this machine's, which may be hours wrong. */
  readonly nowMs: () => number | null;
  /** Something else that was asked, and told the time with its answer. */
  readonly heard: (sample: TimeSample) => void;
  readonly stop: () => void;
}

/** The server's clock, asked for as often as it takes. @param onKnown when it is known for the first time */
export function openServerClock(onKnown: () => void): ServerClock {
  const ended = new AbortController();
  let samples: TimeSample[] = [];
  let lastTick = performance.now();
  let asking = false;

  const heard = (sample: TimeSample) => {
    if (ended.signal.aborted) return;
    const first = samples.length === 0;
    const next = withSample(samples, sample);
    const contradicted = next.length === 1 && !first;
    samples = next;
    if (first) onKnown();
    if (contradicted) void burst();
  };

  async function ask(): Promise<void> {
    const request = new AbortController();
    const giveUp = setTimeout(() => request.abort(), GIVE_UP_MS);
    const sentMs = performance.now();
    try {
      const { serverNow } = await api('GET /api/v1/time', undefined, { signal: request.signal });
      heard({ sentMs, receivedMs: performance.now(), serverMs: Date.parse(serverNow) });
    } catch {
      // Whoever follows the programme is told of a connection that fails.
    } finally {
      clearTimeout(giveUp);
    }
  }

  async function burst(): Promise<void> {
    if (asking) return;
    asking = true;
    for (let n = 0; n < BURST && !ended.signal.aborted; n += 1) {
      await ask();
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    }
    asking = false;
  }

  const watch = setInterval(() => {
    const now = performance.now();
    if (now - lastTick > SLEPT_MS || samples.length === 0) void burst();
    lastTick = now;
  }, WATCH_EVERY_MS);
  const back = () => {
    if (!document.hidden) void burst();
  };
  document.addEventListener('visibilitychange', back);
  window.addEventListener('online', back);
  void burst();

  return {
    nowMs: () => {
      const offset = clockOffset(samples);
      return offset === null ? null : performance.now() + offset;
    },
    heard,
    stop: () => {
      ended.abort();
      clearInterval(watch);
      document.removeEventListener('visibilitychange', back);
      window.removeEventListener('online', back);
    },
  };
}
