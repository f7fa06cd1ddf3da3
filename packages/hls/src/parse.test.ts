import { describe, expect, it } from 'vitest';
import { parseMediaPlaylist, parsePlaylist, readAttributes } from './parse.ts';

const head = '#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:2\n';
const segment = '#EXT-X-MAP:URI="i.mp4"\n#EXTINF:2.000000,\n0.m4s\n';

describe('parsePlaylist', () => {
  it('reads what the tags mean', () => {
    const text = `${head}#EXT-X-MEDIA-SEQUENCE:7\n# a comment\n\n${segment}#EXT-X-ENDLIST\n`;
    expect(parseMediaPlaylist(text)).toMatchObject({
      version: 7,
      targetDurationS: 2,
      mediaSequence: 7,
      endList: true,
      segments: [{ uri: '0.m4s', durationUs: 2_000_000, map: 'i.mp4', discontinuity: false, date: null }],
    });
  });

  it('keeps microseconds exact', () => {
    const text = head + segment.replace('2.000000', '1.999999');
    expect(parseMediaPlaylist(text).segments[0]?.durationUs).toBe(1_999_999);
  });

  it.each([
    ['no header', segment],
    ['a tag nobody knows', `${head}#EXT-X-CACHE:1\n${segment}`],
    ['a segment without EXTINF', `${head}0.m4s\n`],
    ['an EXTINF without segment', `${head}${segment}#EXTINF:2,\n`],
    ['a negative duration', head + segment.replace('2.000000', '-2')],
    ['a duration without its comma', head + segment.replace('000,', '000')],
    ['a header after a segment', `${head}${segment}#EXT-X-MEDIA-SEQUENCE:1\n`],
    ['a value where none belongs', `${head}${segment}#EXT-X-ENDLIST:1\n`],
    ['an unquoted MAP', head + segment.replaceAll('"', '')],
    ['a date that is none', `${head}#EXT-X-PROGRAM-DATE-TIME:2026-13-01T00:00:00.000Z\n${segment}`],
    ['a type nobody knows', `${head}#EXT-X-PLAYLIST-TYPE:LIVE\n${segment}`],
    ['a variant without its address', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n'],
  ])('refuses %s', (_, text) => {
    expect(() => parsePlaylist(text)).toThrow(expect.objectContaining({ code: 'bad-playlist' }));
  });
});

describe('readAttributes', () => {
  it('keeps commas inside quotes', () => {
    expect([...readAttributes('BANDWIDTH=1,CODECS="a,b",AUDIO="x"')]).toEqual([
      ['BANDWIDTH', '1'],
      ['CODECS', '"a,b"'],
      ['AUDIO', '"x"'],
    ]);
  });

  it.each(['', 'A=1,', 'a=1', 'A=1,A=2', 'A="x', 'A=1, B=2', 'A'])('refuses %j', (text) => {
    expect(() => readAttributes(text)).toThrow(expect.objectContaining({ code: 'bad-playlist' }));
  });
});
