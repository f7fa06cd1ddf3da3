/**
 * Words of a text in any script. Chinese, Japanese, Thai, Lao, Khmer and Burmese are written without spaces between
 * words: there `Intl.Segmenter` knows them; where a browser has none (Firefox before 125), the letters of these
 * scripts are divided by how many a word has on the whole, and every other script is counted by its spaces.
 * @param segmenter of the text's language, where that is known: see `wordsOfLanguage`
 */
export function countWords(text: string, segmenter: WordSegmenter | null = wordsOfLanguage()): number {
  if (segmenter === null) return countRoughly(text);
  let words = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words += 1;
  return words;
}

export interface WordSegmenter {
  readonly segment: (text: string) => Iterable<{ readonly isWordLike?: boolean | undefined }>;
}

const known = new Map<string, WordSegmenter>();

/** @param language BCP 47, canonical; without it, of whoever runs this. Null where words cannot be told apart. */
export function wordsOfLanguage(language?: string): WordSegmenter | null {
  if (!('Segmenter' in Intl)) return null;
  const kept = known.get(language ?? '');
  if (kept !== undefined) return kept;
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  known.set(language ?? '', segmenter);
  return segmenter;
}

/** Letters (marks above and below left out) that a word has on the whole. */
const WITHOUT_SPACES: readonly (readonly [RegExp, number])[] = [
  [/\p{Script=Han}/gu, 1.6],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 2.5],
  [/(?=\p{L})[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu, 3.5],
];

export function countRoughly(text: string): number {
  let words = 0;
  let rest = text;
  for (const [letters, perWord] of WITHOUT_SPACES) {
    words += (rest.match(letters)?.length ?? 0) / perWord;
    rest = rest.replace(letters, ' ');
  }
  words += rest.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_.,/-]*/gu)?.length ?? 0;
  return Math.round(words);
}
