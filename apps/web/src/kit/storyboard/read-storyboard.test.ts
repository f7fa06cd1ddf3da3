import { describe, expect, it } from 'vitest';
import { readStoryboard, tileAt } from './read-storyboard.ts';

const text = `WEBVTT

00:00:00.000 --> 00:00:02.000
storyboard-0-0.jpg#xywh=0,0,160,90

00:00:02.000 --> 00:00:03.003
storyboard-0-0.jpg#xywh=160,0,160,90

NOTE nothing here

named
01:00:05.000 --> 01:00:07.500
storyboard-2-1.jpg#xywh=0,90,160,90

00:00:09.000 --> 00:00:10.000
no tile
`;

describe('a storyboard', () => {
  const tiles = readStoryboard(text);

  it('is read cue by cue', () => {
    expect(tiles).toHaveLength(3);
    expect(tiles[1]).toEqual({
      startMs: 2000,
      endMs: 3003,
      sheet: 'storyboard-0-0.jpg',
      x: 160,
      y: 0,
      width: 160,
      height: 90,
    });
    expect(tiles[2]).toMatchObject({ startMs: 3_605_000, endMs: 3_607_500, sheet: 'storyboard-2-1.jpg' });
    expect(readStoryboard('<!doctype html>')).toEqual([]);
  });

  it('gives the tile of a moment, and none in a gap', () => {
    const at = (ms: number) => tiles.findIndex(({ startMs }) => startMs === tileAt(tiles, ms)?.startMs);
    expect([0, 1999, 2000, 3002, 3003, 3_604_999, 3_605_000, 3_607_500].map(at)).toEqual([
      0, 0, 1, 1, -1, -1, 2, -1,
    ]);
    expect(tileAt([], 5)).toBeUndefined();
  });
});
