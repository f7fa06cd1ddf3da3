import {
  docx,
  odt,
  oldWord,
  pdf,
  protectedOffice,
  protectedPdf,
  swollenDocx,
  wordParagraph,
} from '@rostrum/testkit/documents';
import { describe, expect, it } from 'vitest';
import { openDocumentReader } from './document-reader.ts';

const reader = openDocumentReader();
const read = (bytes: Uint8Array | string, language = 'en') =>
  reader.read(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, { language });
const LINE = 'We thank the Working Group for this occasion to speak.';

describe('the words of a file', () => {
  it('are had of every kind', async () => {
    expect(await read(docx(wordParagraph('One.') + wordParagraph('Zwei & drei')))).toEqual({
      kind: 'docx',
      text: 'One.\n\nZwei & drei',
    });
    expect(await read(odt('<text:h>Un</text:h><text:p>Deux<text:s/>mots</text:p>'))).toEqual({
      kind: 'odt',
      text: 'Un\n\nDeux mots',
    });
    expect(await read(pdf([[{ text: LINE }]]))).toEqual({ kind: 'pdf', text: LINE });
    expect(await read('\uFEFFمرحبا')).toEqual({ kind: 'txt', text: 'مرحبا' });
    // Windows-1256, which nothing in the file tells; the language does.
    expect(await read(Uint8Array.of(0xe3, 0xd1, 0xcd, 0xc8, 0xc7), 'ar')).toEqual({
      kind: 'txt',
      text: 'مرحبا',
    });
  });

  const BOMB = `<!DOCTYPE w [${Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('')}<!ENTITY e0 "ha">]>`;
  const BOOK = Array.from({ length: 400 }, () => Array.from({ length: 20 }, () => ({ text: LINE })));
  it.each([
    ['a protected PDF', protectedPdf(LINE), 'document_protected'],
    [
      'a bomb of entities',
      docx(wordParagraph('x').replace('x', '&e9;'), { before: BOMB }),
      'document_unreadable',
    ],
    ['a bomb of zeros', swollenDocx(40), 'document_too_heavy'],
    ['a book', pdf(BOOK), 'document_too_long'],
    ['a protected Word file', protectedOffice(), 'document_protected'],
    ['Word of the last century', oldWord(), 'document_kind_unsupported'],
    [
      'a picture by the name of a document',
      Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 1),
      'document_kind_unsupported',
    ],
    ['a page', '<!DOCTYPE html><html>words</html>', 'document_kind_unsupported'],
    ['a text of a megabyte', `${LINE}\n`.repeat(20_000), 'document_too_long'],
  ])('are not had of %s, and it says why', async (_name, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ name: 'Problem', code });
  });
});
