import type { Range } from './edit.ts';
import type { Break, SpokenWord } from './spoken-words.ts';

/**
 * Where the words of a known text lie in speech of which only the pauses are known.
 *
 * The stretches between pauses ("runs") are what is exact; a reader stops nearly always where a sentence ends, often
 * where a clause does, and now and then within one. So each pause is given a place between two words, in order, by
 * the cheapest way through all of them: a run should last as long as its words take at this reader's pace, a pause
 * should stand where one is expected, the longer the more, and a sentence should not end without one. A run may also
 * have no words at all, at a price: a cough, an applause, a word of greeting that was not written down. And whole
 * sentences may not be said at all, at a higher one: what is handed in is often longer than what is spoken.
 */
export interface AlignedWords {
  /** When each word begins, ms; null where it was not said. */
  readonly startsMs: readonly (number | null)[];
  /** When each word ends, ms: before the pause behind it, if there is one. */
  readonly endsMs: readonly (number | null)[];
  /** How long a syllable takes this reader. */
  readonly paceMs: number;
}

/** What a run's length may be off what its words take: a little always, and more the longer it is. */
const LEAST_OFF_S = 0.08;
const OFF_PER_ROOT_S = 0.17;
const OFF_SHARE = 0.08;
/** Behind three deviations it is no matter of pace any more: somebody said something else. */
const ROBUST = 3;
const WORDLESS = 5;
const WORDLESS_PER_S = 2.2;
const UNSAID = 4.5;
const UNSAID_PER_SENTENCE = 0.9;
const UNSAID_PER_S = 0.15;
/** Of an end that is not heard as a pause. */
const UNHEARD: Readonly<Record<Break, number>> = { word: 0, clause: 0.4, sentence: 1.2, paragraph: 3.5 };
/** How far from a steady pace over the whole a reader may be found. */
const BAND_SHARE = 0.18;
const BAND_LEAST_S = 12;
/** More than one breath's words are never looked at together. */
const RUN_MOST = 2.2;
const RUN_MORE_S = 3;
/** The reader's pace is not the whole's by the whole, where more or less was said than was written. */
const PACES = [1, 0.88, 0.77, 1.18, 1.4];

/** @param runs in order, apart, at least one. @param words at least one */
export function alignWords(words: readonly SpokenWord[], runs: readonly Range[]): AlignedWords {
  const weights = sumsOf(words.map(({ weight }) => Math.max(0.05, weight)));
  const spokenS = runs.reduce((sum, run) => sum + lengthS(run), 0);
  let best: Found | null = null;
  for (const share of PACES) {
    let pace = (share * spokenS) / (weights.at(-1) ?? 1);
    // The pace is that of the runs which have words.
    for (let round = 0; round < 2; round += 1) {
      const found = cheapestWay(words, weights, runs, pace);
      if (found === null) break;
      if (best === null || found.cost < best.cost) best = found;
      const again = paceOf(found, weights, runs);
      if (Math.abs(again / pace - 1) < 0.01) break;
      pace = again;
    }
  }
  return timesOf(
    best?.said ?? evenPlaces(weights, runs),
    weights,
    runs,
    best?.paceS ?? spokenS / (weights.at(-1) ?? 1),
  );
}

interface Found {
  readonly cost: number;
  readonly paceS: number;
  /** Of each run, its words. Between those of two, words may not have been said. */
  readonly said: readonly Said[];
}

/** The first inside, the last outside. */
interface Said {
  readonly from: number;
  readonly to: number;
}

