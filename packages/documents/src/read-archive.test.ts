import {
  docx,
  lyingDocx,
  odt,
  packageWithMain,
  swollenDocx,
  wordParagraph,
} from '@rostrum/testkit/documents';
import { describe, expect, it } from 'vitest';
import { readArchive } from './read-archive.ts';

const run = (text: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;

describe('a Word file says', () => {
  it.each([
    ['a paragraph of several runs', `<w:p>${run('One ')}${run('two')}</w:p>`, 'One two'],
    [
      'what was inserted, not what was deleted or moved away',
      `<w:p><w:ins>${run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom>${run('gone')}</w:moveFrom></w:p>`,
      'new',
    ],
    [
      'nothing that is hidden',
      `<w:p>${run('seen')}${run('hidden', '<w:vanish/>')}${run(' too', '<w:vanish w:val="0"/>')}</w:p>`,
      'seen too',
    ],
    [
      'a text box once',
      '<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>',
      'box\n\n',
    ],
    [
      'its cells',
      `<w:tbl><w:tr><w:tc>${wordParagraph('a')}</w:tc><w:tc>${wordParagraph('b')}</w:tc></w:tr></w:tbl>`,
      'a\n\nb',
    ],
    [
      'tabs, lines and hyphens',
      '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>',
      'a b\nc-d',
    ],
    [
      'no formulas of fields',
      '<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>1</w:t></w:r></w:p>',
      '1',
    ],
    ['signs of every plane', '<w:p><w:r><w:t>&#x1F600;&#8217;&amp;lt;</w:t></w:r></w:p>', '😀’&lt;'],
  ])('%s', (_name, body, text) => {
    expect(readArchive(docx(body))).toEqual({ kind: 'docx', text });
  });
});

describe('an OpenDocument text says', () => {
  it.each([
    ['white space as one space', '<text:p>a\n   b</text:p>', 'a b'],
    [
      'tabs, spaces and lines',
      '<text:p>a<text:tab/>b<text:s text:c="3"/>c<text:line-break/>d</text:p>',
      'a b   c\nd',
    ],
    [
      'no notes, comments, or deleted passages',
      '<text:tracked-changes><text:p>old</text:p></text:tracked-changes><text:p>a<text:note><text:p>1</text:p></text:note>b<office:annotation><text:p>c</text:p></office:annotation></text:p>',
      'ab',
    ],
  ])('%s', (_name, body, text) => {
    expect(readArchive(odt(body))).toEqual({ kind: 'odt', text });
  });
});

const OUTSIDE =
  '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "http://127.0.0.1:9/">]>';

it.each([
  ['a protected OpenDocument', odt('', { encrypted: true }), 'document_protected'],
  [
    'a workbook',
    packageWithMain('xl/workbook.xml', { 'xl/workbook.xml': '<a/>' }),
    'document_kind_unsupported',
  ],
  ['an archive cut off', packageWithMain('').subarray(0, 60), 'document_unreadable'],
  ['a Word file without its words', packageWithMain('word/document.xml'), 'document_unreadable'],
  ['a Word file cut off', docx(wordParagraph('words')).subarray(0, 300), 'document_unreadable'],
  [
    'entities from elsewhere',
    docx('<w:p><w:r><w:t>&f;&h;</w:t></w:r></w:p>', { before: OUTSIDE }),
    'document_unreadable',
  ],
  ['elements that do not end', docx('<w:p><w:r>'), 'document_unreadable'],
  ['elements deeper than any', docx('<w:x>'.repeat(600) + '</w:x>'.repeat(600)), 'document_unreadable'],
  ['a bomb of zeros', swollenDocx(25), 'document_too_heavy'],
  ['an archive that lies', lyingDocx(), 'document_unreadable'],
])('%s is refused', (_name, bytes, because) => {
  expect(() => readArchive(bytes)).toThrow(expect.objectContaining({ name: 'DocumentRefusal', because }));
});
