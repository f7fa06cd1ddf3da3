import Papa from 'papaparse';
import readExcelFile from 'read-excel-file/universal';
import { describe, expect, test } from 'vitest';
import { toCsv, toXlsx } from '../../../tables/write-table.ts';
import type { BoardRow } from '../stages.ts';
import { boardTable, fileName } from './board-table.ts';

const NASTY = [
  "=cmd|'/C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  ' =1',
  '＝1',
  '<script>alert(1)</script>',
  'Ligue, « droits »; "égalité"',
  'عربي',
  'two\nlines',
];
const table = [['Organisation', 'Stage'], ...NASTY.map((name) => [name, 'To review'])];

describe('the board as CSV', () => {
  test('has its byte order mark, and no cell that begins a formula', async () => {
    const bytes = new Uint8Array(await toCsv(table).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const { data, errors } = Papa.parse<string[]>(new TextDecoder().decode(bytes));
    expect(errors).toEqual([]);
    const names = data.slice(1).map(([name]) => name);
    expect(names).toEqual([...NASTY.slice(0, 8).map((name) => `'${name}`), ...NASTY.slice(8)]);
  });
});

describe('the board as XLSX', () => {
  test('is read back as it was, and every cell is text', async () => {
    const blob = await toXlsx([...table, ['a\u0000b\uD800', 'x']]);
    const sheets = await readExcelFile(await blob.arrayBuffer());
    const rows = sheets[0]?.data ?? [];
    expect(rows[0]).toEqual(['Organisation', 'Stage']);
    // XML knows one kind of line end.
    const expected = NASTY.map((name) => name.replace('\r', '\n').trim());
    expect(rows.slice(1, -1).map(([name]) => String(name).trim())).toEqual(expected);
    expect(rows.at(-1)?.[0]).toBe('ab');
  });
});

test('a State has the name that the page gives it', () => {
  const review = {
    id: 'review',
    stateCode: 'NPL',
    stateName: 'Nepal',
    stateNames: { en: 'Nepal', fr: 'Népal' },
    presessionAt: null,
    slotMs: 3_600_000,
    floorTimeMs: 420_000,
    floorTimeFrozen: false,
  };
  const row: BoardRow = {
    statementId: 'statement',
    invitationId: 'invitation',
    organisation: { id: 'a', name: 'A', kind: 'cso', nhriStatus: null },
    state: 'in_review',
    stage: 'to_review',
    deadlineAt: null,
    assignedToId: null,
    version: 1,
    floorTimeMs: 420_000,
    take: null,
    stuck: false,
    consentEnded: false,
    unmet: [],
    open: { notes: 0, comments: 0 },
    words: { written: 'there', captions: 'there', issues: 'there' },
  };
  const table = boardTable({
    session: { number: 37, timeZone: 'Europe/Zurich' },
    found: [{ group: { review, rows: [row], published: null }, shown: [row] }],
    nameOf: String,
    stateNameOf: ({ stateNames }) => stateNames.fr ?? '',
    words: { t: (key) => key, date: String },
  });
  expect(table[1]?.slice(0, 4)).toEqual(['37', 'NPL', 'Népal', 'A']);
});

test('a file is named by its session and the day there', () => {
  const session = { number: 37, timeZone: 'Asia/Kathmandu' };
  expect(fileName(session, new Date('2020-11-02T20:00:00Z'), 'csv')).toBe('upr-37-board-2020-11-03.csv');
});
