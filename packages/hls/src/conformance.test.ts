import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { RATE_CLASSES, RENDITIONS } from '@rostrum/domain';
import { describe, expect, it } from 'vitest';
import { readPresentation, type Served } from './conformance/presentation.ts';
import { rulesDocument } from './conformance/rules-document.ts';
import { levelAllows } from './conformance/track-rules.ts';
import {
  conformanceProblems,
  presentationProblems,
  RULES,
  type RuleId,
  updateProblems,
} from './conformance.ts';
import { BREAKING, BREAKING_UPDATES } from './testing/breaking-samples.ts';
import { BASE, type Files, tinyPresentation } from './testing/tiny-presentation.ts';

const good = tinyPresentation();
const nothing: Served = { status: 404, type: 'text/plain', bytes: new Uint8Array() };
const problemsOf = async (files: Files) => {
  const get = async (address: string) => files.get(address.replace(BASE, '')) ?? nothing;
  return presentationProblems(await readPresentation(`${BASE}index.m3u8`, get));
};
const table = [RULES.text, RULES.media, RULES.entry, RULES.track, RULES.presentation].flatMap((rules) =>
  rules.map(({ id, source, what }): [RuleId, string, string] => [id, source, what]),
);

describe('the table of rules', () => {
  it('is met by a recording with all its files', async () => {
    expect(await problemsOf(good)).toEqual([]);
  });

  it('names every rule once', () => {
    const ids = [...table, ...RULES.update.map(({ id }) => [id])].map(([id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(table)('%s (%s): %s', async (id) => {
    const found = await problemsOf(BREAKING[id](good));
    expect(found.map((problem) => problem.id)).toContain(id);
  });

  it.each(RULES.update.map(({ id, source, what }) => [id, source, what] as const))('%s (%s): %s', (id) => {
    const [before, after] = BREAKING_UPDATES[id];
    expect(updateProblems(before, before)).toEqual([]);
    expect(updateProblems(before, after)).toContain(id);
  });

  it('judges a text alone too', () => {
    expect(conformanceProblems('#EXTM3U\n#EXT-X-ENDLIST\n')).toContain('target-duration');
    expect(conformanceProblems('no playlist')).toContain('extm3u-first');
  });

  it('lets a window drop segments at the front and gain some at the end', () => {
    const [, window] = BREAKING_UPDATES['changed-after-end'];
    const [one, other] = window.segments;
    if (one === undefined || other === undefined) throw new RangeError('two segments are wanted');
    const before = { ...window, endList: false };
    const after = { ...before, mediaSequence: 1, segments: [other, { ...other, uri: 'next.m4s' }] };
    expect(updateProblems(before, after)).toEqual([]);
    expect(updateProblems({ ...before, segments: [{ ...one, discontinuity: true }, other] }, after)).toEqual([
      'discontinuity-sequence-wrong',
    ]);
  });

  it('is met by the level of every rendition at its fastest rate', () => {
    const fastest = Math.max(...RATE_CLASSES.map(({ num, den }) => num / den));
    for (const { name, width, height, level, codecs } of RENDITIONS) {
      const tenfold = Math.round(Number(level) * 10);
      const macroblocks = Math.ceil(width / 16) * Math.ceil(height / 16);
      expect([name, levelAllows(tenfold, macroblocks, fastest)]).toEqual([name, true]);
      expect(codecs).toBe(`avc1.6400${tenfold.toString(16)}`);
    }
  });

  it('is the page in docs', async () => {
    const page = path.resolve(import.meta.dirname, '../../../docs/hls-rules.md');
    expect(await readFile(page, 'utf8')).toBe(rulesDocument());
  });
});
