import { AAC_FRAME } from '@rostrum/domain';
import { describe, expect, it } from 'vitest';
import { conformanceProblems } from './conformance.ts';
import { parseMediaPlaylist } from './parse.ts';
import { mediaPlaylist } from './playlist.ts';
import { makeSet, randomProgramme } from './testing/random-programme.ts';
import { findTrack, mediaSetTimeline, programmeTimeline } from './timeline.ts';

const HALF_FRAME_MS = (AAC_FRAME / 2 / 48_000) * 1000;
const SEEDS = Array.from({ length: 60 }, (_, at) => at + 1);
const item = (id: string, options: Partial<Parameters<typeof makeSet>[0]> = {}) => ({
  itemId: id,
  mediaSet: makeSet({ id, frames: 75, ...options }),
});

describe('programmeTimeline, any programme of any sets', () => {
  it.each(SEEDS)('has no hole, no overlap and no number twice (seed %i)', (seed) => {
    const items = randomProgramme(seed, (seed % 3) + 1);
    const timeline = programmeTimeline(items);
    expect(timeline.durationTicks).toBe(items.reduce((sum, { mediaSet }) => sum + mediaSet.durationTicks, 0));
    for (const track of [...timeline.video, timeline.audio]) {
      let next = 0;
      for (const [index, segment] of track.segments.entries()) {
        expect(segment.index).toBe(index);
        expect(segment.startTicks).toBe(next);
        expect(segment.durationTicks).toBeGreaterThan(0);
        next = segment.startTicks + segment.durationTicks;
      }
      const apartMs = (next / track.timescale - timeline.durationTicks / 90_000) * 1000;
      expect(Math.abs(apartMs)).toBeLessThanOrEqual(track.kind === 'video' ? 0 : HALF_FRAME_MS + 1e-6);
    }
  });

  it.each(SEEDS)('starts each sound within half a frame of its picture (seed %i)', (seed) => {
    const items = randomProgramme(seed);
    const timeline = programmeTimeline(items);
    for (const [at, placed] of timeline.items.entries()) {
      const apartMs = (placed.audioStartSamples / 48_000 - placed.startTicks / 90_000) * 1000;
      expect(Math.abs(apartMs)).toBeLessThanOrEqual(HALF_FRAME_MS + 1e-6);
      expect(placed.audioStartSamples % AAC_FRAME).toBe(0);
      const next = timeline.items[at + 1];
      const frames = placed.audioFrames + placed.missingAudioFrames;
      if (next) expect(placed.audioStartSamples + frames * AAC_FRAME).toBe(next.audioStartSamples);
      const served = timeline.audio.segments.filter(({ itemIndex }) => itemIndex === at);
      const source = items[at]?.mediaSet.audio.segments ?? [];
      const kept = served.map(
        (s, n) => s.keepFrames ?? Math.ceil((source[n]?.durationTicks ?? 0) / AAC_FRAME),
      );
      expect(kept.reduce((sum, n) => sum + n, 0)).toBe(placed.audioFrames);
      expect(served.slice(0, -1).every(({ keepFrames }) => keepFrames === null)).toBe(true);
    }
  });

  it.each(SEEDS)('is read back from its playlists as it was meant (seed %i)', (seed) => {
    const timeline = programmeTimeline(randomProgramme(seed, (seed % 3) + 1));
    for (const track of [...timeline.video, timeline.audio]) {
      const text = mediaPlaylist({
        timeline,
        track,
        segmentUri: ({ index }) => `s/${track.name}/${index}.m4s`,
        initUri: (_, n) => `i/${track.name}/${n}.mp4`,
      });
      expect(conformanceProblems(text)).toEqual([]);
      const parsed = parseMediaPlaylist(text);
      let us = 0;
      for (const [n, segment] of parsed.segments.entries()) {
        const meant = track.segments[n];
        expect(segment).toMatchObject({
          uri: `s/${track.name}/${n}.m4s`,
          map: `i/${track.name}/${meant?.initIndex}.mp4`,
          discontinuity: meant?.discontinuity,
        });
        expect(us).toBe(Math.round(((meant?.startTicks ?? 0) * 1_000_000) / track.timescale));
        us += segment.durationUs;
      }
      expect(parsed.segments).toHaveLength(track.segments.length);
      expect(parsed.endList).toBe(true);
    }
  });

  it.each(SEEDS)('has the same discontinuities in every track, or none (seed %i)', (seed) => {
    const items = randomProgramme(seed, 2);
    const timeline = programmeTimeline(items);
    const families = items.map(({ mediaSet }) => mediaSet.audio.initSha256);
    const expected = families.map((family, at) => at > 0 && family !== families[at - 1]);
    expect(timeline.continuous).toBe(!expected.includes(true));
    for (const track of [...timeline.video, timeline.audio]) {
      for (const segment of track.segments) {
        const first = track.segments[segment.index - 1]?.itemIndex !== segment.itemIndex;
        expect(segment.discontinuity).toBe(first && expected[segment.itemIndex] === true);
        const own = families[segment.itemIndex]?.replace('-audio', `-${track.name}`);
        expect(track.inits[segment.initIndex]?.sha256).toBe(own);
      }
    }
  });
});

