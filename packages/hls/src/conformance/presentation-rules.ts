import { type ParsedMedia, parseMediaPlaylist } from '../parse.ts';
import { type Presentation, type ServedTrack, tracksOf } from './presentation.ts';
import { firstWrong, type Rule, unless } from './rule.ts';
import { fastestRate } from './track-rules.ts';

type Variant = Presentation['variants'][number];
/** Of the bit rate that is said: Apple's tenth, in both directions. */
const TENTH = 1.1;
/** Segments a few frames long may come together within 1.5 target durations. */
const LONGEST_SET = 64;
const AAC_FRAME_S = 1024 / 48_000;

const everyVariant = (
  { variants }: Presentation,
  wrong: (variant: Variant, said: (name: string) => number) => string | null,
) => firstWrong(variants, (variant) => wrong(variant, (name) => Number(variant.attributes.get(name))));
const isWhole = (presentation: Presentation) =>
  tracksOf(presentation).every(({ parsed }) => parsed?.endList === true);
const secondsOf = ({ segments }: ServedTrack) =>
  segments.reduce((sum, { facts, init }) => sum + (facts?.durationTicks ?? 0) / (init?.timescale ?? 1), 0);
const listedUs = (parsed: ParsedMedia | null) =>
  (parsed?.segments ?? []).reduce((sum, { durationUs }) => sum + durationUs, 0);
const startOf = ({ segments: [first] }: ServedTrack) =>
  (first?.facts?.fragments[0]?.baseTime ?? 0) / (first?.init?.timescale ?? 1);
const mapOf = <T>(tracks: readonly ServedTrack[], of: (track: ServedTrack) => T) => new Set(tracks.map(of));

function averageOf(track: ServedTrack): number {
  const seconds = secondsOf(track);
  return seconds === 0 ? 0 : (track.segments.reduce((sum, { bytes }) => sum + bytes, 0) * 8) / seconds;
}

/** RFC 8216 section 4.1, reckoned from the bytes that were served and the samples in them. */
function peakOf(track: ServedTrack): number {
  const target = track.parsed?.targetDurationS ?? 0;
  let peak = 0;
  for (const from of track.segments.keys()) {
    let [bytes, seconds] = [0, 0];
    for (const segment of track.segments.slice(from, from + LONGEST_SET)) {
      bytes += segment.bytes;
      seconds += (segment.facts?.durationTicks ?? 0) / (segment.init?.timescale ?? 1);
      if (seconds > 1.5 * target) break;
      if (seconds >= 0.5 * target) peak = Math.max(peak, (bytes * 8) / seconds);
    }
  }
  return peak === 0 ? averageOf(track) : peak;
}

/** A variant is what its pictures and the sound of its group need together. */
const withSound = ({ audio }: Presentation, { track }: Variant, of: (track: ServedTrack) => number) =>
  of(track) + Math.max(0, ...audio.map(of));

