import { type Cue, parseCaptions } from '@rostrum/domain';
import * as HLS from 'hls-parser';
import { describe, expect, it } from 'vitest';
import {
  CAPTION_SEGMENT_MS,
  captionPlaylist,
  captionSegment,
  captionSegments,
  placeCaptions,
  webvtt,
  wholeCaptions,
} from './captions.ts';
import { chaptersJson, chaptersVtt, itemChapters } from './chapters.ts';
import { conformanceProblems } from './conformance.ts';
import { parseMediaPlaylist, parseMultivariantPlaylist } from './parse.ts';
import { multivariant } from './playlist.ts';
import { makeSet, randomProgramme } from './testing/random-programme.ts';
import { mediaSetTimeline, programmeTimeline, type Timeline } from './timeline.ts';

/** Items of 40 s at 25/s, and of 29.97/s, whose boundaries are no whole milliseconds. */
const FRAMES = 1000;
const programme = () =>
  programmeTimeline([
    { itemId: 'a', mediaSet: makeSet({ id: 'a', frames: FRAMES, rateClass: 1 }) },
    { itemId: 'b', mediaSet: makeSet({ id: 'b', frames: FRAMES + 1, rateClass: 2 }) },
    { itemId: 'c', mediaSet: makeSet({ id: 'c', frames: FRAMES, rateClass: 1 }) },
  ]);
const cue = (startMs: number, endMs: number, text: string): Cue => ({ startMs, endMs, text });
const of = (itemId: string, language: string, ...cues: Cue[]) => ({
  itemId,
  language,
  label: language,
  cues,
});
const read = (vtt: string, takeMs = 10_000_000) => parseCaptions(vtt, { takeMs }).cues;
const START_C = 40_000 + (1001 * 1001) / 30;

describe('captions on a timeline', () => {
  it('stand where their items do, one track a language, whoever has it', () => {
    const tracks = placeCaptions(programme(), [
      of('a', 'fr', cue(1_000, 2_000, 'un'), cue(39_000, 41_000, 'deux')),
      of('c', 'fr', cue(0, 500, 'trois')),
      of('b', 'ar', cue(500, 900, 'واحد')),
      of('gone', 'en', cue(0, 1, 'x')),
    ]);
    expect(tracks.map(({ language, cues }) => [language, cues])).toEqual([
      ['ar', [cue(40_500, 40_900, 'واحد')]],
      [
        'fr',
        [
          cue(1_000, 2_000, 'un'),
          // Not over the end of its item.
          cue(39_000, 40_000, 'deux'),
          cue(Math.round(START_C), Math.round(START_C + 500), 'trois'),
        ],
      ],
    ]);
  });

  it('are not there while it grows', () => {
    const growing = mediaSetTimeline('a', makeSet({ id: 'a', frames: 100, complete: false }));
    expect(placeCaptions(growing, [of('a', 'fr', cue(0, 500, 'x'))])).toEqual([]);
  });
});

describe('their playlist', () => {
  it('is a recording, as long as the programme, and breaks no rule', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const timeline = programmeTimeline(randomProgramme(seed, 3));
      const text = captionPlaylist(timeline, (index) => `captions-fr/${index}.vtt`);
      expect(conformanceProblems(text)).toEqual([]);
      const parsed = parseMediaPlaylist(text);
      expect(parsed).toMatchObject({ type: 'VOD', endList: true, targetDurationS: 30 });
      const us = parsed.segments.reduce((sum, { durationUs }) => sum + durationUs, 0);
      expect(us).toBe(Math.round((timeline.durationTicks * 1_000_000) / 90_000));
    }
  });

  it('has no empty segment where the programme ends on a border', () => {
    const timeline = programmeTimeline([
      { itemId: 'a', mediaSet: makeSet({ id: 'a', frames: 25 * 60, rateClass: 1 }) },
    ]);
    expect(captionSegments(timeline)).toEqual([
      { startUs: 0, endUs: 30_000_000 },
      { startUs: 30_000_000, endUs: 60_000_000 },
    ]);
  });
});

