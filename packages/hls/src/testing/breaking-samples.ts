import type { Served } from '../conformance/presentation.ts';
import type { RuleId, UpdateRuleId } from '../conformance.ts';
import { findBoxes, viewOf } from '../fmp4/boxes.ts';
import { type ParsedMedia, parseMediaPlaylist } from '../parse.ts';
import { box, join, u32 } from './build-segment.ts';
import { type Files, pictureInit, segmentFile, tinyPresentation } from './tiny-presentation.ts';

type Break = (files: Files) => Files;

const ENTRY = 'index.m3u8';
const MEDIA = '360p.m3u8';
const INIT = '360p/init.mp4';
const FIRST = '360p/0.m4s';
const SECOND = '360p/1.m4s';

function served(name: string, change: (file: Served) => Partial<Served>): Break {
  return (files) => {
    const file = files.get(name);
    if (file === undefined) throw new RangeError(`no ${name}`);
    return new Map([...files, [name, { ...file, ...change(file) }]]);
  };
}

const bytes = (name: string, change: (file: Uint8Array) => Uint8Array) =>
  served(name, (file) => ({ bytes: change(Uint8Array.from(file.bytes)) }));

/** A change that changes nothing would prove nothing. */
const text = (name: string, from: string | RegExp, to: string) =>
  bytes(name, (file) => {
    const said = new TextDecoder().decode(file);
    const changed = said.replace(from, to);
    if (changed === said) throw new RangeError(`${name} has no ${from}`);
    return new TextEncoder().encode(changed);
  });

/** Writes a word at an offset into the content of a box. */
const word = (name: string, path: string, offset: number, value: number) =>
  bytes(name, (file) => {
    const [found] = findBoxes(file, path);
    if (found === undefined) throw new RangeError(`no ${path}`);
    viewOf(file).setUint32(found.body + offset, value);
    return file;
  });

const latin = (name: string, from: string, to: string) =>
  bytes(name, (file) => {
    const said = Buffer.from(file).toString('latin1');
    if (!said.includes(from)) throw new RangeError(`no ${from}`);
    return new Uint8Array(Buffer.from(said.replaceAll(from, to), 'latin1'));
  });

/** The profile or level in the sequence parameter set, which stands behind six bytes and its length. */
const parameter = (at: number, value: number) =>
  bytes(INIT, (file) => {
    file[Buffer.from(file).indexOf('avcC') + 4 + 8 + at] = value;
    return file;
  });

const withEditList: Break = bytes(INIT, (file) => {
  const edit = box('edts', box('elst', u32(0, 1, 0, 0, 0x10000)));
  const [trak] = findBoxes(file, 'moov/trak');
  const [moov] = findBoxes(file, 'moov');
  if (trak === undefined || moov === undefined) throw new RangeError('no track');
  const out = join(file.subarray(0, trak.end), edit, file.subarray(trak.end));
  for (const { start, end } of [moov, trak]) viewOf(out).setUint32(start, end - start + edit.length);
  return out;
});

const SOUND_SAMPLES = 94;
const heavySound: Break = bytes('audio/0.m4s', () =>
  segmentFile({
    sequence: 1,
    baseTime: 0,
    durationTicks: 1024,
    samples: Array.from({ length: SOUND_SAMPLES }, () => new Uint8Array(2000)),
  }),
);

const AVC_INTERLACED =
  '0164001effe100186764001eace80a063f3e0220000003002000000643e2855401000468fe0fcbfdf8f800';
const AVC_WIDE_PIXELS =
  '0164001effe100196764001eacb405017fcb87080000030008000003019078b17501000468ef0fcbfdf8f800';
const AVC_REC_2020 =
  '0164001effe1001c6764001eacb405017fcb80b509120940000003004000000c83c58ba801000468ef0fcbfdf8f800';

