/** What stands behind a word: how likely a speaker stops there. */
export type Break = 'word' | 'clause' | 'sentence' | 'paragraph';

/** A word of a text as it is spoken, with the signs that go with it. */
export interface SpokenWord {
  readonly text: string;
  /** What stands between it and the next in a line: nothing where a script is written without spaces. */
  readonly glue: '' | ' ';
  /** How long it takes to say, in syllables or nearly: only the relation between words counts. */
  readonly weight: number;
  readonly after: Break;
}

/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const READABLE = /[\p{L}\p{N}]/u;
const OPENS = /^[\p{Ps}\p{Pi}¿¡]+$/u;
const ENDS_CLAUSE = /[,;:،؛，、；：。)\]—–]['"’”»)\]]*$/u;
const ENDS_SENTENCE = /[.!?…。！？؟۔।॥။።]['"’”»)\]]*$/u;
/** A list's mark is not spoken. */
const BULLET = /^[•·▪◦‣*–—-]$/u;
/** The full stop behind these ends no sentence. */
const SHORTENED =
  /^(?:\p{Lu}|mr|mrs|ms|dr|prof|st|no|art|para|cf|e\.g|i\.e|vs|mme|mlle|sra?|dra?|ud|uds|núm|av|n°)\.$/iu;
/** A line that was broken by its page is about as long as the page is wide. */
const PAGE_COLUMNS = 50;
/** Nobody says so much without a space; a line of it is broken anywhere. */
const LONGEST_WORD = 40;

/** Written without spaces between words, if only in part. */
export const isUnspaced = (text: string): boolean => UNSPACED.test(text);
/** A word with the signs behind it: whether a sentence ends with it, as far as it alone can tell. */
export const endsSentence = (word: string): boolean => ENDS_SENTENCE.test(word) && !SHORTENED.test(word);

/**
 * A text as the words that a speaker says, in order. Lines that a page broke are joined; what a heading or a
 * paragraph ends, ends a sentence too.
 * @param language BCP 47, of the text
 */
export function spokenWords(text: string, language: string): SpokenWord[] {
  return paragraphsOf(text).flatMap((paragraph) => wordsOf(paragraph, language));
}

function paragraphsOf(text: string): string[] {
  const out: string[] = [];
  let open = false;
  let before = '';
  for (const line of text.normalize('NFC').split(/\r\n|[\n\r\u2028\u2029\v\f\u0085]/)) {
    const trimmed = line.trim();
    const goesOn = open && before.length >= PAGE_COLUMNS && !/[.!?:;…。！？؟।။።]['"’”»)\]]*$/u.test(before);
    if (trimmed !== '' && goesOn) out[out.length - 1] += ` ${trimmed}`;
    else if (trimmed !== '') out.push(trimmed);
    open = trimmed !== '';
    before = trimmed;
  }
  return out;
}

interface Piece {
  text: string;
  glue: '' | ' ';
  /** Where it begins in its paragraph. */
  at: number;
}

function wordsOf(paragraph: string, language: string): SpokenWord[] {
  const pieces = withoutLoneSigns(piecesOf(paragraph, language));
  const ends = new Set<number>();
  for (const { index, segment } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(
    paragraph,
  ))
    ends.add(index + segment.length);
  const sorted = [...ends].sort((a, b) => a - b);
  let next = 0;
  return pieces.map(({ text, glue, at }, index) => {
    while ((sorted[next] ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const following = pieces[index + 1];
    const crossed = following !== undefined && (sorted[next] ?? Number.POSITIVE_INFINITY) <= following.at;
    return { text, glue, weight: spokenWeight(text), after: breakAfter(text, crossed, following) };
  });
}

function breakAfter(text: string, crossed: boolean, following: Piece | undefined): Break {
  if (following === undefined) return 'paragraph';
  if (crossed && ENDS_SENTENCE.test(text) && !SHORTENED.test(text)) return 'sentence';
  return ENDS_CLAUSE.test(text) || ENDS_SENTENCE.test(text) ? 'clause' : 'word';
}

function piecesOf(paragraph: string, language: string): Piece[] {
  const pieces: Piece[] = [];
  let segmenter: Intl.Segmenter | undefined;
  for (const match of paragraph.matchAll(/\S+/gu)) {
    const [chunk] = match;
    if (UNSPACED.test(chunk)) {
      segmenter ??= new Intl.Segmenter(language, { granularity: 'word' });
      pieces.push(...unspaced(chunk, match.index, segmenter));
    } else if (chunk.length > LONGEST_WORD) {
      const graphemes = new Intl.Segmenter(language).segment(chunk);
      pieces.push(
        ...broken(
          Array.from(graphemes, ({ segment }) => segment),
          match.index,
        ),
      );
    } else pieces.push({ text: chunk, glue: ' ', at: match.index });
  }
  return pieces;
}

/** Signs go with the word before them, and what opens with the one behind it. */
function unspaced(chunk: string, at: number, segmenter: Intl.Segmenter): Piece[] {
  const out: Piece[] = [];
  let opening = false;
  for (const { segment, index } of segmenter.segment(chunk)) {
    const last = out.at(-1);
    const joins = last !== undefined && (opening || (!READABLE.test(segment) && !OPENS.test(segment)));
    if (joins) last.text += segment;
    else out.push({ text: segment, glue: '', at: at + index });
    opening = OPENS.test(segment);
  }
  const last = out.at(-1);
  if (last !== undefined) last.glue = ' ';
  return out;
}

function broken(graphemes: readonly string[], at: number): Piece[] {
  const out: Piece[] = [];
  let index = at;
  for (let from = 0; from < graphemes.length; from += LONGEST_WORD) {
    const text = graphemes.slice(from, from + LONGEST_WORD).join('');
    out.push({ text, glue: from + LONGEST_WORD < graphemes.length ? '' : ' ', at: index });
    index += text.length;
  }
  return out;
}

/** A dash between two words goes with the first; a list's mark goes. */
function withoutLoneSigns(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  let before = '';
  for (const [index, piece] of pieces.entries()) {
    const last = out.at(-1);
    if (READABLE.test(piece.text)) {
      out.push({ ...piece, text: before + piece.text });
      before = '';
    } else if (index === 0 && BULLET.test(piece.text)) before = '';
    else if (last === undefined || OPENS.test(piece.text)) before += piece.text + piece.glue;
    else {
      last.text += last.glue + piece.text;
      last.glue = piece.glue;
    }
  }
  return out;
}

const VOWELS = /[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿāēīōūăąęįųőűаеёиоуыэюяіїєαεηιουωάέήίόύώ]+/giu;
const LETTERS_PER_SYLLABLE = 2.7;

/**
 * How long a word takes to say, in syllables or nearly: the number of vowels where a script writes them, held
 * together with the number of letters, because neither is right in every language.
 */
export function spokenWeight(word: string): number {
  let weight = 0;
  for (const [part] of word.matchAll(/\p{N}+|[\p{L}\p{M}]+/gu)) {
    if (/^\p{N}/u.test(part)) weight += 0.6 + 1.3 * [...part].length;
    else weight += ofLetters(part);
  }
  return /[%٪‰]/u.test(word) ? weight + 2 : weight;
}

function ofLetters(part: string): number {
  const letters = [...part.replace(/\p{M}/gu, '')].length;
  if (/\p{Script=Han}|\p{Script=Hangul}/u.test(part)) return letters;
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(part)) return 0.6 * letters;
  // Short vowels are not written.
  if (/[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(part)) return 0.2 + 0.5 * letters;
  if (!/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(part)) return 0.2 + 0.6 * letters;
  // Spelled, as initials are.
  if (letters <= 4 && letters > 1 && part === part.toUpperCase()) return 1.1 * letters;
  const groups = part.match(VOWELS)?.length ?? 0;
  const mute = groups > 1 && /[^aeiouyé]e[s]?$/iu.test(part) ? 1 : 0;
  return 0.15 + 0.5 * Math.max(1, groups - mute) + (0.5 * letters) / LETTERS_PER_SYLLABLE;
}