describe('their segments', () => {
  const timeline = programme();
  const border = CAPTION_SEGMENT_MS;
  const [track] = placeCaptions(timeline, [
    of(
      'a',
      'en',
      cue(1_000, 2_000, 'first'),
      cue(border - 500, border + 500, 'over the border'),
      cue(border + 1_000, border + 2_000, '<b>a</b> &lt; b'),
    ),
  ]);
  if (track === undefined) throw new Error('no track');

  it('hold what is shown in them, in the programme’s time', () => {
    expect(captionSegment(timeline, track, 0)).toBe(
      'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n00:00:01.000 --> 00:00:02.000\nfirst\n\n00:00:29.500 --> 00:00:30.500\nover the border\n',
    );
    expect(read(captionSegment(timeline, track, 1) ?? '').map(({ text }) => text)).toEqual([
      'over the border',
      '<b>a</b> &lt; b',
    ]);
    expect(captionSegment(timeline, track, 2)).toBe('WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n');
    expect(captionSegment(timeline, track, 99)).toBeNull();
    expect(read(wholeCaptions(track))).toEqual(track.cues);
  });

  it('refuse what would end a cue early', () => {
    for (const text of ['a --> b', 'a\n\nb', 'a\rb'])
      expect(() => webvtt([cue(0, 1, text)], [])).toThrow(expect.objectContaining({ code: 'bad-playlist' }));
  });
});

describe('the entry playlist', () => {
  const timeline: Timeline = programme();
  const entry = (captions: { language: string; label: string; uri: string }[]) =>
    multivariant({
      timeline,
      uri: ({ name }) => `${name}.m3u8`,
      audioOnly: false,
      captions,
      sessionData: [{ dataId: 'com.apple.hls.chapters', uri: 'chapters.json' }],
    });

  it('lists each language, and names the group in every variant', () => {
    const text = entry([
      { language: 'ar', label: 'العربية', uri: 'captions-ar.m3u8' },
      { language: 'fr', label: 'Français', uri: 'captions-fr.m3u8' },
      { language: 'fr-CA', label: 'Français', uri: 'captions-fr-CA.m3u8' },
    ]);
    expect(conformanceProblems(text)).toEqual([]);
    expect(text).toContain(
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="العربية",LANGUAGE="ar",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="captions-ar.m3u8"\n',
    );
    const { media, variants, sessionData } = parseMultivariantPlaylist(text);
    expect(media.map((one) => one.get('NAME'))).toEqual([
      '"Sound"',
      '"العربية"',
      '"Français (fr)"',
      '"Français (fr-CA)"',
    ]);
    expect(variants.map(({ attributes }) => attributes.get('SUBTITLES'))).toEqual([
      '"captions"',
      '"captions"',
    ]);
    expect(sessionData.map((one) => [...one])).toEqual([
      [
        ['DATA-ID', '"com.apple.hls.chapters"'],
        ['URI', '"chapters.json"'],
      ],
    ]);
    HLS.setOptions({ strictMode: true });
    const theirs = HLS.parse(text);
    if (!theirs.isMasterPlaylist || !('variants' in theirs)) throw new Error('not multivariant');
    expect(theirs.variants[0]?.subtitles.map(({ language, uri }) => [language, uri])).toEqual([
      ['ar', 'captions-ar.m3u8'],
      ['fr', 'captions-fr.m3u8'],
      ['fr-CA', 'captions-fr-CA.m3u8'],
    ]);
  });

  it('says nothing of captions that are not there', () => {
    expect(entry([])).not.toContain('SUBTITLES');
  });
});

describe('chapters', () => {
  const chapters = itemChapters(
    programme(),
    new Map([
      ['a', { title: 'Women’s "Rights" <Centre>\n & friends' }],
      ['b', { title: ' ' }],
      ['c', { title: 'منظمة' }],
    ]),
  );

  it('are one an item that has a title', () => {
    expect(JSON.parse(chaptersJson(chapters))).toEqual([
      {
        chapter: 1,
        'start-time': 0,
        duration: 40,
        titles: [{ language: 'und', title: 'Women’s "Rights" <Centre> & friends' }],
      },
      {
        chapter: 2,
        'start-time': Math.round(START_C) / 1000,
        duration: 40,
        titles: [{ language: 'und', title: 'منظمة' }],
      },
    ]);
    const [first] = read(chaptersVtt(chapters));
    expect(first).toEqual(cue(0, 40_000, 'Women’s "Rights" &lt;Centre&gt; &amp; friends'));
  });

  it('begin at the card before their statement', () => {
    const of = (...all: [string, string, string][]) =>
      itemChapters(programme(), new Map(all.map(([id, title, chapter]) => [id, { title, chapter }])));
    const [card, another] = of(['a', 'Alpha', 'x'], ['b', 'Alpha', 'x'], ['c', 'Alpha', 'y']);
    expect([card, another]).toEqual([
      { startMs: 0, endMs: Math.round(START_C), title: 'Alpha' },
      { startMs: Math.round(START_C), endMs: Math.round(START_C) + 40_000, title: 'Alpha' },
    ]);
    expect(of(['a', 'Alpha', 'x'], ['c', 'Alpha', 'x'])).toHaveLength(2);
  });
});
