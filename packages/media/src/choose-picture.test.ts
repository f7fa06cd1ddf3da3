import { describe, expect, it } from 'vitest';
import { type Candidate, choosePicture } from './choose-picture.ts';

const WIDTH = 64;
const HEIGHT = 36;

function picture(at: number, paint: (x: number, y: number) => number): Candidate {
  const luma = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1) luma[y * WIDTH + x] = Math.min(255, Math.max(0, paint(x, y)));
  return { luma, width: WIDTH, height: HEIGHT, at };
}

/** A face's worth of light and shade: every place has its own grey, neighbours differ a little. */
const scene = (x: number, y: number) =>
  110 + 60 * Math.sin(x / 5) * Math.cos(y / 4) + ((x * 7 + y * 13) % 11);
const soft = (x: number, y: number) => 110 + 60 * Math.sin(x / 5) * Math.cos(y / 4);
/** White lines of writing on one dark colour. */
const slate = (x: number, y: number) => (y >= 16 && y < 20 && x > 10 && x < 54 && x % 3 !== 0 ? 250 : 60);
const bars = (paint: typeof scene) => (x: number, y: number) => (x < 22 || x >= 42 ? 0 : paint(x, y));

describe('choosing the picture that stands for the whole', () => {
  it.each([
    ['black', () => 0],
    ['nearly black', (x: number, y: number) => scene(x, y) / 12],
    ['blown out', (x: number, y: number) => 235 + scene(x, y) / 12],
    ['blurred', soft],
    ['a written slate', slate],
  ] as const)('not one that is %s, though it stands at the best place', (_name, paint) => {
    const candidates = [picture(0.3, paint), picture(0.8, scene), picture(0.35, paint)];
    expect(choosePicture(candidates)).toBe(1);
  });

  it('of equals the one nearest to the first third', () => {
    const candidates = [0, 0.2, 0.36, 0.6, 0.9].map((at) => picture(at, scene));
    expect(choosePicture(candidates)).toBe(2);
  });

  it('of an upright phone’s picture, bars count for nothing', () => {
    const candidates = [picture(0.3, bars(slate)), picture(0.5, bars(scene)), picture(0.4, bars(soft))];
    expect(choosePicture(candidates)).toBe(1);
  });

  it('one unlike all others is not chosen', () => {
    const other = (x: number, y: number) => 255 - scene(x, y) * 0.8;
    const candidates = [picture(0.33, other), ...[0.2, 0.5, 0.6, 0.8].map((at) => picture(at, scene))];
    expect(choosePicture(candidates)).toBe(1);
  });

  it('of nothing but black, one all the same', () => {
    expect([0, 1]).toContain(choosePicture([picture(0.1, () => 0), picture(0.4, () => 0)]));
  });
});
