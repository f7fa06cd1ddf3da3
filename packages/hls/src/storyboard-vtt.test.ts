import type { Storyboard } from '@rostrum/domain';
import { describe, expect, it } from 'vitest';
import { storyboardVtt } from './storyboard-vtt.ts';

const board = (tiles: number, more: Partial<Storyboard> = {}): Storyboard => ({
  sheets: [{ name: 'storyboard-0.jpg', bytes: 1 }],
  columns: 2,
  rows: 2,
  tileWidth: 160,
  tileHeight: 90,
  everyMs: 2000,
  tiles,
  ...more,
});
const uri = (item: number, sheet: number) => `storyboard-${item}-${sheet}.jpg`;
const item = (startMs: number, lengthMs: number, storyboard?: Storyboard) => ({
  startTicks: startMs * 90,
  durationTicks: lengthMs * 90,
  storyboard,
});

describe('a storyboard as WebVTT', () => {
  it('names sheet and place of each tile, and the last lasts to the end', () => {
    expect(storyboardVtt([item(0, 10_900, board(5))], uri)).toBe(`WEBVTT

00:00:00.000 --> 00:00:02.000
storyboard-0-0.jpg#xywh=0,0,160,90

00:00:02.000 --> 00:00:04.000
storyboard-0-0.jpg#xywh=160,0,160,90

00:00:04.000 --> 00:00:06.000
storyboard-0-0.jpg#xywh=0,90,160,90

00:00:06.000 --> 00:00:08.000
storyboard-0-0.jpg#xywh=160,90,160,90

00:00:08.000 --> 00:00:10.900
storyboard-0-1.jpg#xywh=0,0,160,90
`);
  });

  it('of a programme is on the programme’s time, with a gap where an item has none', () => {
    const hour = 3_600_000;
    const items = [
      item(0, 3003, board(2, { everyMs: 2002 })),
      item(3003, hour),
      item(hour + 3003, 2000, board(1)),
    ];
    const lines = storyboardVtt(items, uri).split('\n');
    expect(lines.filter((line) => line.includes('-->'))).toEqual([
      '00:00:00.000 --> 00:00:02.002',
      '00:00:02.002 --> 00:00:03.003',
      '01:00:03.003 --> 01:00:05.003',
    ]);
    expect(lines.at(-2)).toBe('storyboard-2-0.jpg#xywh=0,0,160,90');
  });

  it('of nothing is an empty one', () => {
    expect(storyboardVtt([item(0, 1000)], uri)).toBe('WEBVTT\n');
  });

  it('refuses an address that would end a cue', () => {
    expect(() => storyboardVtt([item(0, 1000, board(1))], () => 'a\n\nb')).toThrow('break');
  });
});
