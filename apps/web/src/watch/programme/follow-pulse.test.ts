import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followPulse } from './follow-pulse.ts';

const page = Object.assign(new EventTarget(), { hidden: false });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function following(ask: (signal: AbortSignal) => Promise<number>, final = false) {
  const heard = { answers: [] as number[], silences: 0 };
  const asked: number[] = [];
  const began = performance.now();
  const stop = followPulse<number>({
    ask: (signal) => {
      asked.push(performance.now() - began);
      return ask(signal);
    },
    onAnswer: (answer) => heard.answers.push(answer),
    onSilence: () => {
      heard.silences += 1;
    },
    onFailure: () => final,
  });
  return { heard, asked, stop };
}

const after = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms));

test('it asks every four seconds, also over a line slower than that, and hears no silence', async () => {
  let n = 0;
  const { heard, asked, stop } = following(() => {
    n += 1;
    return after(5_000, n);
  });
  await vi.advanceTimersByTimeAsync(40_000);
  expect(asked.slice(0, 3)).toEqual([4_000, 8_000, 12_000]);
  expect(heard.answers.slice(0, 3)).toEqual([1, 2, 3]);
  expect(heard.silences).toBe(0);
  stop();
});

test('after a failure it asks each second, and within ten seconds of the last word it says so, once', async () => {
  let broken = false;
  const { heard, asked, stop } = following(() =>
    broken ? Promise.reject(new Error('no network')) : Promise.resolve(1),
  );
  await vi.advanceTimersByTimeAsync(4_000);
  expect(heard.answers).toEqual([1]);
  broken = true;
  await vi.advanceTimersByTimeAsync(9_400);
  expect(heard.silences).toBe(0);
  await vi.advanceTimersByTimeAsync(200);
  expect(heard.silences).toBe(1);
  expect(asked.slice(1, 5)).toEqual([8_000, 9_000, 10_000, 11_000]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(heard.silences).toBe(1);
  broken = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(heard.answers).toEqual([1, 1]);
  stop();
});

test('an answer that was overtaken is not believed', async () => {
  const waits = [7_000, 1_000];
  let n = 0;
  const { heard, stop } = following(() => {
    n += 1;
    return after(waits[n - 1] ?? 100, n);
  });
  await vi.advanceTimersByTimeAsync(11_500);
  expect(heard.answers).toEqual([2]);
  stop();
});

test('after a sleep it asks before it speaks of silence', async () => {
  const { heard, asked, stop } = following(() => after(100, 1));
  await vi.advanceTimersByTimeAsync(4_200);
  // The clock went on while no timer ran.
  const awake = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => awake() + 60_000);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heard.silences).toBe(0);
  expect(asked.length).toBeGreaterThan(2);
  stop();
});

test('somebody who comes back is told at once', async () => {
  const { asked, stop } = following(() => Promise.resolve(1));
  await vi.advanceTimersByTimeAsync(1_000);
  page.dispatchEvent(new Event('visibilitychange'));
  expect(asked).toEqual([1_000]);
  stop();
});

test('a final failure ends the asking, and so does stopping', async () => {
  const { asked } = following(() => Promise.reject(new Error('refused')), true);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asked).toEqual([4_000]);
  const other = following(() => Promise.resolve(1));
  other.stop();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(other.asked).toEqual([]);
});
