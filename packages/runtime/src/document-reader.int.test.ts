import {
  docx,
  lyingDocx,
  odt,
  oldWord,
  packageWithMain,
  pdf,
  protectedOffice,
  protectedPdf,
  scannedPdf,
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
  const OUTSIDE =
    '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "http://127.0.0.1:9/">]>';
  it.each([
    ['a protected Word file', protectedOffice(), 'document_protected'],
    ['a protected OpenDocument', odt('', { encrypted: true }), 'document_protected'],
    ['a protected PDF', protectedPdf(LINE), 'document_protected'],
    ['Word of the last century', oldWord(), 'document_kind_unsupported'],
    [
      'a picture by the name of a document',
      Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 1),
      'document_kind_unsupported',
    ],
    [
      'a workbook',
      packageWithMain('xl/workbook.xml', { 'xl/workbook.xml': '<a/>' }),
      'document_kind_unsupported',
    ],
    ['an archive', packageWithMain('').subarray(0, 60), 'document_unreadable'],
    ['a page', '<!DOCTYPE html><html>words</html>', 'document_kind_unsupported'],
    ['a Word file without its words', packageWithMain('word/document.xml'), 'document_unreadable'],
    ['a Word file cut off', docx(wordParagraph(LINE)).subarray(0, 300), 'document_unreadable'],
    ['a PDF cut off', pdf([[{ text: LINE }]]).subarray(0, 40), 'document_unreadable'],
    [
      'a bomb of entities',
      docx(wordParagraph('x').replace('x', '&e9;'), { before: BOMB }),
      'document_unreadable',
    ],
    [
      'entities from elsewhere',
      docx('<w:p><w:r><w:t>&f;&h;</w:t></w:r></w:p>', { before: OUTSIDE }),
      'document_unreadable',
    ],
    ['a bomb of zeros', swollenDocx(40), 'document_too_heavy'],
    ['an archive that lies', lyingDocx(), 'document_unreadable'],
    ['pictures of pages', scannedPdf(3), 'document_without_text'],
    [
      'a book',
      pdf(Array.from({ length: 400 }, () => Array.from({ length: 30 }, () => ({ text: LINE })))),
      'document_too_long',
    ],
    ['a text of a megabyte', `${LINE}\n`.repeat(20_000), 'document_too_long'],
  ])('are not had of %s, and it says why', async (_name, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ name: 'Problem', code });
  });

  it('are read one file after the other, and of so many that nobody waits long', async () => {
    const file = docx(wordParagraph(LINE));
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => read(file)));
    const told = answers.map((one) => (one.status === 'fulfilled' ? one.value.text : one.reason.code));
    expect(told.filter((text) => text === LINE)).toHaveLength(4);
    expect(told.filter((text) => text === 'unavailable')).toHaveLength(1);
  });
});
