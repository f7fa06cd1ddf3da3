import { describe, expect, it } from 'vitest';
import { makeBox } from './boxes.ts';
import { DAMAGES, damage, partsOf } from './damage.ts';

const movie = Buffer.concat([
  makeBox('ftyp', Buffer.from('isom\0\0\0\0', 'latin1')),
  makeBox('moov', makeBox('trak', makeBox('mdia', Buffer.alloc(40, 1)))),
  makeBox('mdat', Buffer.alloc(400, 2)),
]);
const matroska = Buffer.concat([
  Buffer.from('1a45dfa384428081', 'hex'),
  Buffer.from([1]),
  Buffer.from('18538067', 'hex'),
  Buffer.from([0xc0]),
  Buffer.from('1654ae6b', 'hex'),
  Buffer.from([0xbe]),
  Buffer.alloc(62, 0xec),
]);

describe('damage', () => {
  it('is the same for the same seed, and of every kind', () => {
    const kinds = new Set<string>();
    for (let seed = 0; seed < 80; seed += 1) {
      const one = damage(movie, matroska, seed, ['http://127.0.0.1/']);
      expect(damage(movie, matroska, seed, ['http://127.0.0.1/'])).toEqual(one);
      kinds.add(one.kind);
    }
    expect([...kinds].toSorted()).toEqual([...DAMAGES].toSorted());
  });

  it('leaves the original as it was', () => {
    const before = Buffer.from(movie);
    for (let seed = 0; seed < 40; seed += 1) damage(movie, matroska, seed, ['x']);
    expect(movie.equals(before)).toBe(true);
  });
});

describe('pieces', () => {
  it('are boxes within boxes', () => {
    expect(partsOf(movie).map(({ start }) => movie.toString('latin1', start + 4, start + 8))).toEqual([
      'ftyp',
      'moov',
      'trak',
      'mdia',
      'mdat',
    ]);
  });

  it('are elements within elements', () => {
    const ids = partsOf(matroska).map(({ start }) => matroska.toString('hex', start, start + 2));
    expect(ids.slice(0, 4)).toEqual(['1a45', '4280', '1853', '1654']);
  });
});
