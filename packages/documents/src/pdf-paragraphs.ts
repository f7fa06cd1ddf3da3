/** A line as it stands on a page; lengths are the page's own. `y` grows upwards, as a PDF has it. */
export interface PageLine {
  text: string;
  x: number;
  y: number;
  width: number;
  /** Of its letters. */
  size: number;
  rightToLeft: boolean;
}

/** At the head or the foot of a page are looked at so many lines. */
const MARGIN_LINES = 2;
const ENDS_SENTENCE = /[.!?:;…؟؛。！？।॥။»"”)\]]\s*$/u;
const BEGINS_ITEM = /^(?:[•‣▪●◦·–—*-]\s|\(?\d{1,3}[.)]\s|\(?[a-zA-Z][.)]\s)/u;
const BEGINS_SMALL = /^\p{Ll}/u;
const PAGE_NUMBER =
  /^[\s\-–—|./]*(?:(?:page|p\.|seite|página|صفحة)\s*)?[\divxIVX\u0660-\u0669\u06F0-\u06F9]{1,5}(?:\s*(?:\/|of|de|sur|von|من)\s*\d{1,4})?[\s\-–—|./]*$/iu;
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * A PDF knows where its letters stand and not what belongs together: lines become paragraphs by their distance, their
 * length and their beginning, as a reader's eye does it. What stands on every page at its head or foot is left out.
 */
export function paragraphsOfPages(pages: readonly (readonly PageLine[])[]): string[] {
  const bodies = withoutMargins(pages);
  const paragraphs: string[] = [];
  let before: { line: Placed; column: Column } | null = null;
  for (const lines of bodies) {
    const column = columnOf(lines);
    for (const [at, line] of lines.entries()) {
      const placed = place(line);
      const above = at === 0 ? null : (lines[at - 1] ?? null);
      const goesOn =
        before !== null &&
        !BEGINS_ITEM.test(line.text) &&
        before.line.rightToLeft === placed.rightToLeft &&
        Math.abs(before.line.size - placed.size) < 0.15 * Math.max(before.line.size, placed.size) &&
        (above === null
          ? goesOnOverPages(before.line, before.column, line.text)
          : isNextLine(place(above), placed, column));
      if (goesOn) paragraphs.push(joined(paragraphs.pop() ?? '', line.text.trim()));
      else paragraphs.push(line.text.trim());
      before = { line: placed, column };
    }
  }
  return paragraphs;
}

interface Placed extends PageLine {
  /** From where it is read, and to where, along the line. */
  from: number;
  to: number;
}

const place = (line: PageLine): Placed => ({
  ...line,
  from: line.rightToLeft ? -(line.x + line.width) : line.x,
  to: line.rightToLeft ? -line.x : line.x + line.width,
});

interface Column {
  from: number;
  to: number;
  /** From one line to the next within a paragraph. */
  pitch: number;
}

function columnOf(lines: readonly PageLine[]): Column {
  const placed = lines.map(place);
  const drops = placed
    .flatMap((line, at) => {
      const above = placed[at - 1];
      const drop = above === undefined ? 0 : above.y - line.y;
      return above !== undefined && drop > 0 && drop < 4 * line.size ? [drop] : [];
    })
    .sort((a, b) => a - b);
  return {
    from: Math.min(...placed.map(({ from }) => from)),
    to: Math.max(...placed.map(({ to }) => to)),
    // Most gaps are those within paragraphs; a third, so that short paragraphs do not decide.
    pitch: drops[Math.floor(drops.length / 3)] ?? 0,
  };
}

function isNextLine(above: Placed, line: Placed, column: Column): boolean {
  const drop = above.y - line.y;
  if (drop <= 0) return goesOnOverPages(above, column, line.text);
  if (column.pitch > 0 && drop > 1.35 * column.pitch) return false;
  const indent = line.from - above.from;
  const isIndented =
    indent > 0.8 * line.size && indent < 6 * line.size && line.from - column.from > 0.8 * line.size;
  if (isIndented && !BEGINS_ITEM.test(above.text) && !BEGINS_SMALL.test(line.text)) return false;
  return !(isShort(above, column) && (ENDS_SENTENCE.test(above.text) || !BEGINS_SMALL.test(line.text)));
}

/** The first line of a page, or of a column, after the last of the one before. */
function goesOnOverPages(last: Placed, column: Column, first: string): boolean {
  if (ENDS_SENTENCE.test(last.text)) return false;
  return BEGINS_SMALL.test(first) || !isShort(last, column);
}

const isShort = (line: Placed, { from, to }: Column) => line.to < from + 0.75 * (to - from);

function joined(paragraph: string, line: string): string {
  const last = paragraph.at(-1) ?? '';
  const first = line.charAt(0);
  // A hyphen may be the word's own: it stays, and whoever reads the text over sees it.
  if (last === '-' && /\p{L}-$/u.test(paragraph)) return paragraph + line;
  if (last === '\u00AD') return paragraph.slice(0, -1) + line;
  if (WITHOUT_SPACES.test(last) && WITHOUT_SPACES.test(first)) return paragraph + line;
  return `${paragraph} ${line}`;
}

/** Page numbers, and what is the same at the head or foot of most pages but for its figures. */
function withoutMargins(pages: readonly (readonly PageLine[])[]): PageLine[][] {
  // A title may be said again at the head of every page, and smaller.
  const alike = ({ text, size }: PageLine) =>
    `${Math.round(size)} ${text
      .replace(/[\d\s\u0660-\u0669\u06F0-\u06F9]+/g, ' ')
      .trim()
      .toLowerCase()}`;
  const seen = new Map<string, number>();
  const marginOf = (lines: readonly PageLine[]) =>
    lines.filter((_, at) => at < MARGIN_LINES || at >= lines.length - MARGIN_LINES);
  for (const lines of pages)
    for (const key of new Set(marginOf(lines).map(alike))) seen.set(key, (seen.get(key) ?? 0) + 1);
  const often = Math.max(3, pages.length / 2);
  return pages.map((lines) => {
    const margin = new Set(marginOf(lines));
    return lines.filter((line) => {
      if (!margin.has(line)) return true;
      return (seen.get(alike(line)) ?? 0) < often && !(lines.length > 1 && PAGE_NUMBER.test(line.text));
    });
  });
}
