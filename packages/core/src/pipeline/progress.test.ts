import { expect, test } from 'vitest';
import type { LiveEvent } from '../ports/events.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import { progressTeller } from './progress.ts';

const place = {
  session: { id: 's' },
  review: { id: 'r' },
  statement: { id: 't' },
  invitation: { id: 'i' },
} as unknown as StatementContext;

function telling(write: (fraction: number) => Promise<unknown> = async () => true) {
  let nowMs = 1_000_000;
  const written: { atMs: number; fraction: number }[] = [];
  const left: (number | null)[] = [];
  const events: LiveEvent[] = [];
  const errors: string[] = [];
  const log = { info() {}, warn() {}, error: (message: string) => void errors.push(message) };
  const progress = progressTeller(
    {
      clock: { now: () => new Date(nowMs) },
      events: { publish: async (event: LiveEvent) => void events.push(event) } as never,
      log: log as never,
    },
    place,
    { progress: (_fraction, remainingMs) => void left.push(remainingMs) },
    async (fraction) => {
      written.push({ atMs: nowMs, fraction });
      return await write(fraction);
    },
  );
  const pass = async (ms: number) => {
    nowMs += ms;
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { progress, pass, written, left, events, errors };
}

test('work that begins says so at once, and grows to just below the whole, told once a second', async () => {
  const { progress, pass, written, left, events } = telling();
  await progress.begin();
  expect(written[0]?.fraction).toBeGreaterThan(0);
  for (let step = 1; step <= 100; step += 1) {
    await pass(100);
    progress.made(step / 100);
  }
  await pass(1_000);
  progress.finished(0.5);
  await pass(1_000);
  progress.finished(1);
  await pass(0);
  expect(written.length).toBeLessThanOrEqual(13);
  expect(events).toHaveLength(written.length);
  written.slice(1).forEach(({ atMs, fraction }, i) => {
    expect(fraction).toBeGreaterThan(written[i]?.fraction ?? 1);
    expect(atMs - (written[i]?.atMs ?? 0)).toBeGreaterThanOrEqual(1_000);
  });
  expect(written.at(-1)?.fraction).toBe(0.99);
  expect(left.slice(0, 3)).toEqual([null, null, null]);
  expect(left[6]).toBeGreaterThan(2_000);
  expect(left[6]).toBeLessThan(6_500);
});

test('a fraction never falls, whatever is told', async () => {
  const { progress, pass, written } = telling();
  await progress.begin();
  for (const share of [0.5, 0.2, Number.NaN, 0.6, 7]) {
    await pass(1_000);
    progress.made(share);
  }
  await pass(0);
  const fractions = written.map(({ fraction }) => fraction);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBeLessThan(0.99);
});

test('a row that cannot be written stops nothing, and is tried again', async () => {
  const { progress, pass, written, errors } = telling(async () => {
    throw new Error('away');
  });
  await progress.begin();
  await pass(1_000);
  progress.made(0.3);
  await pass(1_000);
  progress.made(0.6);
  await pass(0);
  expect(written).toHaveLength(3);
  expect(errors).toEqual(Array(3).fill('progress_not_told'));
});
