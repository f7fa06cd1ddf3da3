import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keptStretches, stretchCheck, stretchesOf, type WireStretch } from './wire-stretches.ts';

const file = randomBytes(1000);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const stretch = (from: number, to: number): WireStretch => ({
  bytes: to - from,
  sha256: sha256(file.subarray(from, to)),
});

function agree(stretches: WireStretch[], bytes: Uint8Array, step: number): boolean {
  const check = stretchCheck(stretches);
  for (let at = 0; at < bytes.length; at += step) check.update(bytes.subarray(at, at + step));
  return check.agrees();
}

describe('the stretches in which a file came', () => {
  it('are kept, and nothing else is taken for them', () => {
    const stretches = [stretch(0, 300), { bytes: 100, sha256: null }];
    expect(stretchesOf(keptStretches(stretches))).toEqual(stretches);
    expect(stretchesOf(keptStretches([]))).toEqual([]);
    for (const other of ['0 -', '1 a', '1 -\n', '1 - ', '\0\x01\x02'])
      expect(stretchesOf(Buffer.from(other))).toBeNull();
    expect(stretchesOf(null)).toBeNull();
  });

  it('agree with what is stored, however it is read', () => {
    const whole = [stretch(0, 300), stretch(300, 301), stretch(301, 1000)];
    for (const step of [1, 7, 300, 301, 1000]) {
      expect(agree(whole, file, step)).toBe(true);
      expect(agree([stretch(0, 300)], file, step)).toBe(true);
      expect(agree([stretch(0, 300), { bytes: 100, sha256: null }, stretch(400, 1000)], file, step)).toBe(
        true,
      );
    }
    expect(agree([], file, 10)).toBe(true);
  });

  it('do not agree with one other byte, nor with less', () => {
    const whole = [stretch(0, 300), stretch(300, 1000)];
    for (const at of [0, 299, 300, 999]) {
      const other = Buffer.from(file);
      other[at] = (other[at] ?? 0) ^ 1;
      expect(agree(whole, other, 64)).toBe(false);
    }
    expect(agree(whole, file.subarray(0, 999), 64)).toBe(false);
    expect(agree(whole, file.subarray(0, 300), 64)).toBe(false);
  });
});
