import { describe, expect, it } from 'vitest';
import { conformanceProblems, RULES, updateProblems } from './conformance.ts';
import { type ParsedMedia, parseMediaPlaylist } from './parse.ts';
import { mediaPlaylist, multivariant } from './playlist.ts';
import { makeSet } from './testing/random-programme.ts';
import { programmeTimeline } from './timeline.ts';

const timeline = programmeTimeline(
  ['a', 'b'].map((id) => ({ itemId: id, mediaSet: makeSet({ id, frames: 130, initFamily: id }) })),
);
const media = mediaPlaylist({
  timeline,
  track: timeline.audio,
  segmentUri: ({ index }) => `${index}.m4s`,
  initUri: (_, at) => `init-${at}.mp4`,
});
const main = multivariant({ timeline, uri: ({ name }) => `${name}.m3u8` });

/** For each rule a playlist that breaks it, made from a good one. */
const BROKEN: Record<string, string> = {
  'utf8-no-bom': `\uFEFF${media}`,
  'extm3u-first': media.replace('#EXTM3U\n', '\n#EXTM3U\n'),
  'one-version': media.replace('#EXT-X-VERSION:7', '#EXT-X-VERSION:7\n#EXT-X-VERSION:7'),
  'version-for-map': media.replace('VERSION:7', 'VERSION:5'),
  'not-both-kinds': main.replace('#EXT-X-STREAM-INF', '#EXTINF:2,\n0.m4s\n#EXT-X-STREAM-INF'),
  'target-duration': media.replace('TARGETDURATION:2', 'TARGETDURATION:2.0'),
  'extinf-within-target': media.replace(/#EXTINF:[\d.]+/, '#EXTINF:2.5'),
  'extinf-each': media.replace(/#EXTINF:.*\n/, ''),
  'media-sequence-first': media.replace('1.m4s', '1.m4s\n#EXT-X-MEDIA-SEQUENCE:0'),
  'discontinuity-sequence-first': media.replace(
    '#EXT-X-DISCONTINUITY\n',
    '#EXT-X-DISCONTINUITY\n#EXT-X-DISCONTINUITY-SEQUENCE:0\n',
  ),
  'endlist-once': `${media}#EXT-X-ENDLIST\n`,
  'vod-has-end': media.replace('#EXT-X-ENDLIST\n', ''),
  'playlist-type': media.replace('MEDIA-SEQUENCE:0', 'MEDIA-SEQUENCE:3'),
  'map-before-segments': media.replace(/#EXT-X-MAP.*\n/, ''),
  'map-changes-with-discontinuity': media.replace('#EXT-X-DISCONTINUITY\n', ''),
  'dates-in-order': media
    .replace('#EXTINF', '#EXT-X-PROGRAM-DATE-TIME:2026-05-01T10:00:00.000Z\n#EXTINF')
    .replace('0.m4s\n', '0.m4s\n#EXT-X-PROGRAM-DATE-TIME:2026-05-01T10:00:03.000Z\n'),
  'start-within': media.replace('#EXT-X-MEDIA-SEQUENCE', '#EXT-X-START:PRECISE=YES\n#EXT-X-MEDIA-SEQUENCE'),
  bandwidth: main.replace(/AVERAGE-BANDWIDTH=\d+/, 'AVERAGE-BANDWIDTH=999999999'),
  codecs: main.replace('avc1.64001f', 'avc1.'),
  resolution: main.replace(/RESOLUTION=\d+x\d+,/, ''),
  'audio-group': main.replace('AUDIO="sound"', 'AUDIO="other"'),
  'media-attributes': main.replace('AUTOSELECT=YES', 'AUTOSELECT=NO'),
  'variant-address': main.replace('720p.m3u8\n', ''),
};

describe('conformance table', () => {
  it('is met by a programme with a discontinuity', () => {
    expect(conformanceProblems(media)).toEqual([]);
    expect(conformanceProblems(main)).toEqual([]);
    expect(media).toContain('#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="init-1.mp4"');
  });

  it.each(RULES.map(({ id, section, says }) => [id, section, says]))('%s (%s): %s', (id) => {
    const text = BROKEN[id];
    if (text === undefined) throw new Error('no example breaks this rule');
    const rule = RULES.find((candidate) => candidate.id === id);
    expect([media, main]).not.toContain(text);
    expect(brokenBy(text)).toContain(id);
    expect(rule?.section).toMatch(/^\d/);
  });
});

/** Some broken texts cannot be parsed at all; the rule is then asked alone. */
function brokenBy(text: string): string[] {
  try {
    return conformanceProblems(text);
  } catch {
    const lines = text.split('\n').filter((line) => line !== '');
    return RULES.filter(({ holds }) => {
      try {
        return !holds(
          lines.map((line, at) => {
            const colon = line.indexOf(':');
            if (!line.startsWith('#')) return { kind: 'uri' as const, number: at, uri: line };
            const name = colon === -1 ? line.slice(1) : line.slice(1, colon);
            return {
              kind: 'tag' as const,
              number: at,
              name,
              value: colon === -1 ? null : line.slice(colon + 1),
            };
          }),
          text,
        );
      } catch {
        return false;
      }
    }).map(({ id }) => id);
  }
}

describe('a later version of a playlist', () => {
  const window = (from: number, to: number, change: Partial<ParsedMedia> = {}): ParsedMedia => {
    const whole = parseMediaPlaylist(media);
    const gone = whole.segments.slice(0, from).filter(({ discontinuity }) => discontinuity).length;
    return {
      ...whole,
      type: null,
      endList: false,
      mediaSequence: from,
      discontinuitySequence: gone,
      segments: whole.segments.slice(from, to),
      ...change,
    };
  };

  it('may drop at the front and gain at the end', () => {
    expect(updateProblems(window(0, 3), window(1, 4))).toEqual([]);
    expect(updateProblems(window(2, 4), window(4, 6))).toEqual([]);
  });

  it.each([
    ['sequence-went-back', window(1, 4), window(0, 3)],
    ['changed-after-end', window(0, 3, { endList: true }), window(0, 4, { endList: true })],
    ['removed-from-whole', window(0, 3, { type: 'EVENT' }), window(1, 4, { type: 'EVENT' })],
    ['target-duration-changed', window(0, 3), window(0, 3, { targetDurationS: 3 })],
    ['listed-segment-changed', window(0, 3), window(1, 4, { segments: window(2, 5).segments })],
    ['discontinuity-sequence-wrong', window(0, 3), window(1, 4, { discontinuitySequence: 1 })],
  ])('%s', (problem, before, after) => {
    expect(updateProblems(before, after)).toContain(problem);
  });
});
