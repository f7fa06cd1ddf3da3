/** A piece of a line as it is drawn; `text` is in the order in which its own letters are read. */
export interface DrawnPiece {
  text: string;
  x: number;
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LEFT_TO_RIGHT = /[\p{L}\p{N}]/u;
const MIRRORED: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '«': '»',
  '»': '«',
};
/** Shapes that letters take beside others: how they are drawn, not which they are. */
const SHAPES = /[\uFB1D-\uFDFB\uFE70-\uFEFC]/g;

export const hasRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text);

/** Which way a page is read: by most of its letters. */
export function readsFromRight(texts: readonly string[]): boolean {
  let right = 0;
  let left = 0;
  for (const text of texts)
    for (const letter of text) {
      if (RIGHT_TO_LEFT.test(letter)) right += 1;
      else if (/\p{L}/u.test(letter)) left += 1;
    }
  return right > left;
}

type Way = 'right' | 'left' | 'either';
interface Token {
  text: string;
  way: Way;
}

/**
 * A line with letters that are read from the right, as it was written: a PDF has it as it is seen. What UAX #9 does to
 * show a line (rules N1, N2, L2 and L4), the other way round.
 */
export function asWritten(pieces: readonly DrawnPiece[], fromRight: boolean): string {
  const seen = [...pieces].sort((a, b) => a.x - b.x).flatMap(tokensOf);
  const base: Way = fromRight ? 'right' : 'left';
  const ways = seen.map(({ way }, at) => (way === 'either' ? between(seen, at, base) : way));
  const tokens = seen.map(({ text, way }, at) => ({
    text: way === 'either' && ways[at] === 'right' ? mirrored(text) : text,
    way: ways[at] ?? base,
  }));
  if (fromRight) tokens.reverse();
  const against: Way = fromRight ? 'left' : 'right';
  const written: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    let end = at + 1;
    if (tokens[at]?.way === against) while (tokens[end]?.way === against) end += 1;
    const run = tokens.slice(at, end).map(({ text }) => text);
    written.push(...(end - at > 1 ? run.reverse() : run));
    at = end;
  }
  return written.join('').replace(SHAPES, (shape) => shape.normalize('NFKC'));
}

/** What has no way of its own goes with its neighbours where they agree, else with the page. */
function between(tokens: readonly Token[], at: number, base: Way): Way {
  const strong = (from: number, by: 1 | -1) => {
    for (let next = from + by; next >= 0 && next < tokens.length; next += by) {
      const way = tokens[next]?.way;
      if (way === 'left' || way === 'right') return way;
    }
    return base;
  };
  const [before, after] = [strong(at, -1), strong(at, 1)];
  return before === after ? before : base;
}

function tokensOf({ text }: DrawnPiece): Token[] {
  if (hasRightToLeft(text)) return [{ text: [...text].map(mirrored).join(''), way: 'right' }];
  const signs = [...text];
  const first = signs.findIndex((sign) => LEFT_TO_RIGHT.test(sign));
  if (first < 0) return signs.map((sign) => ({ text: sign, way: 'either' }));
  const last = signs.findLastIndex((sign) => LEFT_TO_RIGHT.test(sign));
  const either = (sign: string): Token => ({ text: sign, way: 'either' });
  return [
    ...signs.slice(0, first).map(either),
    { text: signs.slice(first, last + 1).join(''), way: 'left' },
    ...signs.slice(last + 1).map(either),
  ];
}

const mirrored = (sign: string): string => MIRRORED[sign] ?? sign;
