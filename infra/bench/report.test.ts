import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArguments, UPLOAD_MIB } from './arguments.ts';
import { readSsims } from './quality.ts';
import { writeResults } from './results.ts';
import { missedBy, Results, row } from './row.ts';
import { figure, table } from './table.ts';

const once = { least: 1, most: 1, runs: 1 };
const faster = row({
  name: 'a ÷ b',
  value: 21,
  baseline: 20,
  unit: 's',
  judged: 'ratio',
  goal: 1.05,
  spread: { least: 1.04, most: 1.06, runs: 3 },
  cpu: { value: 40, baseline: 38.5 },
  note: '',
});
const late = row({
  name: 'first picture',
  value: 6,
  unit: 's',
  goal: 5,
  spread: once,
  parts: [
    { name: 'check', ms: 2000 },
    { name: 'segment', ms: 4000 },
  ],
  note: 'Bounded by the check.',
});
const told = row({ name: 'bytes', value: 4321, unit: 'kbit/s', spread: once, note: '' });
const results: Results = {
  date: '2020-12-08T10:00:00.000Z',
  cores: 2,
  cpu: 'a processor',
  ffmpeg: '5.1',
  rows: [faster, late, told],
};

describe('a row', () => {
  it('is judged by its value or its ratio, and at the goal it is met', () => {
    expect([faster.ratio, faster.met, missedBy(faster)]).toEqual([1.05, true, null]);
    expect([late.met, missedBy(late)]).toEqual([false, 0.2]);
    expect([told.met, missedBy(told)]).toEqual([null, null]);
    expect(row({ ...faster, ratio: 1.0501 }).met).toBe(false);
    expect(() => row({ ...told, judged: 'ratio' })).toThrow('needs a baseline');
  });
});

describe('the table', () => {
  it('has one line a row, with what was missed and where the time went below', () => {
    const lines = table(results).split('\n');
    expect(lines[0]).toBe('2 cores (a processor), ffmpeg 5.1');
    const cells = (name: string) => lines.find((line) => line.startsWith(`${name}  `))?.split(/ {2,}/);
    expect(cells('a ÷ b')).toEqual([
      'a ÷ b',
      '21.0 s',
      '20.0 s',
      '1.05',
      '≤ 1.05',
      '✓',
      '1.04–1.06 (3)',
      '40.0 : 38.5 s',
    ]);
    expect(cells('first picture')?.slice(1, 6)).toEqual(['6.00 s', '–', '–', '≤ 5.00 s', '✗']);
    expect(cells('bytes')?.slice(0, 2)).toEqual(['bytes', '4321 kbit/s']);
    expect(lines.at(-1)).toBe(
      'first picture: missed by 20 %. Bounded by the check. In seconds: check 2.00 → segment 4.00.',
    );
    expect([figure(0.0234), figure(9.999), figure(123.4)]).toEqual(['0.023', '10.00', '123']);
  });
});

describe('the results', () => {
  let dir = '';
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'rostrum-bench-results-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('are written by day and as the latest, and read back', async () => {
    await writeResults(dir, results);
    expect((await readdir(dir)).sort()).toEqual(['2020-12-08.json', 'latest.json']);
    for (const name of await readdir(dir))
      expect(Results.parse(JSON.parse(await readFile(path.join(dir, name), 'utf8')))).toEqual(results);
    await expect(writeResults(dir, { ...results, date: 'today' })).rejects.toThrow();
  });

  it('that are kept with the sources are whole, and say what was missed and why', async () => {
    const kept = path.join(import.meta.dirname, 'results');
    const names = (await readdir(kept)).filter((name) => name.endsWith('.json'));
    for (const name of names) {
      const found = Results.parse(JSON.parse(await readFile(path.join(kept, name), 'utf8')));
      expect(found.rows.length, name).toBeGreaterThan(0);
      for (const one of found.rows.filter(({ met }) => met === false))
        expect(one.note, one.name).not.toBe('');
    }
  });
});

describe('the command line', () => {
  const groups = ['prepare', 'cut'];
  it('picks groups and trials', () => {
    expect(readArguments([], groups)).toEqual({ only: null, quick: false, uploadMib: UPLOAD_MIB });
    expect(readArguments(['--only', 'cut,prepare', '--quick'], groups)).toEqual({
      only: ['cut', 'prepare'],
      quick: true,
      uploadMib: UPLOAD_MIB,
    });
    expect(readArguments(['--upload-mib', '1024'], groups).uploadMib).toBe(1024);
    expect(readArguments(['--only=cut'], groups).only).toEqual(['cut']);
  });

  it('refuses what is not there', () => {
    expect(() => readArguments(['--only', 'eat'], groups)).toThrow(
      'No such group: eat. There are: prepare, cut',
    );
    expect(() => readArguments(['--only'], groups)).toThrow('No such group');
    expect(() => readArguments(['fast'], groups)).toThrow('fast is not known here');
    for (const size of ['0', '1.5', '2049', 'much', ''])
      expect(() => readArguments([`--upload-mib=${size}`], groups)).toThrow('a whole number up to 2048');
  });
});

it('reads SSIM in the order of the graph', () => {
  const stderr = [
    '[Parsed_ssim_13 @ 0x55] SSIM Y:0.9 (10) U:0.9 (10) V:0.9 (10) All:0.912345 (10.5)',
    '[Parsed_ssim_5 @ 0x54] SSIM Y:0.9 (10) U:0.9 (10) V:0.9 (10) All:0.987654 (19.1)',
  ].join('\n');
  expect(readSsims(stderr)).toEqual([0.987654, 0.912345]);
});
