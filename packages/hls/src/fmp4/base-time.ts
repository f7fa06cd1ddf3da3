import { HlsError } from '../errors.ts';
import { type Box, findBoxes, requireBody, viewOf, walkBoxes } from './boxes.ts';

const MAX_U32 = 0xffff_ffffn;
const MAX_U64 = 0xffff_ffff_ffff_ffffn;

export type Ticks = bigint | number;

/** `by` adds ticks to every time; `to` moves the first fragment to that time and the others with it. */
export type Shift = { by: Ticks } | { to: Ticks };

export interface ShiftOptions {
  /** `mfhd.sequence_number` of the first fragment; those after it count on. Left as they are when absent. */
  sequenceNumber?: number;
}

/** Ticks per second of the only track of an init file. */
export function readTimescale(init: Uint8Array): number {
  const [mdhd, ...more] = findBoxes(init, 'moov/trak/mdia/mdhd');
  if (mdhd === undefined || more.length > 0) {
    throw new HlsError('malformed-media', 'an init file holds exactly one track');
  }
  requireBody(mdhd, 24);
  const view = viewOf(init);
  return view.getUint32(mdhd.body + (view.getUint8(mdhd.body) === 1 ? 20 : 12));
}

/** Decode time of a segment's first sample, in ticks of its track. */
export function segmentBaseTime(segment: Uint8Array): bigint {
  const base = firstBaseTime(segment);
  if (base === null) throw new HlsError('malformed-media', 'the segment has no tfdt box');
  return base;
}

export function shiftBaseTime(
  segment: Uint8Array,
  shift: Ticks | Shift,
  options: ShiftOptions = {},
): Uint8Array {
  const out = Uint8Array.from(segment);
  const by = resolveShift(shift, () => segmentBaseTime(out));
  let fragments = 0;
  for (const box of walkBoxes(out)) {
    if (box.type === 'sidx') shiftSidx(out, box, by);
    if (box.type === 'moof') patchMoof(out, box, by, numberOf(options, fragments++));
  }
  if (fragments === 0) throw new HlsError('malformed-media', 'the segment has no moof box');
  return out;
}

export function numberOf(options: ShiftOptions, fragment: number): number | undefined {
  return options.sequenceNumber === undefined ? undefined : options.sequenceNumber + fragment;
}

export function resolveShift(shift: Ticks | Shift, base: () => bigint): bigint {
  if (typeof shift !== 'object') return BigInt(shift);
  return 'by' in shift ? BigInt(shift.by) : BigInt(shift.to) - base();
}

export function firstBaseTime(bytes: Uint8Array): bigint | null {
  for (const box of findBoxes(bytes, 'moof/traf/tfdt')) return readTime(bytes, box, 4);
  return null;
}

export function patchMoof(bytes: Uint8Array, moof: Box, by: bigint, sequenceNumber?: number): void {
  if (sequenceNumber !== undefined) {
    for (const box of findBoxes(bytes, 'mfhd', moof)) {
      requireBody(box, 8);
      viewOf(bytes).setUint32(box.body + 4, sequenceNumber);
    }
  }
  for (const box of findBoxes(bytes, 'traf/tfdt', moof)) addTime(bytes, box, 4, by);
}

/** sidx carries a presentation time; in files with one track its timescale is the track's. */
export function shiftSidx(bytes: Uint8Array, sidx: Box, by: bigint): void {
  addTime(bytes, sidx, 12, by);
}

/** The field is 32 bits wide in version 0 of a full box and 64 in version 1. */
function readTime(bytes: Uint8Array, box: Box, fieldAt: number): bigint {
  requireBody(box, fieldAt + 4);
  const view = viewOf(bytes);
  if (view.getUint8(box.body) === 0) return BigInt(view.getUint32(box.body + fieldAt));
  requireBody(box, fieldAt + 8);
  return view.getBigUint64(box.body + fieldAt);
}

function addTime(bytes: Uint8Array, box: Box, fieldAt: number, by: bigint): void {
  const time = readTime(bytes, box, fieldAt) + by;
  const view = viewOf(bytes);
  const wide = view.getUint8(box.body) !== 0;
  if (time < 0n || time > (wide ? MAX_U64 : MAX_U32)) {
    throw new HlsError('time-out-of-range', `${time} does not fit the ${box.type} box`);
  }
  if (wide) view.setBigUint64(box.body + fieldAt, time);
  else view.setUint32(box.body + fieldAt, Number(time));
}
