import { getDocumentProxy } from 'unpdf';
import { MOST_CHARACTERS } from './paragraphs.ts';
import { type PageLine, paragraphsOfPages } from './pdf-paragraphs.ts';
import { asWritten, hasRightToLeft, readsFromRight } from './reading-order.ts';
import { DocumentRefusal } from './refusal.ts';

const MOST_PAGES = 2_000;
/** A page of words has hundreds; what a scanner writes on each of its pictures has less. */
const LETTERS_OF_A_PAGE = 25;

interface Piece {
  str: string;
  width: number;
  height: number;
  transform: unknown[];
  hasEOL: boolean;
}

/** The words of a PDF. Its pictures are not looked at, its scripts not run. @throws DocumentRefusal */
export async function readPdf(bytes: Uint8Array): Promise<string> {
  const pdf = await openPdf(bytes);
  try {
    if (pdf.numPages > MOST_PAGES) throw new DocumentRefusal('document_too_long');
    const pages: PageLine[][] = [];
    let characters = 0;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const lines = linesOf(items.flatMap((item) => ('str' in item ? [item] : [])));
      page.cleanup();
      pages.push(lines);
      for (const { text } of lines) characters += text.length;
      if (characters > MOST_CHARACTERS) throw new DocumentRefusal('document_too_long');
    }
    const text = paragraphsOfPages(pages).join('\n\n');
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    // Letters without a meaning: the file draws them, and does not say which they are.
    const unknown = text.match(/[\uE000-\uF8FF\uFFFD]/g)?.length ?? 0;
    if (letters < LETTERS_OF_A_PAGE * Math.min(pages.length, 4) || unknown > letters / 3) {
      throw new DocumentRefusal('document_without_text');
    }
    return text;
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function openPdf(bytes: Uint8Array) {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
      disableFontFace: true,
      useSystemFonts: false,
      stopAtErrors: false,
      maxImageSize: 1,
      verbosity: 0,
    });
  } catch (error) {
    const isProtected = error instanceof Error && error.name === 'PasswordException';
    throw new DocumentRefusal(isProtected ? 'document_protected' : 'document_unreadable', { cause: error });
  }
}

/** The pieces of a page, in the order in which they are drawn, as lines. */
export function linesOf(pieces: readonly Piece[]): PageLine[] {
  const rightToLeft = readsFromRight(pieces.map(({ str }) => str));
  const lines: PageLine[] = [];
  let open: Piece[] = [];
  const close = () => {
    const line = lineOf(open, rightToLeft);
    if (line !== null) lines.push(line);
    open = [];
  };
  for (const piece of pieces) {
    const last = open[open.length - 1];
    // What stands a little above its line belongs to it: a note's figure, an exponent.
    const apart = last === undefined ? 0 : Math.abs(yOf(last) - yOf(piece));
    if (last !== undefined && apart > 0.6 * Math.max(sizeOf(last), sizeOf(piece), 1)) close();
    if (piece.str !== '') open.push(piece);
    if (piece.hasEOL) close();
  }
  close();
  return lines;
}

function lineOf(pieces: readonly Piece[], rightToLeft: boolean): PageLine | null {
  const worded = pieces.filter(({ str }) => str.trim() !== '');
  const [first] = worded;
  if (first === undefined) return null;
  const drawn = pieces.map((piece) => ({ text: piece.str, x: xOf(piece) }));
  const text = drawn.map((piece) => piece.text).join('');
  const x = Math.min(...worded.map(xOf));
  return {
    text: hasRightToLeft(text) ? asWritten(drawn, rightToLeft) : text,
    x,
    y: yOf(first),
    width: Math.max(...worded.map((piece) => xOf(piece) + piece.width)) - x,
    size: Math.max(...worded.map(sizeOf)),
    rightToLeft,
  };
}

const figure = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const xOf = (piece: Piece) => figure(piece.transform[4]);
const yOf = (piece: Piece) => figure(piece.transform[5]);
const sizeOf = (piece: Piece) => piece.height || Math.abs(figure(piece.transform[3]));
