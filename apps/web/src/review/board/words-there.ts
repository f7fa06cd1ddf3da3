import type { BoardRow } from './stages.ts';

export type Words = BoardRow['words'];
export type WordsKind = keyof Words;
export type WordsMark = Words[WordsKind];

/** In the order in which they come to be. */
export const WORDS_KINDS = ['written', 'captions', 'issues'] as const satisfies readonly WordsKind[];

/** What can be looked for: anything, one kind, or captions that nobody has read yet. */
export const WORDS_GAPS = ['missing', 'written', 'captions', 'unchecked', 'issues'] as const;
export type WordsGap = (typeof WORDS_GAPS)[number];

export const isWordsGap = (value: string | null): value is WordsGap =>
  WORDS_GAPS.some((gap) => gap === value);

const isGap = (mark: WordsMark): boolean => mark === 'missing' || mark === 'unchecked';

export function lacks({ words }: Pick<BoardRow, 'words'>, gap: WordsGap): boolean {
  if (gap === 'missing') return WORDS_KINDS.some((kind) => isGap(words[kind]));
  if (gap === 'unchecked') return words.captions === 'unchecked';
  return words[gap] === 'missing';
}