/** What an entry playlist says of its renditions, held against their files, and the renditions against each other. */
export const PRESENTATION_RULES = [
  {
    id: 'entry-media-type',
    source: 'RFC 8216 §4',
    level: 'must',
    what: 'the multivariant playlist is served as application/vnd.apple.mpegurl',
    check: ({ entry }) =>
      unless(entry.type === 'application/vnd.apple.mpegurl' && entry.status === 200, entry.type),
  },
  {
    id: 'codecs-true',
    source: 'RFC 8216 §4.3.4.2',
    level: 'must',
    what: 'CODECS names every format in the rendition, as its decoder configuration says it',
    check: (presentation) =>
      everyVariant(presentation, ({ attributes, track }) => {
        const files = [track, ...presentation.audio].flatMap(({ inits }) =>
          inits.map(({ facts }) => facts?.codecs ?? ''),
        );
        const real = [...new Set(files)].sort().join();
        const said = (attributes.get('CODECS') ?? '').replaceAll('"', '').split(',').sort().join();
        return unless(real === said, `${said} is said, ${real} is there`);
      }),
  },
  {
    id: 'resolution-true',
    source: 'RFC 8216 §4.3.4.2',
    level: 'must',
    what: 'RESOLUTION is what the pictures decode to',
    check: (presentation) =>
      everyVariant(presentation, ({ attributes, track }) => {
        const said = attributes.get('RESOLUTION');
        return firstWrong(track.inits, ({ facts }) => {
          const real = `${facts?.sps?.width}x${facts?.sps?.height}`;
          return unless(real === said, `${said} is said, ${real} is there`);
        });
      }),
  },
  {
    id: 'frame-rate-true',
    source: 'RFC 8216 §4.3.4.2',
    level: 'must',
    what: 'FRAME-RATE is the highest rate of the pictures, to the third decimal',
    check: (presentation) =>
      everyVariant(presentation, ({ track }, said) => {
        const real = fastestRate(track);
        return unless(
          Math.abs(said('FRAME-RATE') - real) < 0.001,
          `${said('FRAME-RATE')} is said, ${real} is there`,
        );
      }),
  },
  {
    id: 'bandwidth-not-exceeded',
    source: 'RFC 8216 §4.3.4.2',
    level: 'must',
    what: 'BANDWIDTH is at least the peak bit rate of the segments: what half to one and a half target durations weigh',
    check: (presentation) =>
      everyVariant(presentation, (variant, said) => {
        const real = withSound(presentation, variant, peakOf);
        return unless(
          real <= said('BANDWIDTH') + 1,
          `${said('BANDWIDTH')} is said, ${Math.ceil(real)} is there`,
        );
      }),
  },
  {
    id: 'bandwidth-close',
    source: 'Apple, Multivariant playlists',
    level: 'must',
    what: 'once it is whole, BANDWIDTH is within a tenth of the peak bit rate',
    check: (presentation) =>
      everyVariant(presentation, (variant, said) => {
        const real = withSound(presentation, variant, peakOf);
        const close = said('BANDWIDTH') <= real * TENTH;
        return unless(
          close || !isWhole(presentation),
          `${said('BANDWIDTH')} is said, ${Math.ceil(real)} is there`,
        );
      }),
  },
  {
    id: 'average-close',
    source: 'Apple, Multivariant playlists',
    level: 'must',
    what: 'once it is whole, AVERAGE-BANDWIDTH is within a tenth of the average bit rate, both ways',
    check: (presentation) =>
      everyVariant(presentation, (variant, said) => {
        const real = withSound(presentation, variant, averageOf);
        const average = said('AVERAGE-BANDWIDTH');
        const close = average <= real * TENTH && real <= average * TENTH;
        return unless(close || !isWhole(presentation), `${average} is said, ${Math.ceil(real)} is there`);
      }),
  },
  {
    id: 'same-target',
    source: 'Apple, Media playlists',
    level: 'must',
    what: 'all playlists of pictures and sound have the same target duration',
    check: (presentation) => {
      const targets = mapOf(tracksOf(presentation), ({ parsed }) => parsed?.targetDurationS);
      return unless(targets.size === 1, [...targets].join(', '));
    },
  },
  {
    id: 'same-type',
    source: 'Apple, Media playlists',
    level: 'must',
    what: 'all playlists of pictures and sound are of the same type and have ended, or none has',
    check: (presentation) => {
      const kinds = mapOf(tracksOf(presentation), ({ parsed }) => `${parsed?.type} ${parsed?.endList}`);
      return unless(kinds.size === 1, [...kinds].join(', '));
    },
  },
  {
    id: 'same-content',
    source: 'Apple, Media playlists',
    level: 'must',
    what: 'once it is whole, every rendition is as long as the others; sound to the nearest AAC frame',
    check: (presentation) => {
      if (!isWhole(presentation)) return null;
      const video = presentation.variants.map(({ track }) => secondsOf(track));
      const apart = Math.max(...video) - Math.min(...video);
      const sound = Math.max(
        ...presentation.audio.map((track) => Math.abs(secondsOf(track) - (video[0] ?? 0))),
      );
      return unless(apart < 1e-6 && sound <= AAC_FRAME_S, `${apart} s, sound ${sound} s`);
    },
  },
  {
    id: 'same-boundaries',
    source: 'RFC 8216 §6.2.4',
    level: 'must',
    what: 'the pictures of all variants are parted at the same instants, under the same numbers',
    check: ({ variants }) => {
      const grids = variants.map(({ track: { parsed, segments } }) => ({
        first: parsed?.mediaSequence,
        starts: segments.map(({ facts }) => facts?.fragments[0]?.baseTime),
      }));
      // While it grows, one may be a segment ahead.
      const common = Math.min(...grids.map(({ starts }) => starts.length));
      const said = new Set(
        grids.map(({ first, starts }) => JSON.stringify([first, starts.slice(0, common)])),
      );
      return unless(said.size === 1, 'they are not');
    },
  },
  {
    id: 'same-timestamps',
    source: 'RFC 8216 §6.2.4',
    level: 'must',
    what: 'all renditions start at the same time; in a window that moves, sound with the segment that holds it',
    check: (presentation) => {
      const tracks = tracksOf(presentation);
      const starts = tracks.map(startOf);
      const apart = Math.max(...starts) - Math.min(...starts);
      const moves = tracks.some(({ parsed }) => parsed?.type === null);
      const most = (moves ? (tracks[0]?.parsed?.targetDurationS ?? 0) : 0) + AAC_FRAME_S / 2;
      return unless(apart <= most, `${apart} s apart`);
    },
  },
  {
    id: 'sound-all-along',
    source: 'our own',
    level: 'must',
    what: 'while it grows, sound reaches as far as the pictures that are listed, within one segment',
    check: (presentation) => {
      const video = Math.max(...presentation.variants.map(({ track }) => startOf(track) + secondsOf(track)));
      const sound = Math.min(...presentation.audio.map((track) => startOf(track) + secondsOf(track)));
      const behind = video - sound;
      return unless(
        behind <= (tracksOf(presentation)[0]?.parsed?.targetDurationS ?? 0),
        `${behind} s behind`,
      );
    },
  },
  {
    id: 'captions-all-along',
    source: 'RFC 8216 §6.2.4',
    level: 'must',
    what: 'every playlist of captions is a recording as long as the pictures are, to the millisecond',
    check: (presentation) => {
      const videoUs = Math.max(...presentation.variants.map(({ track }) => listedUs(track.parsed)));
      return firstWrong(presentation.subtitles, ({ text }) => {
        const parsed = parseMediaPlaylist(text);
        const apartUs = Math.abs(listedUs(parsed) - videoUs);
        return unless(parsed.type === 'VOD' && apartUs <= 1_000, `${apartUs} µs apart`);
      });
    },
  },
] as const satisfies readonly Rule<Presentation>[];
