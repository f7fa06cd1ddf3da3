import { type CaptionLimits, columnsOf, LINES_LIMIT } from './caption-rules.ts';
import type { SpokenWord } from './spoken-words.ts';

/** The words of one caption: the first inside, the last outside. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
}

/** A caption more than needed is worse than one that ends within a clause, and that is worse than an uneven one. */
const ONE_MORE = 30;
const WITHIN_CLAUSE = 18;
const TINY = 25;
const TINY_SHARE = 0.35;
const CLAUSE_BONUS = 8;

/** Words as captions: each within one sentence, no line longer than may be, broken where a speaker would stop. */
export function captionsOfWords(words: readonly SpokenWord[], limits: CaptionLimits): WordRange[] {
  const out: WordRange[] = [];
  let from = 0;
  for (const [at, { after }] of words.entries()) {
    if (after !== 'sentence' && after !== 'paragraph' && at + 1 < words.length) continue;
    out.push(...partsOf(words, { from, to: at + 1 }, limits));
    from = at + 1;
  }
  return out;
}

/** The cheapest way through one sentence. */
function partsOf(words: readonly SpokenWord[], { from, to }: WordRange, limits: CaptionLimits): WordRange[] {
  const best = new Float64Array(to - from + 1).fill(Number.POSITIVE_INFINITY);
  const began = new Int32Array(to - from + 1);
  best[0] = 0;
  for (let end = from + 1; end <= to; end += 1) {
    for (let begin = end - 1; begin >= from; begin -= 1) {
      const lines = linesOf(words, { from: begin, to: end }, limits);
      // A single word stands, however long it is.
      if (lines === null && begin < end - 1) break;
      const columns = (lines ?? []).reduce((sum, line) => sum + columnsOf(line), 0);
      const tiny = columns < TINY_SHARE * limits.lineColumns && end - begin < to - from;
      const within = end < to && words[end - 1]?.after === 'word';
      const cost = (best[begin - from] ?? 0) + ONE_MORE + (within ? WITHIN_CLAUSE : 0) + (tiny ? TINY : 0);
      if (cost >= (best[end - from] ?? 0)) continue;
      best[end - from] = cost;
      began[end - from] = begin;
    }
  }
  const parts: WordRange[] = [];
  for (let end = to; end > from; ) {
    const begin = began[end - from] ?? from;
    parts.push({ from: begin, to: end });
    end = begin;
  }
  return parts.reverse();
}

/** One line, or two of which the first ends where it reads best; null where they would be too long. */
export function linesOf(
  words: readonly SpokenWord[],
  { from, to }: WordRange,
  limits: CaptionLimits,
): string[] | null {
  const whole = textOf(words, { from, to });
  const columns = columnsOf(whole);
  if (columns <= limits.lineColumns) return [whole];
  // Where a line ends, a space may go.
  if (LINES_LIMIT < 2 || columns > 2 * limits.lineColumns + 1) return null;
  let best: string[] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let at = from + 1; at < to; at += 1) {
    const lines = [textOf(words, { from, to: at }), textOf(words, { from: at, to })];
    const [first = 0, second = 0] = lines.map(columnsOf);
    if (first > limits.lineColumns) break;
    if (second > limits.lineColumns) continue;
    const cost = Math.abs(first - second) - (words[at - 1]?.after === 'word' ? 0 : CLAUSE_BONUS);
    if (cost >= least) continue;
    least = cost;
    best = lines;
  }
  return best;
}

export function textOf(words: readonly SpokenWord[], { from, to }: WordRange): string {
  let text = '';
  for (let at = from; at < to; at += 1) {
    const word = words[at];
    if (word !== undefined) text += at + 1 < to ? word.text + word.glue : word.text;
  }
  return text;
}
