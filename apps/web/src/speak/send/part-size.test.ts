import { expect, test } from 'vitest';
import { createPartSize, type KeptLine } from './part-size.ts';

const KIB = 1024;
const MOST = 8 * KIB * KIB;

function memory(kept: KeptLine = {}) {
  let now = kept;
  return { read: () => now, write: (next: KeptLine) => (now = next) };
}

test('parts of half a mebibyte first, then ten seconds worth of the line', () => {
  const size = createPartSize(MOST, memory());
  expect(size.bytes()).toBe(512 * KIB);
  // 0.5 Mbit/s.
  size.arrived(512 * KIB, (512 * KIB * 1000) / 62_500);
  expect(size.bytes()).toBe(625_000);
  size.arrived(625_000, 40_000);
  expect(size.bytes()).toBe(256 * KIB);
});

test('they grow by leaps on a fast line, and never above the limit', () => {
  const size = createPartSize(MOST, memory());
  const sizes = [1, 2, 3].map(() => {
    size.arrived(size.bytes(), 50);
    return size.bytes();
  });
  expect(sizes).toEqual([2 * KIB * KIB, MOST, MOST]);
});

test('a line that breaks halves them, down to a quarter of a mebibyte', () => {
  const size = createPartSize(MOST, memory({ bytesPerSecond: 1_000_000 }));
  expect(size.bytes()).toBe(MOST);
  size.broke();
  expect(size.bytes()).toBe(MOST / 2);
  for (let i = 0; i < 10; i += 1) size.broke();
  expect(size.bytes()).toBe(256 * KIB);
});

test('a refusal halves the limit for this device, until it cannot be the size', () => {
  const line = memory();
  const size = createPartSize(MOST, line);
  expect(size.refused(512 * KIB)).toBe(true);
  expect(size.bytes()).toBe(256 * KIB);
  size.arrived(256 * KIB, 10);
  expect(size.bytes()).toBe(256 * KIB);
  expect(line.read().limitBytes).toBe(256 * KIB);
  expect(createPartSize(MOST, line).bytes()).toBe(256 * KIB);
  expect([size.refused(256 * KIB), size.refused(128 * KIB), size.refused(64 * KIB)]).toEqual([
    true,
    true,
    false,
  ]);
  expect(size.bytes()).toBe(64 * KIB);
});

test('what is kept and makes no sense does no harm', () => {
  expect(createPartSize(MOST, memory({ limitBytes: 1, bytesPerSecond: 1 })).bytes()).toBe(64 * KIB);
});

test('a figure is not taken from the crumbs at the end of a file', () => {
  const line = memory();
  createPartSize(MOST, line).arrived(1000, 900);
  expect(line.read()).toEqual({});
});
