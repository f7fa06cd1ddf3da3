import * as HLS from 'hls-parser';
import { describe, expect, it } from 'vitest';
import { averageBps, peakBps } from './bandwidth.ts';
import { conformanceProblems, updateProblems } from './conformance.ts';
import { parseMediaPlaylist, parseMultivariantPlaylist, unquote } from './parse.ts';
import { mediaPlaylist, multivariant } from './playlist.ts';
import { makeSet, randomProgramme } from './testing/random-programme.ts';
import { mediaSetTimeline, type PlacedTrack, programmeTimeline, type Timeline } from './timeline.ts';

const uris = {
  segmentUri: ({ index }: { index: number }) => `${index}.m4s?sig=a~b`,
  initUri: (_: unknown, at: number) => `init-${at}.mp4`,
};
const entry = (timeline: Timeline, options = {}) =>
  multivariant({ timeline, uri: ({ name }: PlacedTrack) => `${name}.m3u8`, ...options });
const programme = (...ids: string[]) =>
  programmeTimeline(ids.map((id) => ({ itemId: id, mediaSet: makeSet({ id, frames: 130 }) })));

describe('multivariant', () => {
  it('says what the tracks are', () => {
    const timeline = programmeTimeline([
      { itemId: 'a', mediaSet: makeSet({ id: 'a', frames: 130, rateClass: 1 }) },
      { itemId: 'b', mediaSet: makeSet({ id: 'b', frames: 130, rateClass: 2 }) },
    ]);
    const { variants, media, version } = parseMultivariantPlaylist(entry(timeline));
    expect(version).toBe(7);
    expect(media.map((list) => [...list])).toEqual([
      [
        ['TYPE', 'AUDIO'],
        ['GROUP-ID', '"sound"'],
        ['NAME', '"Sound"'],
        ['DEFAULT', 'YES'],
        ['AUTOSELECT', 'YES'],
        ['CHANNELS', '"2"'],
        ['URI', '"audio.m3u8"'],
      ],
    ]);
    const sound = peakBps(timeline.audio, 2);
    const rows = variants.map(({ uri, attributes }) => [
      uri,
      Number(attributes.get('BANDWIDTH')),
      unquote(attributes.get('CODECS')),
      attributes.get('RESOLUTION'),
      attributes.get('FRAME-RATE'),
    ]);
    const [hd, sd] = timeline.video.map((track) => peakBps(track, 2) + sound);
    expect(rows).toEqual([
      ['720p.m3u8', hd, 'avc1.64001f,mp4a.40.2', '1280x720', '29.970'],
      ['360p.m3u8', sd, 'avc1.64001e,mp4a.40.2', '640x360', '29.970'],
      ['audio.m3u8', sound, 'mp4a.40.2', undefined, undefined],
    ]);
    const average = Number(variants[1]?.attributes.get('AVERAGE-BANDWIDTH'));
    const [, small] = timeline.video;
    expect(average).toBe(averageBps(timeline.audio) + (small ? averageBps(small) : Number.NaN));
  });

  it('starts with the wanted rendition, and leaves the sound-only variant out on request', () => {
    const { variants } = parseMultivariantPlaylist(
      entry(programme('a'), { startWith: '360p', audioOnly: false, audioLanguage: 'ar' }),
    );
    expect(variants.map(({ uri }) => uri)).toEqual(['360p.m3u8', '720p.m3u8']);
  });

  it('states the profile ceiling while nothing is measured', () => {
    const mediaSet = makeSet({ id: 'a', frames: 50, complete: false });
    for (const track of [...mediaSet.video, mediaSet.audio]) track.segments = [];
    const text = entry(mediaSetTimeline('a', mediaSet));
    expect(conformanceProblems(text)).toEqual(['average-bandwidth']);
    expect(parseMultivariantPlaylist(text).variants[0]?.attributes.get('BANDWIDTH')).toBe('2496000');
  });

  it('refuses values that would break the text', () => {
    const bad = expect.objectContaining({ code: 'bad-playlist' });
    expect(() => entry(programme('a'), { audioName: 'a"b' })).toThrow(bad);
    expect(() => entry(programme('a'), { uri: () => 'x\n#EXT-X-ENDLIST' })).toThrow(bad);
    expect(() => entry(programme('a'), { uri: () => '' })).toThrow(bad);
  });
});

