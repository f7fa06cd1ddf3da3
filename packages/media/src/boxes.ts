/** ISO base media boxes (ISO/IEC 14496-12), read from a buffer that holds them whole. */
export interface Box {
  type: string;
  /** Where the box starts, where its content starts, where it ends. */
  start: number;
  body: number;
  end: number;
}

export function* boxesIn(data: Buffer, start = 0, end = data.length): Generator<Box> {
  let at = start;
  while (at + 8 <= end) {
    let size = data.readUInt32BE(at);
    let header = 8;
    if (size === 1) {
      if (at + 16 > end) return;
      size = Number(data.readBigUInt64BE(at + 8));
      header = 16;
    } else if (size === 0) {
      size = end - at;
    }
    if (size < header || at + size > end) return;
    yield { type: data.toString('latin1', at + 4, at + 8), start: at, body: at + header, end: at + size };
    at += size;
  }
}

export function findBox(data: Buffer, path: readonly string[], within?: Box): Box | null {
  const [type, ...rest] = path;
  if (type === undefined) return within ?? null;
  for (const box of boxesIn(data, within?.body ?? 0, within?.end ?? data.length)) {
    if (box.type !== type) continue;
    const found = findBox(data, rest, box);
    if (found !== null) return found;
  }
  return null;
}

export function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

export function fullBox(type: string, version: number, flags: number, ...content: Buffer[]): Buffer {
  return box(type, u32(version * 0x1000000 + flags), ...content);
}

export function u16(...values: number[]): Buffer {
  const out = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => {
    out.writeUInt16BE(value, i * 2);
  });
  return out;
}

export function u32(...values: number[]): Buffer {
  const out = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => {
    out.writeUInt32BE(value, i * 4);
  });
  return out;
}

export interface FragmentTimes {
  startTicks: number;
  durationTicks: number;
  samples: number;
}

const TFHD_BASE_OFFSET = 0x1;
const TFHD_DESCRIPTION = 0x2;
const TFHD_DURATION = 0x8;
const TRUN_OFFSET = 0x1;
const TRUN_FIRST_FLAGS = 0x4;
const TRUN_DURATION = 0x100;
const TRUN_SIZE = 0x200;
const TRUN_FLAGS = 0x400;
const TRUN_CTS = 0x800;

/** Start, length and sample count of a media segment with one track, from its own tfdt and trun boxes. */
export function fragmentTimes(data: Buffer): FragmentTimes {
  let startTicks: number | null = null;
  let durationTicks = 0;
  let samples = 0;
  for (const moof of boxesIn(data)) {
    if (moof.type !== 'moof') continue;
    const tfhd = findBox(data, ['traf', 'tfhd'], moof);
    const tfdt = findBox(data, ['traf', 'tfdt'], moof);
    const traf = findBox(data, ['traf'], moof);
    if (tfhd === null || tfdt === null || traf === null) throw new RangeError('a fragment without its times');
    const version = data.readUInt8(tfdt.body);
    const start =
      version === 1 ? Number(data.readBigUInt64BE(tfdt.body + 4)) : data.readUInt32BE(tfdt.body + 4);
    startTicks ??= start;
    const defaultDuration = trackDefaultDuration(data, tfhd);
    for (const trun of boxesIn(data, traf.body, traf.end)) {
      if (trun.type !== 'trun') continue;
      const run = runLength(data, trun, defaultDuration);
      durationTicks += run.durationTicks;
      samples += run.samples;
    }
  }
  if (startTicks === null) throw new RangeError('a segment without a fragment');
  return { startTicks, durationTicks, samples };
}

/** Every sample of a fragmented file with one track, whose track runs carry sizes, in order. */
export function fragmentSamples(data: Buffer): Buffer[] {
  const samples: Buffer[] = [];
  for (const moof of boxesIn(data)) {
    if (moof.type !== 'moof') continue;
    const trun = findBox(data, ['traf', 'trun'], moof);
    if (trun === null) throw new RangeError('a fragment without samples');
    const flags = data.readUInt32BE(trun.body) & 0xffffff;
    if (
      (flags & (TRUN_OFFSET | TRUN_SIZE)) !== (TRUN_OFFSET | TRUN_SIZE) ||
      flags & ~(TRUN_OFFSET | TRUN_SIZE)
    )
      throw new RangeError('a track run of another kind');
    const count = data.readUInt32BE(trun.body + 4);
    let at = moof.start + data.readInt32BE(trun.body + 8);
    for (let i = 0; i < count; i += 1) {
      const size = data.readUInt32BE(trun.body + 12 + i * 4);
      samples.push(data.subarray(at, at + size));
      at += size;
    }
  }
  return samples;
}

/** A copy of a media segment with one fragment that starts at another time. Its samples are untouched. */
export function retimed(segment: Buffer, startTicks: number, sequence: number): Buffer {
  const data = Buffer.from(segment);
  const moofs = [...boxesIn(data)].filter((item) => item.type === 'moof');
  const [moof] = moofs;
  const mfhd = findBox(data, ['mfhd'], moof);
  const tfdt = findBox(data, ['traf', 'tfdt'], moof);
  if (moof === undefined || moofs.length !== 1 || mfhd === null || tfdt === null)
    throw new RangeError('not a segment of one fragment');
  if (data.readUInt8(tfdt.body) !== 1) throw new RangeError('a start time of 32 bits');
  data.writeUInt32BE(sequence, mfhd.body + 4);
  data.writeBigUInt64BE(BigInt(startTicks), tfdt.body + 4);
  return data;
}

function trackDefaultDuration(data: Buffer, tfhd: Box): number {
  const flags = data.readUInt32BE(tfhd.body) & 0xffffff;
  let at = tfhd.body + 8;
  if (flags & TFHD_BASE_OFFSET) at += 8;
  if (flags & TFHD_DESCRIPTION) at += 4;
  return flags & TFHD_DURATION ? data.readUInt32BE(at) : 0;
}

function runLength(data: Buffer, trun: Box, defaultDuration: number) {
  const flags = data.readUInt32BE(trun.body) & 0xffffff;
  const samples = data.readUInt32BE(trun.body + 4);
  if (!(flags & TRUN_DURATION)) return { samples, durationTicks: samples * defaultDuration };
  let at = trun.body + 8;
  if (flags & TRUN_OFFSET) at += 4;
  if (flags & TRUN_FIRST_FLAGS) at += 4;
  const stride = 4 * [TRUN_DURATION, TRUN_SIZE, TRUN_FLAGS, TRUN_CTS].filter((flag) => flags & flag).length;
  let durationTicks = 0;
  for (let i = 0; i < samples; i += 1) durationTicks += data.readUInt32BE(at + i * stride);
  return { samples, durationTicks };
}