function cheapestWay(
  words: readonly SpokenWord[],
  weights: Float64Array,
  runs: readonly Range[],
  paceS: number,
): Found | null {
  const places = words.length + 1;
  const unheard = sumsOf(words.map(({ after }) => UNHEARD[after]));
  const spokenS = runs.reduce((sum, run) => sum + lengthS(run), 0);
  const allS = (weights.at(-1) ?? 0) * paceS;
  const bandS = Math.max(BAND_LEAST_S, BAND_SHARE * spokenS) + Math.abs(spokenS - allS);
  const froms: Int32Array[] = [];
  /** Of each pause and place, from where sentences were passed over; -1: from nowhere. */
  const passes: Int32Array[] = [];
  const ends = words.flatMap(({ after }, at) =>
    after === 'sentence' || after === 'paragraph' ? [at + 1] : [],
  );
  let costs = new Float64Array(places).fill(Number.POSITIVE_INFINITY);
  costs[0] = 0;
  let saidS = 0;
  let [lowest, highest] = [0, band(weights, paceS, 0, bandS)[1]];
  passes.push(passOver(costs, ends, weights, paceS, { from: 0, to: highest }));
  for (const [index, run] of runs.entries()) {
    const runS = lengthS(run);
    saidS += runS;
    const next = new Float64Array(places).fill(Number.POSITIVE_INFINITY);
    const from = new Int32Array(places);
    const following = runs[index + 1];
    const pauseMs = following === undefined ? null : following.startMs - run.endMs;
    const middleS = (saidS / spokenS) * allS;
    const [low, high] = band(weights, paceS, middleS, bandS);
    const mostS = RUN_MOST * runS + RUN_MORE_S;
    let begin = lowest;
    for (let place = Math.max(low, lowest); place <= high; place += 1) {
      const here = weights[place] ?? 0;
      while (begin < place && (here - (weights[begin] ?? 0)) * paceS > mostS) begin += 1;
      let least = Number.POSITIVE_INFINITY;
      let came = place;
      for (let at = begin; at < place && at <= highest; at += 1) {
        const before = costs[at] ?? Number.POSITIVE_INFINITY;
        if (before >= least) continue;
        const expectedS = (here - (weights[at] ?? 0)) * paceS;
        // The last word's end is heard: it is the pause behind this run.
        const cost = before + offCost(runS, expectedS) + (unheard[place - 1] ?? 0) - (unheard[at] ?? 0);
        if (cost < least) {
          least = cost;
          came = at;
        }
      }
      const wordless = (costs[place] ?? Number.POSITIVE_INFINITY) + WORDLESS + WORDLESS_PER_S * runS;
      if (wordless < least) {
        least = wordless;
        came = place;
      }
      if (pauseMs !== null)
        least += pauseCost(pauseMs, place === 0 ? 'paragraph' : (words[place - 1]?.after ?? 'word'));
      next[place] = least;
      from[place] = came;
    }
    costs = next;
    froms.push(from);
    [lowest, highest] = [Math.max(low, lowest), high];
    passes.push(passOver(costs, ends, weights, paceS, { from: lowest, to: highest }));
  }
  const cost = costs[words.length] ?? Number.POSITIVE_INFINITY;
  if (cost === Number.POSITIVE_INFINITY) return null;
  const said: Said[] = [];
  let place = words.length;
  for (let index = runs.length; index >= 0; index -= 1) {
    const passed = passes[index]?.[place] ?? -1;
    if (passed >= 0) place = passed;
    if (index === 0) break;
    const from = froms[index - 1]?.[place] ?? 0;
    said.push({ from, to: place });
    place = from;
  }
  return place === 0 ? { cost, paceS, said: said.reverse() } : null;
}

/** Sentences that may not have been said, where there is a pause. Lowers what a place costs to be come to. */
function passOver(
  costs: Float64Array,
  ends: readonly number[],
  weights: Float64Array,
  paceS: number,
  { from, to }: Said,
): Int32Array {
  const passed = new Int32Array(costs.length).fill(-1);
  let began = -1;
  let least = Number.POSITIVE_INFINITY;
  let before = 0;
  for (const end of [0, ...ends]) {
    if (end > to) break;
    const unsaidS = ((weights[end] ?? 0) - (weights[before] ?? 0)) * paceS;
    if (end > 0) least += UNSAID_PER_SENTENCE + UNSAID_PER_S * unsaidS;
    before = end;
    if (end < from) continue;
    const here = costs[end] ?? Number.POSITIVE_INFINITY;
    if (least < here) {
      costs[end] = least;
      passed[end] = began;
    }
    if (here + UNSAID < least) {
      least = here + UNSAID;
      began = end;
    }
  }
  return passed;
}

