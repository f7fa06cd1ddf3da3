import type { Source } from './rule.ts';

/** Rules that we know and do not follow, each with its reason. */
export const NOT_FOLLOWED: readonly {
  source: Source;
  level: 'must' | 'should';
  what: string;
  why: string;
}[] = [
  {
    source: 'Apple, Trick play',
    level: 'must',
    what: 'I-frame playlists (EXT-X-I-FRAME-STREAM-INF) for scrubbing',
    why: 'A statement lasts minutes, its key pictures are two seconds apart and its segments small: our pages scrub with storyboards and by seeking. Every rendition would need a second set of addresses.',
  },
  {
    source: 'Apple, Media segmentation',
    level: 'should',
    what: 'target durations of 6 seconds',
    why: 'Two seconds, so that a coordinator sees the beginning while the rest is being prepared, a screening is in step, and a cut keeps more whole segments.',
  },
  {
    source: 'Apple, Media segmentation',
    level: 'should',
    what: 'all segments but the last are of nominal length',
    why: 'In a programme each statement ends where it ends, so its last segment is short; no statement is encoded again for that.',
  },
  {
    source: 'Apple, Multivariant playlists',
    level: 'must',
    what: 'a variant of at most 192 kbit/s for cellular networks',
    why: 'The lowest has pictures of 240 lines (up to 350 kbit/s, usually half of it) and sound. A variant of sound alone in the entry playlist silences VLC at the first picture; who wants it opens audio.m3u8.',
  },
  {
    source: 'Apple, Multivariant playlists',
    level: 'should',
    what: 'a peak of at most twice the average bit rate',
    why: 'Rate is controlled by quality with a ceiling, which spends little on a face that sits still. BANDWIDTH says the true peak.',
  },
  {
    source: 'Apple, Multivariant playlists',
    level: 'should',
    what: 'neighbouring variants 1.5 to 2 times apart in bit rate, and the first one near 2 Mbit/s',
    why: 'What a height needs follows from what is seen in it. The first variant has 480 lines, because delegates sit behind proxies of ministries.',
  },
  {
    source: 'Apple, Multivariant playlists',
    level: 'must',
    what: 'LANGUAGE in EXT-X-MEDIA of type AUDIO',
    why: 'One programme holds statements in several languages and nobody declares which: a wrong tag misleads assistive technology more than none.',
  },
  {
    source: 'Apple, Video encoding',
    level: 'should',
    what: 'variants in HEVC besides H.264',
    why: 'Not every browser of a ministry decodes it, and preparing would take several times as long.',
  },
  {
    source: 'Apple, Video encoding',
    level: 'should',
    what: 'no higher level than resolution and rate of the content need',
    why: 'The level is fixed for each rendition at what its fastest rate needs, so that one init file serves every statement and a programme needs no discontinuity.',
  },
  {
    source: 'Apple, Audio encoding',
    level: 'should',
    what: 'loudness of -24 LKFS',
    why: 'Speech is heard on telephones and laptops: -16 LUFS, with true peaks below -1.5 dBTP.',
  },
  {
    source: 'Apple, Delivery',
    level: 'should',
    what: 'playlists compressed with gzip',
    why: 'Left to the proxy in front; the answers may be shared and are small.',
  },
];
