import { expect, test } from 'vitest';
import { createRecordedClock } from './recorded-clock.ts';

test('pauses do not count, and pressing twice changes nothing', () => {
  let now = 5_000;
  const clock = createRecordedClock(() => now);
  now += 1_000;
  expect(clock.ms()).toBe(0);
  clock.run();
  now += 2_000;
  clock.run();
  now += 500;
  expect(clock.ms()).toBe(2_500);
  clock.hold();
  now += 60_000;
  clock.hold();
  expect(clock.ms()).toBe(2_500);
  clock.run();
  now += 250;
  expect(clock.ms()).toBe(2_750);
});
