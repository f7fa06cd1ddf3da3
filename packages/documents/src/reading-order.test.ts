import { describe, expect, it } from 'vitest';
import { asWritten, type DrawnPiece, readsFromRight } from './reading-order.ts';

/** From the left edge to the right one, as a reader sees them. */
const seen = (...texts: string[]): DrawnPiece[] => texts.map((text, at) => ({ text, x: 10 * at }));

describe('a line that is read from the right', () => {
  it.each([
    ['letter by letter', seen('م', 'ا', 'ل', 'س'), 'سلام'],
    ['in the shapes that its letters take', seen('ﻡ', 'ﻼ', 'ﺳ'), 'سلام'],
    ['with a year and a full stop', seen('.2022', ' ', 'م', 'ﺎ', 'ﻋ'), 'عام 2022.'],
    ['with Latin words in brackets', seen('(', 'Law 52', ')', ' ', 'قانون'), 'قانون (Law 52)'],
    ['with several Latin pieces', seen('Act', ' ', 'No', ' ', '5', ' ', 'قانون'), 'قانون Act No 5'],
    ['with brackets of its own', seen(')أ('), '(أ)'],
    ['in pieces that were drawn in any order', seen('العالم', ' ', 'مرحبا').toReversed(), 'مرحبا العالم'],
  ])('%s', (_name, pieces, text) => {
    expect(asWritten(pieces, true)).toBe(text);
  });

  it('stands within one that is read from the left', () => {
    const pieces = seen('The word', ' ', 'م', 'ا', 'ل', 'س', ' ', 'means peace.');
    expect(asWritten(pieces, false)).toBe('The word سلام means peace.');
  });
});

it('a page is read as most of its letters are', () => {
  expect(readsFromRight(['السيد الرئيس', 'Law'])).toBe(true);
  expect(readsFromRight(['Mr President', 'سلام', '2022'])).toBe(false);
});
