import { AAC_FRAME, type MediaSet, type Track } from '@rostrum/domain';
import { captionPlaylist } from '../captions.ts';
import { CHAPTERS_DATA_ID } from '../chapters.ts';
import type { Served } from '../conformance/presentation.ts';
import { mediaPlaylist, multivariant, PLAYLIST_TYPE } from '../playlist.ts';
import { mediaSetTimeline, type PlacedTrack } from '../timeline.ts';
import { box, join, u32 } from './build-segment.ts';

/** What stands at which address below BASE. */
export type Files = ReadonlyMap<string, Served>;
export const BASE = 'https://rostrum.test/media/';

const RATE = 25;
const TICKS = 3600;
const GROUPS = [50, 25];
const SOUND_GROUPS = [94, 47];
const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const full = (type: string, ...parts: Uint8Array[]) => box(type, u32(0), ...parts);

/** Decoder configurations as the encoder writes them: High profile, square pixels, Rec. 709. */
const PICTURES = {
  '360p': {
    width: 640,
    height: 360,
    codecs: 'avc1.64001e',
    avcC: '0164001effe1001d6764001eacb405017fcb80b5010101f0000003001000000303c0f162ea01000468ef0fcbfdf8f800',
  },
  '240p': {
    width: 426,
    height: 240,
    codecs: 'avc1.640015',
    avcC: '01640015ffe1001d67640015acb40d8ff2780b5010101f0000030001000003003c0f162ea01000468ef0fcbfdf8f800',
  },
} as const;
type Name = keyof typeof PICTURES;

function initFile(handler: string, timescale: number, entry: Uint8Array): Uint8Array {
  const stbl = box('stbl', full('stsd', u32(1), entry));
  const mdia = box(
    'mdia',
    full('mdhd', u32(0, 0, timescale, 0, 0)),
    full('hdlr', u32(0), latin(handler), u32(0, 0, 0), latin('\0')),
    box('minf', stbl),
  );
  const trex = full('trex', u32(1, 1, 0, 0, 0));
  return join(
    box('ftyp', latin('iso5'), u32(512), latin('iso5iso6mp41')),
    box('moov', box('trak', mdia), box('mvex', trex)),
  );
}

/** @param avcC a decoder configuration, in hexadecimal */
export const pictureInit = (avcC: string) =>
  initFile('vide', 90_000, box('avc1', new Uint8Array(78), box('avcC', hex(avcC))));
/** AAC-LC, 48 kHz, stereo (ISO/IEC 14496-3 section 1.6.2.1). */
const SOUND_ENTRY = box(
  'mp4a',
  new Uint8Array(28),
  full('esds', hex('0319000000041140150000000002ee00000177000502119006010200')),
);

/** A picture of one unit: `type` 5 is a key picture. */
const picture = (type: number, bytes: number) =>
  join(u32(bytes), new Uint8Array([0x60 + type]), new Uint8Array(bytes - 1).fill(7));

export function segmentFile(options: {
  sequence: number;
  baseTime: number;
  durationTicks: number;
  samples: readonly Uint8Array[];
}): Uint8Array {
  const { sequence, baseTime, durationTicks, samples } = options;
  const sizes = u32(...samples.map(({ length }) => length));
  const build = (dataOffset: number) =>
    box(
      'moof',
      box('mfhd', u32(0, sequence)),
      box(
        'traf',
        box('tfhd', u32(0x2_0008, 1, durationTicks)),
        box('tfdt', u32(0x100_0000, 0, baseTime)),
        box('trun', u32(0x201, samples.length, dataOffset), sizes),
      ),
    );
  const styp = box('styp', latin('msdh'), u32(0), latin('msdhmsix'));
  return join(styp, build(build(0).length + 8), box('mdat', ...samples));
}

interface MadeTrack {
  track: Track;
  init: Uint8Array;
  segments: Uint8Array[];
}

function made(
  name: string,
  init: Uint8Array,
  timescale: number,
  groups: readonly number[],
  unitTicks: number,
  sample: (at: number) => Uint8Array,
): MadeTrack {
  let startTicks = 0;
  const segments: Uint8Array[] = [];
  const listed = groups.map((count, index) => {
    const samples = Array.from({ length: count }, (_, at) => sample(at));
    const bytes = segmentFile({
      sequence: index + 1,
      baseTime: startTicks,
      durationTicks: unitTicks,
      samples,
    });
    segments.push(bytes);
    const segment = {
      name: `${name}/${index}.m4s`,
      startTicks,
      durationTicks: count * unitTicks,
      bytes: bytes.length,
    };
    startTicks += count * unitTicks;
    return segment;
  });
  const track: Track = {
    name,
    init: `${name}/init.mp4`,
    initSha256: name,
    timescale,
    codecs: 'mp4a.40.2',
    width: null,
    height: null,
    segments: listed,
  };
  return { track, init, segments };
}

/** A recording of three seconds in two renditions, with all its files, as the gateway serves one. */
export function tinyPresentation(): Files {
  const names: Name[] = ['360p', '240p'];
  const video = names.map((name) => {
    const { avcC, codecs, width, height } = PICTURES[name];
    const init = pictureInit(avcC);
    const bytes = name === '360p' ? 400 : 200;
    const one = made(name, init, 90_000, GROUPS, TICKS, (at) =>
      picture(at === 0 ? 5 : 1, at === 0 ? 4 * bytes : bytes),
    );
    return { ...one, track: { ...one.track, codecs, width, height } };
  });
  const audio = made('audio', initFile('soun', 48_000, SOUND_ENTRY), 48_000, SOUND_GROUPS, AAC_FRAME, () =>
    new Uint8Array(128).fill(9),
  );
  const frames = GROUPS.reduce((sum, count) => sum + count, 0);
  const set: MediaSet = {
    profileVersion: 1,
    root: '',
    complete: true,
    rate: { num: RATE, den: 1, ticksPerFrame: TICKS },
    frames,
    durationTicks: frames * TICKS,
    video: video.map(({ track }) => track),
    audio: audio.track,
    poster: null,
  };
  return filesOf(set, [...video, audio]);
}

function filesOf(set: MediaSet, tracks: readonly MadeTrack[]): Files {
  const timeline = mediaSetTimeline('tiny', set);
  const files = new Map<string, Served>();
  const put = (name: string, type: string, bytes: Uint8Array) =>
    files.set(name, { status: 200, type, bytes });
  const text = (name: string, content: string) => put(name, PLAYLIST_TYPE, new TextEncoder().encode(content));
  const captions = { language: 'fr', label: 'Français', uri: 'captions-fr.m3u8' };
  text(
    'index.m3u8',
    multivariant({
      timeline,
      audioOnly: false,
      uri: ({ name }) => `${name}.m3u8`,
      captions: [captions],
      sessionData: [{ dataId: CHAPTERS_DATA_ID, uri: 'chapters.json' }],
    }),
  );
  text(
    captions.uri,
    captionPlaylist(timeline, (index) => `captions-fr/${index}.vtt`),
  );
  for (const placed of [...timeline.video, timeline.audio]) text(`${placed.name}.m3u8`, listOf(placed));
  for (const { track, init, segments } of tracks) {
    put(track.init, 'video/mp4', init);
    for (const [at, { name }] of track.segments.entries()) {
      put(name, 'video/iso.segment', segments[at] ?? new Uint8Array());
    }
  }
  return files;

  function listOf(track: PlacedTrack): string {
    return mediaPlaylist({
      timeline,
      track,
      segmentUri: ({ index }) => `${track.name}/${index}.m4s`,
      initUri: () => `${track.name}/init.mp4`,
    });
  }
}
