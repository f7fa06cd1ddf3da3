import { plain } from '../plain.ts';
import { type BoardRow, isStage, type ReviewGroup, type Stage } from './stages.ts';
import { isWordsGap, lacks, type WordsGap } from './words-there.ts';

/** As it stands in the address, so that it can be sent on and survives a reload. */
export interface Wanted {
  readonly stage: Stage | undefined;
  readonly stuck: boolean;
  /** A State's code. */
  readonly state: string | undefined;
  /** `me`, `nobody`, or somebody's id. */
  readonly who: string | undefined;
  /** What of it is missing in words. */
  readonly words: WordsGap | undefined;
  readonly text: string;
}

export const EVERYTHING = {
  stage: undefined,
  stuck: undefined,
  state: undefined,
  who: undefined,
  words: undefined,
  q: undefined,
};

export function readWanted(search: URLSearchParams): Wanted {
  const stage = search.get('stage');
  const words = search.get('words');
  return {
    stage: isStage(stage) ? stage : undefined,
    stuck: search.get('stuck') === '1',
    state: search.get('state') ?? undefined,
    who: search.get('who') ?? undefined,
    words: isWordsGap(words) ? words : undefined,
    text: search.get('q') ?? '',
  };
}

export const isFiltered = ({ stage, stuck, state, who, words, text }: Wanted): boolean =>
  stage !== undefined ||
  stuck ||
  state !== undefined ||
  who !== undefined ||
  words !== undefined ||
  text.trim() !== '';

export interface Found {
  readonly group: ReviewGroup;
  /** Of its rows, in their order. */
  readonly shown: readonly BoardRow[];
}

export interface Filtered {
  /** A SuR found by its name keeps all of its rows; without rows it stays only where nothing but names is asked. */
  readonly found: readonly Found[];
  /** All that is asked for but the stage: what the stages are counted over. */
  readonly ofAnyStage: readonly BoardRow[];
}

export function filterBoard(reviews: readonly ReviewGroup[], wanted: Wanted, me: string): Filtered {
  const words = plain(wanted.text).split(/\s+/).filter(Boolean);
  const who = wanted.who === 'me' ? me : wanted.who === 'nobody' ? null : wanted.who;
  const found: Found[] = [];
  const ofAnyStage: BoardRow[] = [];
  for (const group of reviews) {
    const { review } = group;
    if (wanted.state !== undefined && review.stateCode !== wanted.state) continue;
    const inName = textOf(review, () =>
      [review.stateName, review.stateCode, review.stateNames.en, review.stateNames.fr].join(' '),
    );
    const missingWords = words.filter((word) => !inName.includes(word));
    const candidates = group.rows.filter((row) => {
      if (who !== undefined && row.assignedToId !== who) return false;
      if (wanted.words !== undefined && !lacks(row, wanted.words)) return false;
      if (missingWords.length === 0) return true;
      const name = textOf(row.organisation, () => row.organisation.name);
      return missingWords.every((word) => name.includes(word));
    });
    ofAnyStage.push(...candidates);
    const shown = candidates.filter(
      (row) => (wanted.stage === undefined || row.stage === wanted.stage) && (!wanted.stuck || row.stuck),
    );
    const byNameAlone =
      !wanted.stage &&
      !wanted.stuck &&
      who === undefined &&
      wanted.words === undefined &&
      missingWords.length === 0;
    if (shown.length > 0 || byNameAlone) found.push({ group, shown });
  }
  return { found, ofAnyStage };
}

/** Made once for what stays as it is: a keystroke looks through hundreds of names. */
const plainTexts = new WeakMap<object, string>();

function textOf(whose: object, text: () => string): string {
  const known = plainTexts.get(whose);
  if (known !== undefined) return known;
  const made = plain(text());
  plainTexts.set(whose, made);
  return made;
}
