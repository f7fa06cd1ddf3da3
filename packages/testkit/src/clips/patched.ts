import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { boxAt, makeBox, spliced, withBody } from './boxes.ts';
import { keptClip } from './clip.ts';

/** What phones write and ffmpeg's own muxers do not. Each takes a whole file and gives another. */
export const PATCHES = {
  /** Samsung's cameras leave data of their own behind the last box. */
  trailer: (data: Buffer) =>
    Buffer.concat([
      data,
      Buffer.from('0000010a0c00000053616d73756e675f436170747572655f496e666f', 'hex'),
      Buffer.from('SEFHk\0\0\0\x01\0\0\0', 'latin1'),
      Buffer.from('\x18\0\0\0SEFT', 'latin1'),
    ]),
  /** Fewer bytes than a box's header. */
  zeros: (data: Buffer) => Buffer.concat([data, Buffer.alloc(4)]),
  /** The data's size in 64 bits, in the place that the empty box before it left for this. */
  longData: (data: Buffer) => {
    const out = Buffer.from(data);
    const mdat = boxAt(out, 'mdat');
    const at = mdat.start - 8;
    if (out.toString('latin1', at + 4, at + 8) !== 'free') throw new Error('no room before the data');
    out.writeUInt32BE(1, at);
    out.write('mdat', at + 4, 'latin1');
    out.writeBigUInt64BE(BigInt(mdat.end - at), at + 8);
    return out;
  },
  /** Android's last picture lasts for one tick. */
  shortLast: (data: Buffer) => {
    const stts = 'moov/trak:0/mdia/minf/stbl/stts';
    const { body } = boxAt(data, stts);
    const count = data.readUInt32BE(body + 8);
    const table = [0, 2, count - 1, data.readUInt32BE(body + 12), 1, 1];
    return withBody(data, stts, words(table));
  },
  /** A text track becomes Apple's timed metadata, which iPhones write beside picture and sound. */
  timedMetadata: (data: Buffer) => {
    let out = data;
    for (const track of [2, 3]) {
      const at = `moov/trak:${track}/mdia`;
      out = Buffer.from(out);
      out.write('meta', boxAt(out, `${at}/hdlr`).body + 8, 'latin1');
      const entry = boxAt(out, `${at}/minf/stbl/stsd`).body + 8;
      out.write('mebx', entry + 4, 'latin1');
    }
    return out;
  },
  /** Dolby Vision profile 8.4: an HLG picture with a layer for those who know it. */
  dolbyVision: (data: Buffer) => {
    const config = Buffer.alloc(24);
    config.set([1, 0, (8 << 1) | 0, (3 << 3) | 0b101, 4 << 4]);
    const entry = 'moov/trak:0/mdia/minf/stbl/stsd/hvc1';
    const { end } = boxAt(data, entry);
    return spliced(data, entry, end, end, makeBox('dvvC', config));
  },
  /** Low-complexity sound at half the rate, signalled as HE-AAC (ISO/IEC 14496-3, 1.6.6): decoders double the rate. */
  highEfficiency: (data: Buffer) => {
    const out = Buffer.from(data);
    const at = out.indexOf(Buffer.from('56e500', 'hex'));
    if (at < 0) throw new Error('no configuration with an extension');
    out[at + 2] = 0b1_0011_000;
    return out;
  },
  /** An index that promises ten hours. */
  tenHours: (data: Buffer) => withMovieLength(data, 36_000),
  /** An index that promises a tenth of a second. */
  noTime: (data: Buffer) => withMovieLength(data, 0.1),
  /** Every picture lasts for an hour. */
  slowPictures: (data: Buffer) => {
    const out = Buffer.from(data);
    const { body } = boxAt(out, 'moov/trak:0/mdia/mdhd');
    const stts = boxAt(out, 'moov/trak:0/mdia/minf/stbl/stts').body;
    out.writeUInt32BE(out.readUInt32BE(body + 12) * 3600, stts + 12);
    return out;
  },
  /** An edit list that shows the whole take fifty thousand times. */
  repeatedEdits: (data: Buffer) => {
    const scale = data.readUInt32BE(boxAt(data, 'moov/mvhd').body + 12);
    const entries = Array.from({ length: 50_000 }, () => [scale, 0, 0x0001_0000]).flat();
    return withBody(data, 'moov/trak:0/edts/elst', words([0, entries.length / 3, ...entries]));
  },
  /** A tiny index that claims four thousand million pictures. */
  countlessPictures: (data: Buffer) => {
    const out = Buffer.from(data);
    const stbl = 'moov/trak:0/mdia/minf/stbl';
    out.writeUInt32BE(0xffff_fff0, boxAt(out, `${stbl}/stts`).body + 8);
    const sizes = boxAt(out, `${stbl}/stsz`).body;
    out.writeUInt32BE(1, sizes + 4);
    out.writeUInt32BE(0xffff_fff0, sizes + 8);
    return out;
  },
  /** Apple's older protection names another sample entry. */
  appleProtected: (data: Buffer) => {
    const out = Buffer.from(data);
    const { body } = boxAt(out, 'moov/trak:0/mdia/minf/stbl/stsd');
    out.write('drmi', body + 12, 'latin1');
    return out;
  },
  /** JPEG pictures that say they are 65,535 pixels wide and high, in a file that says it as well. */
  hugeJpeg: (data: Buffer) => {
    const out = Buffer.from(data);
    for (let at = out.indexOf('ffc000', 0, 'hex'); at > 0; at = out.indexOf('ffc000', at + 4, 'hex'))
      out.writeUInt32BE(0xffff_ffff, at + 5);
    const format = out.indexOf('strf', 0, 'latin1') + 8;
    out.writeUInt32LE(0xffff, format + 4);
    out.writeUInt32LE(0xffff, format + 8);
    return out;
  },
  /** VP8 key pictures that say they are as large as the format allows. */
  hugeVp8: (data: Buffer) => {
    const out = Buffer.from(data);
    for (let at = out.indexOf('9d012a', 0, 'hex'); at > 0; at = out.indexOf('9d012a', at + 7, 'hex'))
      out.writeUInt32BE(0xff3f_ff3f, at + 3);
    return out;
  },
} satisfies Record<string, (data: Buffer) => Buffer>;
export type Patch = keyof typeof PATCHES;

/** A recording, changed. The same source and patch are the same file, made once per machine. */
export async function patched(source: string, patch: Patch): Promise<string> {
  const key = createHash('sha256').update(`${source} ${patch} ${PATCHES[patch]}`).digest('hex').slice(0, 24);
  return keptClip(`${key}${path.extname(source)}`, async () => PATCHES[patch](await readFile(source)));
}

function withMovieLength(data: Buffer, seconds: number): Buffer {
  const out = Buffer.from(data);
  const { body } = boxAt(out, 'moov/mvhd');
  out.writeUInt32BE(Math.round(out.readUInt32BE(body + 12) * seconds), body + 16);
  return out;
}

function words(values: readonly number[]): Buffer {
  const out = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => {
    out.writeUInt32BE(value, i * 4);
  });
  return out;
}
