import { z } from 'zod';
import type { Tell } from './told.ts';

const CUE_TIMES = /^(\d+:)?\d\d:\d\d\.\d{3} --> (\d+:)?\d\d:\d\d\.\d{3}( [a-z]+:[\w%.,-]+)*$/;
const SPRITE = /^[\w./-]+\.jpg(\?[\w=&.~-]+)?#xywh=\d+,\d+,\d+,\d+$/;

/** A WebVTT file of cues alone: no header text, no note, no style. `sprites`: and cues that only name a picture's part. */
export function walkVtt(text: string, of: 'sprites' | 'captions', tell: Tell): void {
  const [head = '', ...blocks] = text.replace(/\r/g, '').split(/\n{2,}/);
  for (const line of head.split('\n'))
    if (!/^(\ufeff?WEBVTT)?$/.test(line) && !timestampMap(line)) tell('head', line);
  blocks.forEach((block, i) => {
    const lines = block.split('\n').filter((line) => line !== '');
    if (/^\d+$/.test(lines[0] ?? '')) lines.shift();
    const [times, ...said] = lines;
    if (times === undefined) return;
    if (!CUE_TIMES.test(times)) tell(`block ${i}`, times);
    if (of === 'sprites') for (const line of said) if (!SPRITE.test(line)) tell(`block ${i}`, line);
  });
}

const timestampMap = (line: string) => /^X-TIMESTAMP-MAP=MPEGTS:\d+,LOCAL:[\d:.]+$/.test(line);

/** Figures, in whatever order: peaks say how loud, and nothing else. */
export function walkFigures(text: string, tell: Tell): void {
  const walk = (value: unknown, where: string) => {
    if (typeof value === 'string') tell(where, `"${value}"`);
    else if (Array.isArray(value))
      value.forEach((one, i) => {
        walk(one, `${where}[${i}]`);
      });
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) walk(one, `${where}.${key}`);
  };
  walk(z.json().parse(JSON.parse(text)), '');
}

/** A playlist (RFC 8216) without a wall clock, without ranges of dates, without a remark. */
export function walkPlaylist(text: string, tell: Tell): void {
  if (!text.startsWith('#EXTM3U\n')) tell('line 1', 'no playlist');
  text.split('\n').forEach((line, i) => {
    const where = `line ${i + 1}`;
    if (/^#EXT-X-(PROGRAM-DATE-TIME|DATERANGE|SESSION-DATA:.*VALUE=)/.test(line)) tell(where, line);
    else if (line.startsWith('#') && !line.startsWith('#EXT')) tell(where, line);
    if (/\d{4}-\d\d-\d\dT|\b1[6-9]\d{8}\b/.test(line)) tell(where, `a time: ${line}`);
  });
}
