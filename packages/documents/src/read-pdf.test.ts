import { pdf, protectedPdf, scannedPdf } from '@rostrum/testkit/documents';
import { expect, it } from 'vitest';
import { readPdf } from './read-pdf.ts';

const LINE = 'We thank the Working Group for this occasion to speak.';

it('a PDF says its paragraphs', async () => {
  const first = [{ text: 'A title of this', gap: 10 }, { text: LINE, gap: 12 }, { text: 'And more.' }];
  expect(await readPdf(pdf([first, [{ text: 'A new one.' }]]))).toBe(
    `A title of this\n\n${LINE} And more.\n\nA new one.`,
  );
});

it.each([
  ['pictures of pages', scannedPdf(3), 'document_without_text'],
  ['a password', protectedPdf(LINE), 'document_protected'],
  ['no end', pdf([[{ text: LINE }]]).subarray(0, 40), 'document_unreadable'],
])('one with %s is refused', async (_name, bytes, because) => {
  await expect(readPdf(bytes)).rejects.toMatchObject({ name: 'DocumentRefusal', because });
});
