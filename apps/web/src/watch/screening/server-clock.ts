import { api } from '../api.ts';
import { clockOffset, type TimeSample, withSample } from './clock-offset.ts';
import { noticeSleep } from './notice-sleep.ts';

/** At the beginning, and after a sleep. */
const BURST = 5;
const BETWEEN_MS = 250;
const GIVE_UP_MS = 5_000;
const WATCH_EVERY_MS = 1_000;

export interface ServerClock {
  /** The server's time; null until it has been asked, here and after a sleep. Never this machine's, which may be hours wrong. */
  readonly nowMs: () => number | null;
  /** Something else that was asked, and told the time with its answer. */
  readonly heard: (sample: TimeSample) => void;
  readonly stop: () => void;
}

/** The server's clock, asked for as often as it takes. @param onKnown when it is known, for the first time or again */
export function openServerClock(onKnown: () => void): ServerClock {
  const ended = new AbortController();
  let samples: TimeSample[] = [];
  let wokeMs = Number.NEGATIVE_INFINITY;
  let asking: AbortController | undefined;

  const heard = (sample: TimeSample) => {
    // Asked before a sleep: nobody knows how long its way was.
    if (ended.signal.aborted || sample.sentMs < wokeMs) return;
    const first = samples.length === 0;
    const next = withSample(samples, sample);
    const contradicted = next.length === 1 && !first;
    samples = next;
    if (first) onKnown();
    if (contradicted) void burst();
  };

  async function ask(given: AbortSignal): Promise<void> {
    const request = new AbortController();
    const stop = () => request.abort();
    given.addEventListener('abort', stop, { once: true });
    const giveUp = setTimeout(stop, GIVE_UP_MS);
    const sentMs = performance.now();
    try {
      const { serverNow } = await api('GET /api/v1/time', undefined, { signal: request.signal });
      heard({ sentMs, receivedMs: performance.now(), serverMs: Date.parse(serverNow) });
    } catch {
      // Whoever follows the programme is told of a connection that fails.
    } finally {
      clearTimeout(giveUp);
      given.removeEventListener('abort', stop);
    }
  }

  async function burst(): Promise<void> {
    if (asking) return;
    const mine = new AbortController();
    asking = mine;
    for (let n = 0; n < BURST && !mine.signal.aborted; n += 1) {
      await ask(mine.signal);
      if (mine.signal.aborted) return;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    }
    if (asking === mine) asking = undefined;
  }

  const endNoticing = noticeSleep((ms) => {
    wokeMs = ms;
    samples = [];
    asking?.abort();
    asking = undefined;
    void burst();
  });
  const watch = setInterval(() => {
    if (samples.length === 0) void burst();
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
      asking?.abort();
      endNoticing();
      clearInterval(watch);
      document.removeEventListener('visibilitychange', back);
      window.removeEventListener('online', back);
    },
  };
}
