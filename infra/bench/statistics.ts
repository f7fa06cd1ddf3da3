/** @throws RangeError of no figures: nothing measured is not nought */
export function median(figures: readonly number[]): number {
  if (figures.length === 0) throw new RangeError('no figures');
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export interface Spread {
  least: number;
  most: number;
  runs: number;
}

export function spreadOf(figures: readonly number[]): Spread {
  if (figures.length === 0) throw new RangeError('no figures');
  return { least: Math.min(...figures), most: Math.max(...figures), runs: figures.length };
}

/** What was measured right after one another, so that a machine's mood falls on both. */
export interface Pair {
  value: number;
  baseline: number;
}

/** The ratio is the median of the pairs' ratios, not the ratio of medians. */
export function comparePairs(pairs: readonly Pair[]): {
  value: number;
  baseline: number;
  ratio: number;
  spread: Spread;
} {
  const ratios = pairs.map(({ value, baseline }) => value / baseline);
  return {
    value: median(pairs.map(({ value }) => value)),
    baseline: median(pairs.map(({ baseline }) => baseline)),
    ratio: median(ratios),
    spread: spreadOf(ratios),
  };
}

/**
 * Where a falling or rising line through measured points reaches `y`, and beyond its ends along the last two
 * points: for finding the bit rate that gives a wanted quality out of a few trials.
 */
export function interpolate(points: readonly { x: number; y: number }[], y: number): number {
  const sorted = points.toSorted((a, b) => a.y - b.y);
  if (sorted.length < 2) throw new RangeError('two points make a line');
  const above = sorted.findIndex((point) => point.y >= y);
  const at = above < 0 ? sorted.length - 1 : Math.max(1, above);
  const [from, to] = [sorted[at - 1], sorted[at]];
  if (from === undefined || to === undefined) throw new RangeError('two points make a line');
  if (to.y === from.y) return (from.x + to.x) / 2;
  return from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x);
}