describe('peak bit rate', () => {
  const track = (...segments: [seconds: number, bytes: number][]): PlacedTrack => {
    const { audio } = programme('a');
    const [template] = audio.segments;
    if (template === undefined) throw new Error('no segment');
    return {
      ...audio,
      segments: segments.map(([s, bytes]) => ({ ...template, durationTicks: s * 48_000, bytes })),
    };
  };

  it('does not count a short last segment by itself', () => {
    expect(peakBps(track([2, 1000], [2, 1500], [0.04, 1000]), 2)).toBe(Math.ceil((2500 * 8) / 2.04));
  });

  it('is the average where all is shorter than half the target', () => {
    expect(peakBps(track([0.5, 1000]), 2)).toBe(16_000);
    expect(peakBps(track(), 2)).toBe(0);
  });
});

describe('mediaPlaylist', () => {
  it('is a whole recording for a programme', () => {
    const timeline = programme('a', 'b');
    const [track] = timeline.video;
    if (track === undefined) throw new Error('no track');
    expect(mediaPlaylist({ timeline, track, ...uris }).split('\n')).toEqual([
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      '#EXT-X-TARGETDURATION:2',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-MEDIA-SEQUENCE:0',
      '#EXT-X-PLAYLIST-TYPE:VOD',
      '#EXT-X-MAP:URI="init-0.mp4"',
      ...[2, 2, 1.2, 2, 2, 1.2].flatMap((s, at) => [`#EXTINF:${s.toFixed(6)},`, `${at}.m4s?sig=a~b`]),
      '#EXT-X-ENDLIST',
      '',
    ]);
  });

  it('grows as an EVENT that only ever gains lines, and ends as one', () => {
    const whole = makeSet({ id: 'a', frames: 530, rateClass: 2, lastFrameSamples: 500 });
    for (const name of ['720p', 'audio']) {
      const texts: string[] = [];
      for (let count = 1; count <= 10; count += 1) {
        const part = structuredClone(whole);
        part.complete = count === 10;
        if (!part.complete) for (const t of [...part.video, part.audio]) t.segments.splice(count);
        const timeline = mediaSetTimeline('a', part);
        const track = name === 'audio' ? timeline.audio : timeline.video[0];
        if (track) texts.push(mediaPlaylist({ timeline, track, ...uris, type: 'event' }));
      }
      for (const [at, text] of texts.entries()) {
        expect(conformanceProblems(text)).toEqual([]);
        const parsed = parseMediaPlaylist(text);
        expect(parsed).toMatchObject({ type: 'EVENT', startOffset: 0, endList: at === 9 });
        const before = texts[at - 1];
        if (before === undefined) continue;
        expect(text.startsWith(before)).toBe(true);
        expect(updateProblems(parseMediaPlaylist(before), parsed)).toEqual([]);
      }
    }
  });

  it('is not there before its first segment, and no recording before its end', () => {
    const growing = makeSet({ id: 'a', frames: 50, complete: false });
    growing.audio.segments = [];
    const timeline = mediaSetTimeline('a', growing);
    expect(() => mediaPlaylist({ timeline, track: timeline.audio, ...uris })).toThrow(
      expect.objectContaining({ code: 'no-segments' }),
    );
    expect(() => mediaPlaylist({ timeline, track: timeline.audio, ...uris, type: 'vod' })).toThrow(
      expect.objectContaining({ code: 'bad-playlist' }),
    );
  });
});

describe('read by another parser', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'media and multivariant playlists mean the same to it (seed %i)',
    (seed) => {
      HLS.setOptions({ strictMode: true });
      const timeline = programmeTimeline(randomProgramme(seed, 2));
      const main = HLS.parse(entry(timeline));
      if (!main.isMasterPlaylist || !('variants' in main)) throw new Error('not multivariant');
      expect(main.variants.map(({ uri, resolution }) => [uri, resolution?.height])).toEqual([
        ...timeline.video.map(({ name, height }) => [`${name}.m3u8`, height]),
        ['audio.m3u8', undefined],
      ]);
      expect(main.variants.every(({ audio }) => audio[0]?.uri === 'audio.m3u8')).toBe(true);
      for (const track of [...timeline.video, timeline.audio]) {
        const text = mediaPlaylist({ timeline, track, ...uris });
        const theirs = HLS.parse(text);
        if (theirs.isMasterPlaylist || !('segments' in theirs)) throw new Error('not a media playlist');
        const ours = parseMediaPlaylist(text);
        expect(
          theirs.segments.map((s) => [s.uri, Math.round(s.duration * 1e6), s.discontinuity ?? false]),
        ).toEqual(ours.segments.map((s) => [s.uri, s.durationUs, s.discontinuity]));
        expect(theirs.segments.map((s) => s.map?.uri)).toEqual(ours.segments.map((s) => s.map));
        expect(theirs).toMatchObject({
          endlist: true,
          playlistType: 'VOD',
          targetDuration: ours.targetDurationS,
        });
      }
    },
  );
});
