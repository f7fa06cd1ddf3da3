import { expect, test } from 'vitest';
import { createHearing, onMeter } from './hearing.ts';

test.each([
  [0, 'nothing'],
  [0.001, 'nothing'],
  [0.01, 'quiet'],
  [0.2, 'good'],
  [0.9, 'good'],
])('a peak of %s is heard as %s', (peak, heard) => {
  expect(createHearing()(peak, 0)).toBe(heard);
});

test('a knock is not too loud, a voice that clips again and again is; a breath is no silence', () => {
  const hear = createHearing();
  expect(hear(1, 0)).toBe('good');
  expect(hear(1, 100)).toBe('good');
  expect(hear(1, 200)).toBe('loud');
  expect(hear(0.3, 4_150)).toBe('good');
  expect(hear(0, 8_000)).toBe('good');
  expect(hear(0, 8_200)).toBe('nothing');
});

test('the meter goes from -60 dB to full scale', () => {
  expect(onMeter(0)).toBe(0);
  expect(onMeter(1)).toBe(1);
  expect(onMeter(0.0316)).toBeCloseTo(0.5, 2);
});
