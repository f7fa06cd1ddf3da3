import type { FragmentFacts } from '../fmp4/read-fragments.ts';
import type { InitFacts } from '../fmp4/read-init.ts';
import type { SpsFacts } from '../fmp4/read-sps.ts';
import type { ServedSegment, ServedTrack } from './presentation.ts';
import { firstWrong, type Rule, unless } from './rule.ts';

/** Seconds by which a listed length may differ from the real one: what players round away. */
const LENGTH_TOLERANCE_S = 0.001;
/** 60 pictures at 29.97/s are 2.002 s. */
const LONGEST_GROUP_S = 2.01;
const IDR = 5;
const HIGHEST_LEVEL = 42;
const HIGH_PROFILE = 100;
/** ITU-T H.264 table A-1: macroblocks a second and in one picture, by ten times the level. */
const LEVELS: Record<number, readonly [number, number]> = {
  10: [1485, 99],
  11: [3000, 396],
  12: [6000, 396],
  13: [11_880, 396],
  20: [11_880, 396],
  21: [19_800, 792],
  22: [20_250, 1620],
  30: [40_500, 1620],
  31: [108_000, 3600],
  32: [216_000, 5120],
  40: [245_760, 8192],
  41: [245_760, 8192],
  42: [522_240, 8704],
};
const AAC_FRAME = 1024;
const MOST_SOUND_BPS = 160_000;

const fragmentsOf = ({ facts }: ServedSegment) => facts?.fragments ?? [];
const samplesOf = (segment: ServedSegment) => fragmentsOf(segment).flatMap(({ samples }) => samples);
const everyInit = (track: ServedTrack, wrong: (init: InitFacts) => string | null) =>
  firstWrong(track.inits, ({ facts }) => (facts === null ? null : wrong(facts)));
const everySps = (track: ServedTrack, wrong: (sps: SpsFacts) => string | null) =>
  everyInit(track, ({ sps }) => (sps === null ? null : wrong(sps)));
const everySegment = (track: ServedTrack, wrong: (segment: ServedSegment) => string | null) =>
  firstWrong(track.segments, wrong);
const everyFragment = (track: ServedTrack, wrong: (fragment: FragmentFacts) => string | null) =>
  everySegment(track, (segment) => firstWrong(fragmentsOf(segment), wrong));
const secondsOf = ({ facts, init }: ServedSegment) => (facts?.durationTicks ?? 0) / (init?.timescale ?? 1);

/** @param level ten times the level */
export function levelAllows(level: number, macroblocks: number, rate: number): boolean {
  const [perSecond, perPicture] = LEVELS[level] ?? [0, 0];
  // A rate reckoned from whole ticks may be a hair above the one that is meant.
  return macroblocks <= perPicture && macroblocks * rate <= perSecond * 1.0001;
}

/** Pictures a second where they come fastest. */
export function fastestRate(track: ServedTrack): number {
  const seconds = track.segments.flatMap((segment) =>
    samplesOf(segment).map(({ durationTicks }) => durationTicks / (segment.init?.timescale ?? 1)),
  );
  return seconds.length === 0 ? 0 : 1 / seconds.reduce((least, one) => Math.min(least, one));
}