/** For every rule a recording that breaks it, made from a good one. A rule without one does not compile. */
export const BREAKING: Record<RuleId, Break> = {
  'utf8-no-bom': text(MEDIA, /^/, '\uFEFF'),
  'extm3u-first': text(MEDIA, '#EXTM3U\n', '\n#EXTM3U\n'),
  'one-version': text(MEDIA, '#EXT-X-VERSION:7', '#EXT-X-VERSION:7\n#EXT-X-VERSION:7'),
  'version-for-map': text(MEDIA, 'VERSION:7', 'VERSION:5'),
  'not-both-kinds': text(MEDIA, '#EXTINF', '#EXT-X-STREAM-INF:BANDWIDTH=1\n#EXTINF'),
  'addresses-inside': text(MEDIA, '360p/0.m4s', 'https://elsewhere.test/0.m4s'),

  'target-duration': text(MEDIA, 'TARGETDURATION:2', 'TARGETDURATION:2.0'),
  'extinf-within-target': text(MEDIA, 'EXTINF:2.0', 'EXTINF:2.5'),
  'half-second-over': text(MEDIA, 'EXTINF:2.0', 'EXTINF:2.6'),
  'extinf-each': text(MEDIA, /#EXTINF:.*\n/, ''),
  'segments-once': text(MEDIA, '360p/1.m4s', '360p/0.m4s'),
  'media-sequence-first': text(MEDIA, '0.m4s', '0.m4s\n#EXT-X-MEDIA-SEQUENCE:0'),
  'discontinuity-sequence-first': text(MEDIA, '0.m4s', '0.m4s\n#EXT-X-DISCONTINUITY-SEQUENCE:0'),
  'endlist-once': text(MEDIA, /$/, '#EXT-X-ENDLIST\n'),
  'vod-has-end': text(MEDIA, '#EXT-X-ENDLIST\n', ''),
  'playlist-type': text(MEDIA, 'MEDIA-SEQUENCE:0', 'MEDIA-SEQUENCE:3'),
  'type-unless-live': text(MEDIA, '#EXT-X-PLAYLIST-TYPE:VOD\n', ''),
  'dates-when-live': text(MEDIA, '#EXT-X-PLAYLIST-TYPE:VOD\n', ''),
  'live-window': text(MEDIA, /#EXT-X-PLAYLIST-TYPE:VOD\n([\s\S]*)#EXT-X-ENDLIST\n/, '$1'),
  'event-from-its-start': text(MEDIA, 'TYPE:VOD', 'TYPE:EVENT'),
  'map-before-segments': text(MEDIA, /#EXT-X-MAP.*\n/, ''),
  'map-changes-with-discontinuity': text(MEDIA, '0.m4s', '0.m4s\n#EXT-X-MAP:URI="240p/init.mp4"'),
  'dates-in-order': text(
    MEDIA,
    /(#EXTINF[\s\S]*0.m4s\n)/,
    '#EXT-X-PROGRAM-DATE-TIME:2026-05-01T10:00:00.000Z\n$1#EXT-X-PROGRAM-DATE-TIME:2026-05-01T10:00:03.000Z\n',
  ),
  'start-within': text(MEDIA, '#EXT-X-MEDIA-SEQ', '#EXT-X-START:PRECISE=YES\n#EXT-X-MEDIA-SEQ'),
  'independent-media': text(MEDIA, '#EXT-X-INDEPENDENT-SEGMENTS\n', ''),

  bandwidth: text(ENTRY, /AVERAGE-BANDWIDTH=\d+/, 'AVERAGE-BANDWIDTH=999999999'),
  'average-bandwidth': text(ENTRY, /,AVERAGE-BANDWIDTH=\d+/, ''),
  codecs: text(ENTRY, 'avc1.64001e', 'avc1.'),
  resolution: text(ENTRY, /,RESOLUTION=\d+x\d+/, ''),
  aspect: text(ENTRY, '640x360', '640x480'),
  'same-rate': text(ENTRY, 'FRAME-RATE=25', 'FRAME-RATE=24'),
  'variants-differ': text(ENTRY, '240p.m3u8', '360p.m3u8'),
  'audio-group': text(ENTRY, 'AUDIO="sound"', 'AUDIO="other"'),
  'subtitle-group': text(ENTRY, 'SUBTITLES="captions"', 'SUBTITLES="none"'),
  'subtitle-language': text(
    ENTRY,
    '#EXT-X-STREAM-INF',
    '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",NAME="Text",URI="text.m3u8"\n#EXT-X-STREAM-INF',
  ),
  'session-data': text(ENTRY, '#EXT-X-STREAM-INF', '#EXT-X-SESSION-DATA:DATA-ID="x"\n#EXT-X-STREAM-INF'),
  'sound-declared': text(ENTRY, ',AUDIO="sound"', ''),
  'media-attributes': text(ENTRY, 'AUTOSELECT=YES', 'AUTOSELECT=NO'),
  'media-names': text(ENTRY, /(#EXT-X-MEDIA:.*\n)/, '$1$1'),
  channels: text(ENTRY, ',CHANNELS="2"', ''),
  'variant-address': text(ENTRY, '360p.m3u8\n', ''),
  'independent-entry': text(ENTRY, '#EXT-X-INDEPENDENT-SEGMENTS\n', ''),

  'all-there': served(SECOND, () => ({ status: 404 })),
  readable: bytes(SECOND, (file) => file.subarray(0, -1)),
  'playlist-media-type': served(MEDIA, () => ({ type: 'text/plain' })),
  'segment-media-type': served(FIRST, () => ({ type: 'text/html' })),
  'init-brand': bytes(INIT, (file) =>
    join(box('ftyp', new TextEncoder().encode('isom0000isom')), file.subarray(28)),
  ),
  'init-one-track': latin(INIT, 'vide', 'text'),
  'no-edit-list': withEditList,
  'parameters-in-init': latin(INIT, 'avc1', 'avc3'),
  'profile-and-level': parameter(3, 51),
  'high-profile': parameter(1, 110),
  'level-holds': parameter(3, 10),
  progressive: bytes(INIT, () => pictureInit(AVC_INTERLACED)),
  'square-pixels': bytes(INIT, () => pictureInit(AVC_WIDE_PIXELS)),
  'one-colour-space': bytes(INIT, () => pictureInit(AVC_REC_2020)),
  'rate-up-to-60': word(FIRST, 'moof/traf/tfhd', 8, 1000),
  'aac-48000-stereo': latin('audio/init.mp4', '\x11\x90', '\x12\x10'),
  'sound-bit-rate': heavySound,
  'whole-aac-frames': word('audio/0.m4s', 'moof/traf/tfhd', 8, 1025),
  'one-fragment': bytes(FIRST, (file) => join(file, box('free'))),
  'segment-brand': latin(FIRST, 'msdh', 'avc1'),
  'default-base-is-moof': word(FIRST, 'moof/traf/tfhd', 0, 0x8),
  'data-behind-its-fragment': word('audio/0.m4s', 'moof/traf/trun', 8, 9),
  'tfdt-present': latin(FIRST, 'tfdt', 'free'),
  'tfdt-continuous': word(SECOND, 'moof/traf/tfdt', 8, 180_001),
  'sequence-rises': word(SECOND, 'moof/mfhd', 4, 1),
  'starts-with-idr': word(FIRST, 'mdat', 4, 0x61070707),
  'idr-every-two-seconds': word(FIRST, 'moof/traf/tfhd', 8, 7200),
  'extinf-true': text(MEDIA, 'EXTINF:2.0', 'EXTINF:1.9'),

  'entry-media-type': served(ENTRY, () => ({ type: 'audio/mpegurl' })),
  'codecs-true': text(ENTRY, 'avc1.64001e', 'avc1.64001f'),
  'resolution-true': text(ENTRY, '640x360', '642x360'),
  'frame-rate-true': text(ENTRY, 'FRAME-RATE=25.000', 'FRAME-RATE=29.970'),
  'bandwidth-not-exceeded': text(
    ENTRY,
    /BANDWIDTH=\d+,AVERAGE-BANDWIDTH=\d+/,
    'BANDWIDTH=999,AVERAGE-BANDWIDTH=99',
  ),
  'bandwidth-close': text(ENTRY, 'INF:BANDWIDTH=', 'INF:BANDWIDTH=9'),
  'average-close': text(ENTRY, /AVERAGE-BANDWIDTH=\d+/, 'AVERAGE-BANDWIDTH=99'),
  'same-target': text(MEDIA, 'TARGETDURATION:2', 'TARGETDURATION:3'),
  'same-type': text(MEDIA, 'TYPE:VOD', 'TYPE:EVENT'),
  'same-content': text(MEDIA, /#EXTINF:1.*\n.*\n/, ''),
  'same-boundaries': word(SECOND, 'moof/traf/tfdt', 8, 183_600),
  'same-timestamps': word('audio/0.m4s', 'moof/traf/tfdt', 8, 1024),
  'captions-all-along': text('captions-fr.m3u8', /#EXTINF:[\d.]+/, '#EXTINF:2.900000'),
  'sound-all-along': text('audio.m3u8', /#EXTINF[\s\S]*#EXT-X-ENDLIST/, '#EXT-X-ENDLIST'),
};

const whole = parseMediaPlaylist(new TextDecoder().decode(tinyPresentation().get(MEDIA)?.bytes));
const [one, other] = whole.segments;
if (one === undefined || other === undefined) throw new RangeError('two segments are wanted');
const version = (change: Partial<ParsedMedia>): ParsedMedia => ({
  ...whole,
  type: null,
  endList: false,
  segments: [one, other],
  ...change,
});

/** For every rule of updates two versions that break it. */
export const BREAKING_UPDATES: Record<UpdateRuleId, readonly [ParsedMedia, ParsedMedia]> = {
  'changed-after-end': [version({ endList: true, segments: [one] }), version({ endList: true })],
  'type-changed': [version({ type: 'EVENT' }), version({ type: 'VOD', endList: true })],
  'sequence-went-back': [version({ mediaSequence: 1 }), version({ mediaSequence: 0 })],
  'removed-from-whole': [
    version({ type: 'EVENT' }),
    version({ type: 'EVENT', mediaSequence: 1, segments: [other] }),
  ],
  'segment-lost-at-the-end': [version({}), version({ segments: [one] })],
  'target-duration-changed': [version({}), version({ targetDurationS: 3 })],
  'listed-segment-changed': [version({}), version({ segments: [one, { ...other, durationUs: 1 }] })],
  'discontinuity-sequence-wrong': [
    version({ segments: [{ ...one, discontinuity: true }, other] }),
    version({ mediaSequence: 1, segments: [other] }),
  ],
};