/** Places whose words would end around that moment at a steady pace. */
function band(weights: Float64Array, paceS: number, middleS: number, bandS: number): [number, number] {
  const last = weights.length - 1;
  let low = lowerBound(weights, (middleS - bandS) / paceS);
  let high = lowerBound(weights, (middleS + bandS) / paceS);
  low = Math.max(0, Math.min(low, last));
  high = Math.max(low, Math.min(high, last));
  return [low, high];
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function offCost(runS: number, expectedS: number): number {
  const off = LEAST_OFF_S + OFF_PER_ROOT_S * Math.sqrt(expectedS) + OFF_SHARE * expectedS;
  const deviations = Math.abs(runS - expectedS) / off;
  return deviations < ROBUST ? (deviations * deviations) / 2 : ROBUST * deviations - (ROBUST * ROBUST) / 2;
}

/** How strange a pause of that length is behind such a word. */
function pauseCost(ms: number, behind: Break): number {
  switch (behind) {
    case 'word':
      return Math.min(7, 1.3 + Math.max(0, ms - 180) / 175);
    case 'clause':
      return Math.min(4, 0.2 + Math.max(0, ms - 350) / 300);
    case 'sentence':
      return ms < 220 ? 0.5 : 0;
    case 'paragraph':
      return ms < 350 ? 0.9 : 0;
  }
}

function paceOf({ said }: Found, weights: Float64Array, runs: readonly Range[]): number {
  let weight = 0;
  let lasted = 0;
  for (const [index, run] of runs.entries()) {
    const { from, to } = said[index] ?? { from: 0, to: 0 };
    if (from === to) continue;
    weight += (weights[to] ?? 0) - (weights[from] ?? 0);
    lasted += lengthS(run);
  }
  return weight === 0 ? 1 : lasted / weight;
}

/** Where no way was found: everything at one pace. */
function evenPlaces(weights: Float64Array, runs: readonly Range[]): Said[] {
  const spokenS = runs.reduce((sum, run) => sum + lengthS(run), 0);
  const all = weights.at(-1) ?? 0;
  let saidS = 0;
  let from = 0;
  return runs.map((run, index) => {
    saidS += lengthS(run);
    const last = index + 1 === runs.length;
    const to = last ? weights.length - 1 : Math.max(from, lowerBound(weights, (saidS / spokenS) * all));
    const said = { from, to };
    from = to;
    return said;
  });
}

function timesOf(
  said: readonly Said[],
  weights: Float64Array,
  runs: readonly Range[],
  paceS: number,
): AlignedWords {
  const startsMs: (number | null)[] = Array.from({ length: weights.length - 1 }, () => null);
  const endsMs = [...startsMs];
  for (const [index, run] of runs.entries()) {
    const { from, to } = said[index] ?? { from: 0, to: 0 };
    const first = weights[from] ?? 0;
    const weight = (weights[to] ?? 0) - first;
    const at = (place: number) =>
      Math.round(run.startMs + ((run.endMs - run.startMs) * ((weights[place] ?? 0) - first)) / weight);
    for (let word = from; word < to; word += 1) {
      startsMs[word] = at(word);
      endsMs[word] = at(word + 1);
    }
  }
  return { startsMs, endsMs, paceMs: paceS * 1000 };
}

const lengthS = ({ startMs, endMs }: Range) => (endMs - startMs) / 1000;

/** Sums of what lies before each place. */
function sumsOf(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (const [index, value] of values.entries()) sums[index + 1] = (sums[index] ?? 0) + value;
  return sums;
}
