/**
 * Words made comparable, for searching: the same for what is kept and for what is asked, so that no extension of a
 * database and no locale of a server decides what is found.
 */
const ARABIC_PREFIX = /^(?:[وفبك]?ال|لل)(?=.{3})/u;
/** Vowel signs and other marks that people leave out when they type: Latin, Greek, Cyrillic, Hebrew, Arabic. */
const MARKS = /[\u0300-\u036F\u0591-\u05C7\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0640]/gu;
const SAME: Readonly<Record<string, string>> = {
  ı: 'i',
  ß: 'ss',
  œ: 'oe',
  æ: 'ae',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
};
const SAME_LETTER = new RegExp(`[${Object.keys(SAME).join('')}]`, 'gu');
const EASTERN_DIGIT = /[٠-٩۰-۹]/gu;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Written without spaces between words: what is kept of these is every pair of letters that follow each other. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const LONGEST_WORD = 40;
const MOST_TERMS = 8;

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(SAME_LETTER, (letter) => SAME[letter] ?? letter)
    .replace(EASTERN_DIGIT, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

const words = (text: string): string[] => folded(text).replace(UNSPACED, ' ').match(WORD) ?? [];
const withoutPrefix = (word: string): string => word.replace(ARABIC_PREFIX, '');
const cut = (word: string): string => [...word].slice(0, LONGEST_WORD).join('');

function pairs(text: string): string[] {
  return (folded(text).match(UNSPACED) ?? []).flatMap((run) => {
    const letters = [...run];
    return letters.length === 1 ? letters : letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
  });
}

/** What a text is found by, each once. An Arabic word is found with its article and without. */
export function searchWords(...texts: readonly (string | null)[]): string[] {
  const kept = new Set<string>();
  for (const text of texts) {
    if (text === null) continue;
    for (const word of words(text)) kept.add(cut(word)).add(cut(withoutPrefix(word)));
    for (const pair of pairs(text)) kept.add(pair);
  }
  return [...kept];
}

/** One word of a question: what is found begins with one of these. */
export type SearchTerm = readonly [string, ...string[]];

/** Every one of these is to be found; none for a question without a letter. What is beyond some words is not looked at. */
export function searchTerms(question: string): SearchTerm[] {
  const typed = words(question).map((word): SearchTerm => {
    const bare = withoutPrefix(word);
    return bare === word ? [cut(word)] : [cut(word), cut(bare)];
  });
  return [...typed, ...pairs(question).map((pair): SearchTerm => [pair])].slice(0, MOST_TERMS);
}

export function isFoundBy(term: SearchTerm, kept: readonly string[]): boolean {
  return term.some((start) => kept.some((word) => word.startsWith(start)));
}
