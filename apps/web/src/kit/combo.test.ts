import { expect, test } from 'vitest';
import { drawn } from './combo.tsx';

const all = Array.from({ length: 419 }, (_, at) => at);

test('of a long list the part around what is chosen is drawn, and the whole of a short one', () => {
  expect(drawn(all, undefined)).toEqual(all.slice(0, 60));
  for (const chosen of [0, 5, 200, 418]) {
    const part = drawn(all, chosen);
    expect(part).toHaveLength(60);
    expect(part).toContain(chosen);
  }
  expect(drawn([1, 2, 3], 3)).toEqual([1, 2, 3]);
});
