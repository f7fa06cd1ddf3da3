import { expect, test } from 'vitest';
import { beginHistory, changed, redone, settled, undone } from './edit-history.ts';

const edit = (inMs: number) => ({ inMs, outMs: 10_000, removals: [] });

test('every change can be taken back and made again', () => {
  const two = changed(changed(beginHistory(edit(0)), 'in', edit(40)), 'whole', edit(0));
  const back = undone(undone(two));
  expect([undone(two).now.inMs, back.now.inMs]).toEqual([40, 0]);
  expect(undone(back)).toBe(back);
  expect(redone(redone(back))).toEqual(two);
  expect(redone(two)).toBe(two);
  expect(two.past.map(({ kind }) => kind)).toEqual(['in', 'whole']);
});

test('a change after going back ends what was to come', () => {
  const forked = changed(undone(changed(beginHistory(edit(0)), 'in', edit(40))), 'in', edit(80));
  expect(forked.future).toEqual([]);
  expect(undone(forked).now).toEqual(edit(0));
});

test('a gesture is one step, and the next one another', () => {
  let history = beginHistory(edit(0));
  for (const inMs of [40, 80, 120]) history = changed(history, 'in', edit(inMs), 'in');
  expect([history.past.length, undone(history).now.inMs]).toEqual([1, 0]);
  history = changed(settled(history), 'in', edit(160), 'in');
  expect(undone(history).now.inMs).toBe(120);
});

test('what changes nothing is no step', () => {
  const history = beginHistory(edit(0));
  expect(changed(history, 'whole', edit(0))).toBe(history);
});
