import { AAC_FRAME, AUDIO_PROFILE, AUDIO_RATE } from '@rostrum/domain';
import { box, fullBox, u16, u32 } from './boxes.ts';
import { SEGMENT_SECONDS } from './video-run.ts';

/**
 * How many frames the first so many segments of a take's sound hold. They need not end where the picture's do,
 * but never later: a picture's two seconds would wait for the next two.
 */
export function aacFramesBefore(segments: number): number {
  return Math.floor((segments * SEGMENT_SECONDS * AUDIO_RATE) / AAC_FRAME);
}
/** 2.475 s: rounded, as the target duration is, it still is 2. */
export const MOST_AAC_FRAMES_PER_SEGMENT = 116;

const ADTS_HEADER = 7;

/** Takes AAC frames out of a growing ADTS stream (ISO/IEC 13818-7, annex 6.2), without their headers. */
export class AdtsReader {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): Buffer[] {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames: Buffer[] = [];
    while (data.length >= ADTS_HEADER) {
      if ((data.readUInt16BE(0) & 0xfff6) !== 0xfff0) throw new RangeError('not an ADTS frame');
      const length = ((data.readUInt32BE(2) >>> 5) & 0x1fff) >>> 0;
      const header = (data.readUInt8(1) & 1) === 1 ? ADTS_HEADER : ADTS_HEADER + 2;
      if (length < header) throw new RangeError('an ADTS frame without content');
      if (data.length < length) break;
      frames.push(Buffer.from(data.subarray(header, length)));
      data = data.subarray(length);
    }
    this.#rest = Buffer.from(data);
    return frames;
  }
}

const UNITY_MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
const TRACK_ID = 1;

/** The init of every statement's sound: AAC-LC, 48 kHz, stereo. It depends on the profile alone. */
export function aacInit(): Buffer {
  const ftyp = box('ftyp', Buffer.from('iso5', 'latin1'), u32(512), Buffer.from('iso5iso6mp41', 'latin1'));
  const mvhd = fullBox(
    'mvhd',
    0,
    0,
    u32(0, 0, 1000, 0, 0x10000),
    u16(0x0100, 0),
    u32(0, 0),
    UNITY_MATRIX,
    u32(0, 0, 0, 0, 0, 0),
    u32(TRACK_ID + 1),
  );
  const tkhd = fullBox(
    'tkhd',
    0,
    3,
    u32(0, 0, TRACK_ID, 0, 0, 0, 0),
    u16(0, 1, 0x0100, 0),
    UNITY_MATRIX,
    u32(0, 0),
  );
  const und = 0x55c4;
  const mdhd = fullBox('mdhd', 0, 0, u32(0, 0, AUDIO_RATE, 0), u16(und, 0));
  const hdlr = fullBox('hdlr', 0, 0, u32(0), Buffer.from('soun', 'latin1'), u32(0, 0, 0), Buffer.from([0]));
  const dref = fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1));
  const mp4a = box(
    'mp4a',
    u32(0),
    u16(0, 1),
    u32(0, 0),
    u16(AUDIO_PROFILE.channels, 16, 0, 0),
    u32(AUDIO_RATE * 0x10000),
    esds(),
  );
  const stbl = box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), mp4a),
    fullBox('stts', 0, 0, u32(0)),
    fullBox('stsc', 0, 0, u32(0)),
    fullBox('stsz', 0, 0, u32(0, 0)),
    fullBox('stco', 0, 0, u32(0)),
  );
  const minf = box('minf', fullBox('smhd', 0, 0, u16(0, 0)), box('dinf', dref), stbl);
  const trak = box('trak', tkhd, box('mdia', mdhd, hdlr, minf));
  const mvex = box('mvex', fullBox('trex', 0, 0, u32(TRACK_ID, 1, AAC_FRAME, 0, 0)));
  return Buffer.concat([ftyp, box('moov', mvhd, trak, mvex)]);
}

/** Elementary stream descriptor (ISO/IEC 14496-1) with the AudioSpecificConfig: object type 2, index 3 (48 kHz), 2 channels. */
function esds(): Buffer {
  const config = Buffer.from([(2 << 3) | (3 >> 1), ((3 & 1) << 7) | (AUDIO_PROFILE.channels << 3)]);
  const decoderSpecific = descriptor(5, config);
  const rate = AUDIO_PROFILE.bitrateBps;
  const decoderConfig = descriptor(
    4,
    Buffer.concat([Buffer.from([0x40, 0x15, 0, 0, 0]), u32(rate * 2, rate), decoderSpecific]),
  );
  return fullBox(
    'esds',
    0,
    0,
    descriptor(3, Buffer.concat([u16(0), Buffer.from([0]), decoderConfig, descriptor(6, Buffer.from([2]))])),
  );
}

function descriptor(tag: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, body.length]), body]);
}

/** A media segment of whole AAC frames; its first frame is the track's frame number `firstFrame`. */
export function aacSegment(frames: readonly Buffer[], firstFrame: number, sequence: number): Buffer {
  const DEFAULT_BASE_IS_MOOF = 0x020000;
  const DEFAULT_DURATION = 0x8;
  const DATA_OFFSET_AND_SIZES = 0x201;
  const start = Buffer.alloc(8);
  start.writeBigUInt64BE(BigInt(firstFrame) * BigInt(AAC_FRAME));
  const build = (dataOffset: number) =>
    box(
      'moof',
      fullBox('mfhd', 0, 0, u32(sequence)),
      box(
        'traf',
        fullBox('tfhd', 0, DEFAULT_BASE_IS_MOOF | DEFAULT_DURATION, u32(TRACK_ID, AAC_FRAME)),
        fullBox('tfdt', 1, 0, start),
        fullBox(
          'trun',
          0,
          DATA_OFFSET_AND_SIZES,
          u32(frames.length, dataOffset),
          u32(...frames.map((f) => f.length)),
        ),
      ),
    );
  const moof = build(build(0).length + 8);
  const styp = box('styp', Buffer.from('msdh', 'latin1'), u32(0), Buffer.from('msdhmsix', 'latin1'));
  return Buffer.concat([styp, moof, box('mdat', ...frames)]);
}

/**
 * AAC frames that cover a picture of so many ticks. Wherever it begins on a programme's grid of frames, it needs
 * this many or one less: what is too much, the programme leaves out.
 */
export function aacFramesFor(durationTicks: number, timescale: number): number {
  return Math.max(1, Math.ceil((durationTicks * AUDIO_RATE) / (timescale * AAC_FRAME)));
}
