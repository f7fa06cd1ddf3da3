/** One picture's luma, row by row, 0 to 255. */
export interface LumaPicture {
  luma: Uint8Array;
  width: number;
  height: number;
}

export interface Candidate extends LumaPicture {
  /** Where in the whole it stands, 0 to 1. */
  at: number;
}

/** Early enough to be of the beginning, late enough that the speaker has found their place. */
const BEST_AT = 1 / 3;
const FAR_WEIGHT = 0.25;
/** Video's black is 16, and an encoder's bars are not quite even. */
const BAR_LUMA = 26;
const DARK_LUMA = 45;
const BRIGHT_LUMA = 210;
const BLOCK = 8;
/** Below this variance a block is one colour. */
const EVEN_VARIANCE = 4;
/** A speaker before a bare wall has as much of one colour as the first; a written slate as the second. */
const MUCH_EVEN = 0.55;
const MOSTLY_EVEN = 0.8;
const BINS = 32;

/**
 * Which picture stands for the whole: sharp, neither dark nor blown out, no written slate, like the others,
 * rather from around the first third. Bars beside an upright phone's picture count for nothing.
 */
export function choosePicture(candidates: readonly Candidate[]): number {
  const area = pictureArea(candidates);
  const seen = candidates.map((candidate) => measure(candidate, area));
  const sharpest = Math.max(...seen.map(({ sharpness }) => sharpness), 1e-6);
  const usual = Array.from({ length: BINS }, (_, bin) => median(seen.map(({ bins }) => bins[bin] ?? 0)));
  let best = 0;
  let bestScore = -1;
  seen.forEach((one, index) => {
    const distance = one.bins.reduce((sum, share, bin) => sum + Math.abs(share - (usual[bin] ?? 0)), 0) / 2;
    const far = Math.abs((candidates[index]?.at ?? 0) - BEST_AT) / (1 - BEST_AT);
    const score =
      exposure(one.mean) *
      Math.min(1, one.deviation / 20) *
      Math.sqrt(one.sharpness / sharpest) *
      unevenness(one.even) *
      (1 - 0.6 * Math.min(1, distance)) *
      (1 - FAR_WEIGHT * far);
    if (score > bestScore) [best, bestScore] = [index, score];
  });
  return best;
}

interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Without the edges that are black in every candidate. All of it where everything is black. */
function pictureArea(candidates: readonly LumaPicture[]): Area {
  const [{ width, height } = { width: 0, height: 0 }] = candidates;
  const columns = new Uint8Array(width);
  const rows = new Uint8Array(height);
  for (const { luma } of candidates) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const value = luma[y * width + x] ?? 0;
        if (value > (columns[x] ?? 0)) columns[x] = value;
        if (value > (rows[y] ?? 0)) rows[y] = value;
      }
    }
  }
  const lit = (value: number) => value > BAR_LUMA;
  const left = columns.findIndex(lit);
  const top = rows.findIndex(lit);
  if (left < 0 || top < 0) return { left: 0, right: width, top: 0, bottom: height };
  return { left, right: columns.findLastIndex(lit) + 1, top, bottom: rows.findLastIndex(lit) + 1 };
}

interface Measures {
  mean: number;
  deviation: number;
  /** Mean of the Laplacian's magnitude. */
  sharpness: number;
  /** Share of blocks of one colour. */
  even: number;
  /** Shares of each of so many greys. */
  bins: number[];
}

function measure({ luma, width }: LumaPicture, area: Area): Measures {
  const at = (x: number, y: number) => luma[y * width + x] ?? 0;
  const bins = new Array<number>(BINS).fill(0);
  let sum = 0;
  let squares = 0;
  let edges = 0;
  for (let y = area.top; y < area.bottom; y += 1) {
    for (let x = area.left; x < area.right; x += 1) {
      const value = at(x, y);
      sum += value;
      squares += value * value;
      const bin = (value * BINS) >> 8;
      bins[bin] = (bins[bin] ?? 0) + 1;
      if (x > area.left && x < area.right - 1 && y > area.top && y < area.bottom - 1)
        edges += Math.abs(4 * value - at(x - 1, y) - at(x + 1, y) - at(x, y - 1) - at(x, y + 1));
    }
  }
  const count = Math.max(1, (area.right - area.left) * (area.bottom - area.top));
  const mean = sum / count;
  return {
    mean,
    deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)),
    sharpness: edges / count,
    even: evenShare(at, area),
    bins: bins.map((pixels) => pixels / count),
  };
}

function evenShare(at: (x: number, y: number) => number, area: Area): number {
  let blocks = 0;
  let even = 0;
  for (let top = area.top; top + BLOCK <= area.bottom; top += BLOCK) {
    for (let left = area.left; left + BLOCK <= area.right; left += BLOCK) {
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < BLOCK * BLOCK; i += 1) {
        const value = at(left + (i % BLOCK), top + Math.floor(i / BLOCK));
        sum += value;
        squares += value * value;
      }
      const mean = sum / (BLOCK * BLOCK);
      blocks += 1;
      if (squares / (BLOCK * BLOCK) - mean * mean < EVEN_VARIANCE) even += 1;
    }
  }
  return blocks === 0 ? 0 : even / blocks;
}

/** 1 for an ordinary picture, towards 0 for a dark or a blown-out one. */
function exposure(mean: number): number {
  if (mean < DARK_LUMA) return (mean / DARK_LUMA) ** 2;
  if (mean > BRIGHT_LUMA) return ((255 - mean) / (255 - BRIGHT_LUMA)) ** 2;
  return 1;
}

/** 1 for a scene, towards a twentieth for writing on one colour. */
function unevenness(even: number): number {
  const share = (even - MUCH_EVEN) / (MOSTLY_EVEN - MUCH_EVEN);
  return 1 - 0.95 * Math.min(1, Math.max(0, share));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