/** What the files of one track may not break, each by itself and one after the other. */
export const TRACK_RULES = [
  {
    id: 'all-there',
    source: 'RFC 8216 §6.2.1',
    level: 'must',
    what: 'whatever a playlist lists can be fetched at once',
    check: ({ playlist, inits, segments }) =>
      firstWrong([playlist, ...inits, ...segments], ({ status, address }) =>
        unless(status === 200, `${status} for ${address}`),
      ),
  },
  {
    id: 'readable',
    source: 'RFC 8216 §3.3',
    level: 'must',
    what: 'the playlist, its inits and its segments can be read to their last byte',
    check: ({ parsed, inits, segments }) =>
      parsed === null ? 'the playlist' : firstWrong([...inits, ...segments], ({ broken }) => broken),
  },
  {
    id: 'playlist-media-type',
    source: 'RFC 8216 §4',
    level: 'must',
    what: 'a playlist is served as application/vnd.apple.mpegurl',
    check: ({ playlist: { type } }) => unless(type === 'application/vnd.apple.mpegurl', type),
  },
  {
    id: 'segment-media-type',
    source: 'Apple, Delivery',
    level: 'should',
    what: 'inits are served as video/mp4 or audio/mp4, segments as those or as video/iso.segment',
    check: ({ inits, segments }) =>
      firstWrong([...inits, ...segments], ({ type }) =>
        unless(['video/mp4', 'audio/mp4', 'video/iso.segment'].includes(type), type),
      ),
  },
  {
    id: 'init-brand',
    source: 'ISO/IEC 14496-12 §4.3',
    level: 'must',
    what: 'the init has a file type with iso5 or later, which knows default-base-is-moof',
    check: (track) =>
      everyInit(track, ({ brands }) =>
        unless(
          brands.some((brand) => ['iso5', 'iso6', 'cmfc'].includes(brand)),
          brands.join(' '),
        ),
      ),
  },
  {
    id: 'init-one-track',
    source: 'Apple, Media segmentation',
    level: 'must',
    what: 'a file has one track, fragmented, of the kind that its playlist is for',
    check: (track) =>
      everyInit(track, ({ tracks, fragmented, handler }) =>
        unless(
          tracks === 1 && fragmented && handler === (track.kind === 'video' ? 'vide' : 'soun'),
          `${tracks} of ${handler}`,
        ),
      ),
  },
  {
    id: 'no-edit-list',
    source: 'our own',
    level: 'must',
    what: 'no edit list: players of segments differ in whether they follow one',
    check: (track) => everyInit(track, ({ editLists }) => unless(editLists === 0, `${editLists}`)),
  },
  {
    id: 'parameters-in-init',
    source: 'Apple, Video encoding',
    level: 'should',
    what: 'pictures are avc1: what decodes them stands in the init, not among them',
    check: (track) =>
      track.kind === 'audio'
        ? null
        : everyInit(track, ({ sampleEntry }) => unless(sampleEntry === 'avc1', sampleEntry)),
  },
  {
    id: 'profile-and-level',
    source: 'Apple, Video encoding',
    level: 'must',
    what: 'H.264 of at most High profile, level 4.2',
    check: (track) =>
      everySps(track, ({ profile, level }) =>
        unless(profile <= HIGH_PROFILE && level <= HIGHEST_LEVEL, `profile ${profile}, level ${level / 10}`),
      ),
  },
  {
    id: 'high-profile',
    source: 'Apple, Video encoding',
    level: 'should',
    what: 'High profile rather than Main or Baseline',
    check: (track) =>
      everySps(track, ({ profile }) => unless(profile === HIGH_PROFILE, `profile ${profile}`)),
  },
  {
    id: 'level-holds',
    source: 'ITU-T H.264 table A-1',
    level: 'must',
    what: 'the level allows so many macroblocks in a picture and in a second',
    check: (track) =>
      everySps(track, ({ level, macroblocks }) =>
        unless(
          levelAllows(level, macroblocks, fastestRate(track)),
          `${macroblocks} at ${fastestRate(track)} a second, at level ${level / 10}`,
        ),
      ),
  },
  {
    id: 'progressive',
    source: 'Apple, Video encoding',
    level: 'must',
    what: 'whole pictures, never fields',
    check: (track) => everySps(track, ({ interlaced }) => unless(!interlaced, 'fields')),
  },
  {
    id: 'square-pixels',
    source: 'our own',
    level: 'must',
    what: 'square pixels, and said so, so that RESOLUTION is the picture on the screen',
    check: (track) =>
      everySps(track, ({ sampleAspect }) =>
        unless(
          sampleAspect !== null && sampleAspect[0] === sampleAspect[1] && sampleAspect[0] > 0,
          `${sampleAspect}`,
        ),
      ),
  },
  {
    id: 'one-colour-space',
    source: 'Apple, Video encoding',
    level: 'should',
    what: 'one colour space throughout: Rec. 709, and said so',
    check: (track) => everySps(track, ({ colour }) => unless(colour?.join() === '1,1,1', `${colour}`)),
  },
  {
    id: 'rate-up-to-60',
    source: 'Apple, Video encoding',
    level: 'must',
    what: 'never more than 60 pictures a second',
    check: (track) => unless(track.kind === 'audio' || fastestRate(track) < 60.01, `${fastestRate(track)}`),
  },
  {
    id: 'aac-48000-stereo',
    source: 'Apple, Audio encoding',
    level: 'should',
    what: 'stereo sound is AAC-LC, here always at 48 kHz',
    check: (track) =>
      track.kind === 'video'
        ? null
        : everyInit(track, ({ audio, codecs, timescale }) =>
            unless(
              codecs === 'mp4a.40.2' &&
                audio?.sampleRate === 48_000 &&
                audio.channels === 2 &&
                timescale === audio.sampleRate,
              `${codecs} at ${audio?.sampleRate}`,
            ),
          ),
  },
  {
    id: 'sound-bit-rate',
    source: 'Apple, Audio encoding',
    level: 'should',
    what: 'stereo sound has at most 160 kbit/s; silence takes what little it needs',
    check: ({ kind, segments }) => {
      if (kind === 'video' || segments.length === 0) return null;
      const bytes = segments.flatMap(samplesOf).reduce((sum, sample) => sum + sample.bytes, 0);
      const bps = (bytes * 8) / segments.reduce((sum, segment) => sum + secondsOf(segment), 0);
      return unless(bps <= MOST_SOUND_BPS, `${Math.round(bps)} bit/s`);
    },
  },
  {
    id: 'whole-aac-frames',
    source: 'ISO/IEC 14496-3 §4.5',
    level: 'must',
    what: 'a sample of sound is one AAC frame of 1024, on one grid from the first to the last',
    check: (track) =>
      track.kind === 'video'
        ? null
        : everyFragment(track, ({ samples, baseTime }) =>
            unless(
              samples.every(({ durationTicks }) => durationTicks === AAC_FRAME) &&
                (baseTime ?? 0) % AAC_FRAME === 0,
              'one is not',
            ),
          ),
  },
  {
    id: 'one-fragment',
    source: 'our own',
    level: 'must',
    what: 'a segment is a styp, one moof and its mdat, and nothing else',
    check: (track) =>
      everySegment(track, ({ facts }) =>
        unless(facts === null || facts.boxes.join() === 'styp,moof,mdat', `${facts?.boxes}`),
      ),
  },
  {
    id: 'segment-brand',
    source: 'ISO/IEC 14496-12 §8.16.2',
    level: 'should',
    what: 'the segment type has the brand msdh',
    check: (track) =>
      everySegment(track, ({ facts }) =>
        unless(facts === null || facts.brands.includes('msdh'), `${facts?.brands}`),
      ),
  },
  {
    id: 'default-base-is-moof',
    source: 'RFC 8216 §3.3',
    level: 'must',
    what: 'offsets count from the fragment: default-base-is-moof is set, no base data offset is given',
    check: (track) => everyFragment(track, (one) => unless(one.defaultBaseIsMoof, 'they do not')),
  },
  {
    id: 'data-behind-its-fragment',
    source: 'ISO/IEC 14496-12 §8.8.8',
    level: 'must',
    what: 'a fragment of one track whose samples fill the mdat behind it, every byte of it',
    check: (track) =>
      everyFragment(track, (one) => unless(one.filled && one.trackFragments === 1, 'they do not')),
  },
  {
    id: 'tfdt-present',
    source: 'RFC 8216 §3.3',
    level: 'must',
    what: 'every track fragment has a tfdt',
    check: (track) => everyFragment(track, ({ baseTime }) => unless(baseTime !== null, 'it has none')),
  },
  {
    id: 'tfdt-continuous',
    source: 'Apple, Media segmentation',
    level: 'must',
    what: 'a segment starts at the very tick at which the one before it ends',
    check: ({ segments }) =>
      firstWrong(segments, (segment, at) => {
        const before = segments[at - 1];
        if (before === undefined || segment.listed.discontinuity) return null;
        const [own, former] = [segment, before].map((one) => fragmentsOf(one)[0]?.baseTime ?? Number.NaN);
        const off = (own ?? 0) - (former ?? 0) - (before.facts?.durationTicks ?? 0);
        return unless(off === 0, `${off} ticks off`);
      }),
  },
  {
    id: 'sequence-rises',
    source: 'ISO/IEC 14496-12 §8.8.5',
    level: 'must',
    what: 'fragments are numbered upwards in the order of time',
    check: ({ segments }) => {
      const numbers = segments.flatMap(fragmentsOf).map(({ sequence }) => sequence);
      return firstWrong(numbers, (number, at) =>
        unless(at === 0 || number > (numbers[at - 1] ?? 0), `${number}`),
      );
    },
  },
  {
    id: 'starts-with-idr',
    source: 'RFC 8216 §4.3.5.1',
    level: 'must',
    what: 'every segment of pictures starts with an IDR picture',
    check: (track) =>
      track.kind === 'audio'
        ? null
        : everySegment(track, (segment) =>
            unless(samplesOf(segment)[0]?.units.includes(IDR) === true, 'it does not'),
          ),
  },
  {
    id: 'idr-every-two-seconds',
    source: 'Apple, Video encoding',
    level: 'should',
    what: 'key pictures (IDR) stand at most two seconds apart',
    check: (track) =>
      track.kind === 'audio'
        ? null
        : everySegment(track, (segment) => {
            let [group, longest] = [0, 0];
            for (const { durationTicks, units } of samplesOf(segment)) {
              group = units.includes(IDR) ? durationTicks : group + durationTicks;
              longest = Math.max(longest, group);
            }
            const seconds = longest / (segment.init?.timescale ?? 1);
            return unless(seconds <= LONGEST_GROUP_S, `${seconds} s`);
          }),
  },
  {
    id: 'extinf-true',
    source: 'Apple, Media playlists',
    level: 'must',
    what: 'EXTINF is the length of what the segment holds, and any sum of them is, within a millisecond',
    check: ({ segments }) => {
      let off = 0;
      return firstWrong(segments, (segment) => {
        const own = segment.listed.durationUs / 1e6 - secondsOf(segment);
        off += own;
        return unless(
          Math.max(Math.abs(own), Math.abs(off)) <= LENGTH_TOLERANCE_S,
          `${(own * 1000).toFixed(3)} ms off, ${(off * 1000).toFixed(3)} in all`,
        );
      });
    },
  },
] as const satisfies readonly Rule<ServedTrack>[];
