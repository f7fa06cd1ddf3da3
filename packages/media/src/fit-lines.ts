import type { LineDirection, ShapedLine, Shaper } from './shape-line.ts';

/** Sizes that a text may have, the largest first, and how many lines of each there is room for. */
export type Fit = readonly { size: number; lines: number }[];

export interface FittedText {
  size: number;
  lines: ShapedLine[];
}

const words = new Intl.Segmenter('und', { granularity: 'word' });
const clusters = new Intl.Segmenter('und', { granularity: 'grapheme' });
const BALANCING_STEPS = 7;

/** The largest size at which the whole text fits; at the smallest, what does not fit ends in an ellipsis. */
export function fitLines(shaper: Shaper, text: string, width: number, fits: Fit): FittedText | null {
  if (text === '') return null;
  const direction = shaper.directionOf(text);
  const measure = (line: string) => shaper.shape(line, direction).width;
  for (const { size, lines: most } of fits) {
    const room = width / size;
    const lines = wrap(text, room, measure);
    if (lines.length <= most) return shaped(shaper, balanced(text, room, lines, measure), direction, size);
  }
  const last = fits.at(-1);
  if (last === undefined) return null;
  const room = width / last.size;
  const kept = wrap(text, room, measure).slice(0, last.lines);
  kept.push(ellipsed(kept.pop() ?? '', room, measure));
  return shaped(shaper, kept, direction, last.size);
}

function shaped(shaper: Shaper, lines: string[], direction: LineDirection, size: number): FittedText {
  return { size, lines: lines.map((line) => shaper.shape(line, direction)) };
}

/** As full as they go. A word that is wider than a line is broken where its script allows it, else anywhere. */
export function wrap(text: string, room: number, measure: (line: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  const put = (piece: string, glue: string): boolean => {
    const longer = line === '' ? piece : `${line}${glue}${piece}`;
    if (measure(longer) > room) return false;
    line = longer;
    return true;
  };
  const flush = () => {
    if (line !== '') lines.push(line);
    line = '';
  };
  for (const word of text.split(' ')) {
    if (put(word, ' ')) continue;
    flush();
    if (put(word, '')) continue;
    for (const { segment: piece } of words.segment(word)) {
      if (put(piece, '')) continue;
      flush();
      if (put(piece, '')) continue;
      for (const { segment: cluster } of clusters.segment(piece)) {
        if (put(cluster, '')) continue;
        flush();
        line = cluster;
      }
    }
  }
  flush();
  return lines;
}

/** The same number of lines, as narrow as they can be: no single word on the last. */
function balanced(text: string, room: number, lines: string[], measure: (line: string) => number): string[] {
  let best = lines;
  let narrow = room / 2;
  let wide = room;
  for (let step = 0; step < BALANCING_STEPS && lines.length > 1; step += 1) {
    const middle = (narrow + wide) / 2;
    const tried = wrap(text, middle, measure);
    if (tried.length === lines.length && tried.every((line) => measure(line) <= middle)) {
      best = tried;
      wide = middle;
    } else narrow = middle;
  }
  return best;
}

function ellipsed(line: string, room: number, measure: (line: string) => number): string {
  const kept = [...clusters.segment(line)].map(({ segment }) => segment);
  while (kept.length > 0 && measure(`${kept.join('').trimEnd()}…`) > room) kept.pop();
  return `${kept.join('').trimEnd()}…`;
}