describe('programmeTimeline', () => {
  it('carries the remainder of the sound on', () => {
    // 3.08 s are 144.375 frames: 144, 145, 144, 144, 145 … and after eight items exactly 1155.
    const items = Array.from({ length: 8 }, (_, at) => item(`s${at}`, { frames: 77, lastFrameSamples: 384 }));
    const { items: placed, audio } = programmeTimeline(items);
    expect(placed.map(({ audioFrames }) => audioFrames)).toEqual([144, 145, 144, 145, 144, 144, 145, 144]);
    expect(placed.every(({ missingAudioFrames }) => missingAudioFrames === 0)).toBe(true);
    const last = audio.segments.at(-1);
    expect((last?.startTicks ?? 0) + (last?.durationTicks ?? 0)).toBe(1155 * AAC_FRAME);
  });

  it('keeps the picture in step where sound is missing, and says so', () => {
    const timeline = programmeTimeline([item('a', { surplusAudioFrames: -20 }), item('b')]);
    expect(timeline.items[0]?.missingAudioFrames).toBe(20);
    expect(timeline.items[1]?.audioStartSamples).toBe(141 * AAC_FRAME);
  });

  it('offers only renditions that all items have', () => {
    const a = item('a', { renditions: ['1080p', '720p', '360p'] });
    const timeline = programmeTimeline([a, item('b', { renditions: ['720p', '360p', '240p'] })]);
    expect(timeline.video.map(({ name }) => name)).toEqual(['720p', '360p']);
    expect(() => programmeTimeline([a, item('b', { renditions: ['240p'] })])).toThrow(
      expect.objectContaining({ code: 'no-common-rendition' }),
    );
  });

  it('refuses a set that is unfinished, silent, short of a segment, or in another timescale', () => {
    const unfit = expect.objectContaining({ code: 'unfit-media-set' });
    expect(() => programmeTimeline([item('a', { complete: false })])).toThrow(unfit);
    const silent = item('a');
    silent.mediaSet.audio.segments = [];
    expect(() => programmeTimeline([silent])).toThrow(unfit);
    for (const drop of [0, -1]) {
      const holed = item('a');
      holed.mediaSet.video[0]?.segments.splice(drop, 1);
      expect(() => programmeTimeline([holed])).toThrow(unfit);
    }
    const other = item('a');
    for (const track of other.mediaSet.video) track.timescale = 12_800;
    expect(() => programmeTimeline([other])).toThrow(unfit);
    expect(() => programmeTimeline([])).toThrow(expect.objectContaining({ code: 'no-segments' }));
  });

  it('names the storage key, and finds a track by name', () => {
    const timeline = programmeTimeline([item('a')]);
    expect(findTrack(timeline, '720p')?.segments[1]?.key).toBe('statements/a/a1/720p/1.m4s');
    expect(findTrack(timeline, 'audio')).toBe(timeline.audio);
    expect(findTrack(timeline, '1080p')).toBeUndefined();
  });
});

describe('mediaSetTimeline', () => {
  it('lists a set as it is, with all its sound', () => {
    const { mediaSet } = item('a', { surplusAudioFrames: 3, lastFrameSamples: 100 });
    const { audio } = mediaSetTimeline('a', mediaSet);
    expect(audio.segments.map(({ durationTicks }) => durationTicks)).toEqual(
      mediaSet.audio.segments.map(({ durationTicks }) => durationTicks),
    );
    expect(audio.segments.every(({ keepFrames }) => keepFrames === null)).toBe(true);
  });

  it('takes tracks of different length while the set grows, not after', () => {
    const { mediaSet } = item('a', { complete: false });
    mediaSet.video[0]?.segments.pop();
    expect(mediaSetTimeline('a', mediaSet).video.map(({ segments }) => segments.length)).toEqual([1, 2]);
    expect(() => mediaSetTimeline('a', { ...mediaSet, complete: true })).toThrow(/another length/);
  });
});
