import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import readExcelFile from 'read-excel-file/universal';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { exportWords } from './export-words.ts';
import type { ExportedIssue } from './exported-issue.ts';
import { issueText } from './issue-text.ts';
import { fileOf } from './save-issues.ts';

const words = exportWords((key) => key.toUpperCase(), { title: 'Issues', rtl: false });
const nauru: ExportedIssue = {
  stateCode: 'NRU',
  state: 'Nauru',
  organisation: 'Pacific <b>Voices</b> & Co',
  language: 'ar',
  issue: 'Torture · Prisons',
  earlier: { cycle: 3, by: 'Uruguay', response: 'noted', text: '=1+1', english: null },
  changed: { text: 'لا شيء\nأبداً', english: 'Nothing\u0001 at all' },
  recommendations: [
    { text: 'منع التعذيب', english: 'Prevent torture' },
    { text: 'Ratify <script>alert(1)</script>', english: null },
  ],
  questions: [{ text: '@When?', english: null }],
  link: 'https://example.org/watch/reviews/a/statements/b?at=1500',
};
const oman: ExportedIssue = {
  ...nauru,
  stateCode: 'OMN',
  state: 'Oman',
  earlier: null,
  changed: null,
  recommendations: [],
  questions: [],
  link: null,
};

const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());

/** The paragraphs of a document as a reader sees them, with the direction that each has. */
function paragraphs(xml: string): { text: string; rtl: boolean; style: string }[] {
  const plain = (text: string) =>
    text
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&apos;/g, "'")
      .replace(/&amp;/g, '&');
  return Array.from(xml.matchAll(/<w:p>(.*?)<\/w:p>/gs), ([, inner = '']) => ({
    text: plain(
      Array.from(inner.matchAll(/<w:br\/>|<w:t(?: [^>]*)?>(.*?)<\/w:t>/gs), ([, text]) => text ?? '\n').join(
        '',
      ),
    ),
    rtl: /<w:bidi\/>/.test(inner),
    style: /<w:pStyle w:val="(\w+)"/.exec(inner)?.[1] ?? '',
  }));
}

test('a document of Word is whole, in order, and says which way each text runs', async () => {
  const files = unzipSync(await bytesOf(await fileOf([nauru, oman], { words, format: 'docx' })));
  const xml = strFromU8(files['word/document.xml'] ?? new Uint8Array());
  const all = paragraphs(xml);
  expect(all.filter(({ style }) => style === 'Heading1').map(({ text }) => text)).toEqual(['Nauru', 'Oman']);
  expect(all.map(({ text }) => text)).toEqual([
    'Issues',
    'Nauru',
    'Torture · Prisons',
    'Pacific <b>Voices</b> & Co',
    'EARLIER (Uruguay, CYCLE 3, NOTED)',
    '=1+1',
    'CHANGED',
    'لا شيء\nأبداً',
    'Nothing at all',
    'RECOMMENDATIONS',
    'منع التعذيب',
    'Prevent torture',
    'Ratify <script>alert(1)</script>',
    'QUESTIONS',
    '@When?',
    'LISTEN',
    'Oman',
    'Torture · Prisons',
    'Pacific <b>Voices</b> & Co',
  ]);
  expect(all.find(({ text }) => text === 'منع التعذيب')?.rtl).toBe(true);
  expect(all.find(({ text }) => text === 'Prevent torture')?.rtl).toBe(false);
  expect(strFromU8(files['word/_rels/document.xml.rels'] ?? new Uint8Array())).toContain(nauru.link);
  // Nothing in it is fetched when it is opened.
  expect(Object.keys(files).filter((name) => /media|embed|vba/i.test(name))).toEqual([]);
});

test('a sheet has a line for every text, and no formula', async () => {
  const csv = await (await fileOf([nauru, oman], { words, format: 'csv' })).text();
  const lines = z.array(z.array(z.string())).parse(Papa.parse(csv.replace(/^\uFEFF/, '')).data);
  expect(lines[0]?.slice(0, 6)).toEqual(['CODE', 'STATE', 'ORGANISATION', 'ISSUE', 'KIND', 'TEXT']);
  expect(lines.slice(1).map((line) => [line[0], line[4], line[5]])).toEqual([
    ['NRU', 'EARLIER', "'=1+1"],
    ['NRU', 'CHANGED', 'لا شيء\nأبداً'],
    ['NRU', 'RECOMMENDATION', 'منع التعذيب'],
    ['NRU', 'RECOMMENDATION', 'Ratify <script>alert(1)</script>'],
    ['NRU', 'QUESTION', "'@When?"],
    ['OMN', '', ''],
  ]);
  expect(lines[1]?.slice(8, 11)).toEqual(['3', 'Uruguay', 'NOTED']);
  const sheet = await readExcelFile(await fileOf([nauru], { words, format: 'xlsx' }));
  expect(JSON.stringify(sheet)).toContain('=1+1');
});

test('a card is copied as text', () => {
  expect(issueText(nauru, words)).toBe(
    [
      'Nauru — Pacific <b>Voices</b> & Co\nTorture · Prisons',
      'EARLIER (Uruguay, CYCLE 3, NOTED)\n=1+1',
      'CHANGED\nلا شيء\nأبداً\n(Nothing\u0001 at all)',
      'RECOMMENDATIONS\n• منع التعذيب\n  (Prevent torture)\n• Ratify <script>alert(1)</script>',
      'QUESTIONS\n• @When?',
      nauru.link,
    ].join('\n\n'),
  );
});
