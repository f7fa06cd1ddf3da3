import { expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/universal';
import { csvText } from './csv-text.ts';
import { readFile } from './read-file.ts';
import { FILE_BYTES, FileProblem } from './sheet-of.ts';

const csv = (text: string) => new Blob([text]);
const faultOf = async (file: Blob) => {
  try {
    await readFile(file);
    return null;
  } catch (error) {
    if (error instanceof FileProblem) return error.fault;
    throw error;
  }
};

test('columns stand in any order, under English or French names; blank rows count and are left out', async () => {
  const { rows, unknown } = await readFile(
    csv(
      'Courriel;Nom;Remarque;État examiné\r\na@example.org;"Égalité;\r\npour ""tous""";x;Népal\r\n;;;\r\n;B;;LBN\r\n',
    ),
  );
  expect(unknown).toEqual(['Remarque']);
  expect(rows).toEqual([
    {
      row: 2,
      state: 'Népal',
      organisation: 'Égalité;\r\npour "tous"',
      kind: '',
      status: '',
      email: 'a@example.org',
      language: '',
      deadline: '',
    },
    expect.objectContaining({ row: 4, state: 'LBN', organisation: 'B' }),
  ]);
});

test.each([',', ';', '\t', '|'])(
  'a short list of two columns is read, whatever stands between them: %j',
  async (between) => {
    const lines = [`State${between}Organisation`, '', `NPL${between}A`, ''];
    const { rows } = await readFile(csv(lines.join('\r\n')));
    expect(rows).toMatchObject([{ row: 3, state: 'NPL', organisation: 'A' }]);
  },
);

test.each([
  ['a byte order mark', csv('\uFEFFState,Organisation\nNPL,Égalité')],
  ['Windows-1252', new Blob([Uint8Array.from(Buffer.from('State,Organisation\nNPL,Égalité', 'latin1'))])],
  ['UTF-16', new Blob([Uint8Array.from(Buffer.from('\uFEFFState\tOrganisation\nNPL\tÉgalité', 'utf16le'))])],
])('%s is read', async (_, file) => {
  expect((await readFile(file)).rows).toEqual([
    expect.objectContaining({ row: 2, state: 'NPL', organisation: 'Égalité' }),
  ]);
});

test('a spreadsheet is read, with its dates as its wall clock and a formula as text', async () => {
  const file = await writeExcelFile([
    [{ value: 'Organisation' }, { value: 'State' }, { value: 'Deadline' }],
    [
      { value: '=cmd', type: String },
      { value: 'Nepal' },
      { value: new Date('2031-04-20T18:00:00Z'), type: Date, format: 'dd/mm/yyyy hh:mm' },
    ],
  ]).toBlob();
  expect((await readFile(file)).rows).toEqual([
    expect.objectContaining({ row: 2, organisation: '=cmd', state: 'Nepal', deadline: '2031-04-20 18:00' }),
  ]);
});

/** An archive whose directory says that its one entry unpacks to this. */
function archive(saysBytes: number): Blob {
  const bytes = new DataView(new ArrayBuffer(4 + 46 + 22));
  bytes.setUint32(0, 0x04034b50, true);
  bytes.setUint32(4, 0x02014b50, true);
  bytes.setUint32(4 + 24, saysBytes, true);
  bytes.setUint32(50, 0x06054b50, true);
  bytes.setUint16(50 + 10, 1, true);
  bytes.setUint32(50 + 16, 4, true);
  return new Blob([bytes]);
}

const rows = (count: number) => `State,Organisation\n${'NPL,x\n'.repeat(count)}`;
test.each([
  ['empty', csv('')],
  ['empty', csv(' \n;;\n')],
  ['no_rows', csv('State,Organisation\n')],
  ['too_many_rows', csv(rows(2001))],
  [null, csv(rows(2000))],
  ['too_large', csv('x'.repeat(FILE_BYTES + 1))],
  ['columns_missing', csv('Ort;Verein\nNPL;x')],
  ['columns_double', csv('State,Organisation,Nom\nNPL,x,y')],
  ['not_a_table', csv('%PDF-1.7\nsomething')],
  ['not_a_table', new Blob([Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1])])],
  ['old_excel', new Blob([Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1])])],
  ['swollen', archive(2_000_000_000)],
  ['swollen', archive(0xffffffff)],
  ['unreadable', archive(100)],
  ['unreadable', csv('PK\u0003\u0004 and no more')],
])('%s', async (fault, file) => {
  expect(await faultOf(file)).toBe(fault);
});

test('what is written for a spreadsheet is no formula there', () => {
  expect(csvText([['=1+1', 'a "b"', '-x']])).toBe('\uFEFF"\'=1+1","a ""b""","\'-x"\r\n');
  for (const sly of [' =1', '＝1', '\n=1', '|x']) expect(csvText([[sly]])).toBe(`\uFEFF"'${sly}"\r\n`);
});
