import { expect, test } from 'vitest';
import { createSpeed } from './speed.ts';

test('speed is known after three seconds, and forgets what is older than twenty', () => {
  let at = 0;
  const speed = createSpeed(() => at);
  expect(speed.add(0)).toBeNull();
  at = 2_000;
  expect(speed.add(100_000)).toBeNull();
  at = 4_000;
  expect(speed.add(200_000)).toBe(50_000);
  at = 30_000;
  speed.add(200_000);
  at = 34_000;
  expect(speed.add(600_000)).toBe(100_000);
});

test('a part sent again starts the measure anew', () => {
  let at = 0;
  const speed = createSpeed(() => at);
  speed.add(0);
  at = 4_000;
  expect(speed.add(400_000)).toBe(100_000);
  at = 5_000;
  expect(speed.add(300_000)).toBeNull();
  at = 9_000;
  expect(speed.add(500_000)).toBe(50_000);
});
