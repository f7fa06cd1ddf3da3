import { describe, expect, it } from 'vitest';
import { beginHistory, changed, choose, redone, undone } from './cue-history.ts';
import {
  adopted,
  fromEdit,
  insertAt,
  join,
  remove,
  setEnd,
  setStart,
  setText,
  shownAt,
  split,
  toEdit,
} from './cue-list.ts';

const list = toEdit([
  { startMs: 0, endMs: 2_000, text: 'One &amp; two' },
  { startMs: 2_500, endMs: 5_000, text: 'Three four five' },
  { startMs: 6_000, endMs: 8_000, text: 'Six' },
]);
const times = (of: readonly { startMs: number; endMs: number }[]) =>
  of.map((cue) => [cue.startMs, cue.endMs]);

describe('captions while they are edited', () => {
  it('are written as they are read, and saved without the empty ones', () => {
    expect(list[0]?.text).toBe('One & two');
    expect(fromEdit(setText(list, 2, '  '))).toEqual([
      { startMs: 0, endMs: 2_000, text: 'One &amp; two' },
      { startMs: 2_500, endMs: 5_000, text: 'Three four five' },
    ]);
  });

  it('keep their order and a length', () => {
    expect(times(setStart(list, 1, -50))[1]).toEqual([100, 5_000]);
    expect(times(setStart(list, 1, 9_000))[1]).toEqual([4_900, 5_000]);
    expect(times(setEnd(list, 1, 7_000, 8_000))[1]).toEqual([2_500, 7_000]);
    expect(times(setEnd(list, 2, 99_000, 8_000))[2]).toEqual([6_000, 8_000]);
    expect(setStart(list, 0, 0)).toBe(list);
  });

  it('are parted where it plays, or where it is written', () => {
    expect(split(list, 1, { atMs: 3_300 }).map(({ text }) => text)).toEqual([
      'One & two',
      'Three',
      'four five',
      'Six',
    ]);
    const written = split(list, 1, { caret: 10 });
    expect(written.map(({ text }) => text)).toEqual(['One & two', 'Three four', 'five', 'Six']);
    expect(times(written)[1]?.[1]).toBe(times(written)[2]?.[0]);
    expect(split(list, 7, {})).toBe(list);
    const chinese = split(toEdit([{ startMs: 0, endMs: 1_000, text: '每个孩子都有权利' }]), 0, {});
    expect(chinese.map(({ text }) => text.length)).toEqual([4, 4]);
  });

  it('are joined with the next, and the last with nothing', () => {
    expect(join(list, 1)[1]).toMatchObject({ startMs: 2_500, endMs: 8_000, text: 'Three four five\nSix' });
    expect(join(list, 2)).toBe(list);
    expect(join(join(list, 0), 0)[0]?.text).toBe('One & two\nThree four five Six');
  });

  it('are put in where none is', () => {
    expect(insertAt(list, 1_000, 9_000)).toBeNull();
    expect(insertAt(list, 5_200, 9_000)?.list.map(({ id }) => id)).toEqual([0, 1, 3, 2]);
    expect(times(insertAt(list, 5_200, 9_000)?.list ?? [])[2]).toEqual([5_200, 6_000]);
    expect(times(insertAt(remove(list, 2), 8_500, 9_000)?.list ?? [])[2]).toEqual([8_500, 9_000]);
    expect(insertAt(list, 8_950, 9_000)).toBeNull();
  });

  it('that were mended while they were saved are still those that they were', () => {
    const sent = split(list, 1, { caret: 5 });
    expect(
      adopted(sent, fromEdit(setEnd(sent, 0, 1_500, 9_000))).map(({ id, endMs }) => [id, endMs]),
    ).toEqual(sent.map(({ id, endMs }) => [id, id === 0 ? 1_500 : endMs]));
    expect(adopted(sent, fromEdit(list))).toEqual(list);
  });

  it('are found by the moment', () => {
    expect([0, 1_999, 2_000, 4_000, 7_000, 8_000].map((ms) => shownAt(list, ms)?.id)).toEqual([
      ...[0, 0, undefined],
      ...[1, 2, undefined],
    ]);
  });
});

it('what was done is taken back and made again, a text as one step', () => {
  let history = choose(beginHistory(list), 1);
  for (const text of ['T', 'Th', 'Thr']) {
    history = changed(history, setText(history.list, 1, text), { gesture: 'text 1' });
  }
  history = changed(history, remove(history.list, 2), { chosen: 0 });
  const back = undone(undone(history));
  expect(back).toMatchObject({ list, chosen: 1, past: [] });
  expect(undone(back)).toBe(back);
  expect(redone(back).list[1]?.text).toBe('Thr');
  expect(redone(redone(back)).list).toBe(history.list);
  // Something else after it: there is no way on any more.
  expect(changed(back, setText(list, 0, 'x')).future).toEqual([]);
});
