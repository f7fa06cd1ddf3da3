import { AAC_FRAME } from '@rostrum/domain';
import { HlsError } from '../errors.ts';
import { type Box, requireBody, viewOf, walkBoxes } from './boxes.ts';

const TFHD_BASE_DATA_OFFSET = 0x1;
const TFHD_SAMPLE_DESCRIPTION = 0x2;
const TFHD_DURATION = 0x8;
const TFHD_SIZE = 0x10;
const TFHD_BASE_IS_MOOF = 0x2_0000;
const TRUN_DATA_OFFSET = 0x1;
const TRUN_FIRST_FLAGS = 0x4;
const TRUN_DURATION = 0x100;
const TRUN_SIZE = 0x200;
const TRUN_FLAGS = 0x400;
const TRUN_COMPOSITION = 0x800;

interface Run {
  moof: Box;
  traf: Box;
  trun: Box;
  flags: number;
  count: number;
  /** Where the table of samples starts, and how many bytes each row has. */
  rows: number;
  rowBytes: number;
  defaultDuration: number;
  defaultSize: number;
}

/** AAC frames in a segment. */
export function countAudioFrames(segment: Uint8Array): number {
  let frames = 0;
  for (const box of walkBoxes(segment)) if (box.type === 'moof') frames += readRun(segment, box).count;
  return frames;
}

/**
 * The first `keepFrames` frames of an audio segment, each 1024 samples long: an encoder may declare its
 * last frame shorter, although what decodes from it is whole. Frames that are dropped leave no byte behind.
 * Returns a new segment; throws HlsError when there are fewer frames, or a structure that no segment of
 * ours has (several runs in one fragment, encryption).
 */
export function trimAudioSegment(segment: Uint8Array, keepFrames: number): Uint8Array {
  if (!Number.isInteger(keepFrames) || keepFrames < 1) {
    throw new HlsError('time-out-of-range', 'at least one frame is kept');
  }
  const parts: Uint8Array[] = [];
  let left = keepFrames;
  let run: Run | null = null;
  for (const box of walkBoxes(segment)) {
    if (box.type === 'moof') {
      run = left > 0 ? readRun(segment, box) : null;
    } else if (box.type === 'mdat') {
      if (run === null) continue;
      const kept = Math.min(left, run.count);
      parts.push(...trimFragment(segment, run, box, kept));
      left -= kept;
      run = null;
    } else if (box.type !== 'sidx') {
      // An index of the old sizes would be wrong, and HLS does not need one.
      parts.push(segment.subarray(box.start, box.end));
    }
  }
  if (left > 0) throw new HlsError('malformed-media', `the segment has ${keepFrames - left} frames`);
  return new Uint8Array(Buffer.concat(parts));
}

function trimFragment(segment: Uint8Array, run: Run, mdat: Box, kept: number): Uint8Array[] {
  const moof = segment.slice(run.moof.start, run.moof.end);
  const view = viewOf(moof);
  const rows = run.rows - run.moof.start;
  const trunBody = run.trun.body - run.moof.start;
  let dataBytes = 0;
  for (let row = 0; row < kept; row += 1) {
    let at = rows + row * run.rowBytes;
    if (run.flags & TRUN_DURATION) {
      view.setUint32(at, AAC_FRAME);
      at += 4;
    }
    dataBytes += run.flags & TRUN_SIZE ? view.getUint32(at) : run.defaultSize;
  }
  if ((run.flags & TRUN_DURATION) === 0 && run.defaultDuration !== AAC_FRAME) {
    throw new HlsError('malformed-media', `frames of ${run.defaultDuration} samples are not AAC-LC's`);
  }
  if (mdat.body + dataBytes > mdat.end) throw new HlsError('malformed-media', 'frames run past their data');

  const cut = (run.count - kept) * run.rowBytes;
  view.setUint32(trunBody + 4, kept);
  view.setInt32(trunBody + 8, view.getInt32(trunBody + 8) - cut);
  for (const box of [run.moof, run.traf, run.trun]) {
    view.setUint32(box.start - run.moof.start, box.end - box.start - cut);
  }
  const rowsEnd = rows + run.count * run.rowBytes;
  const header = new Uint8Array(8);
  viewOf(header).setUint32(0, 8 + dataBytes);
  header.set([0x6d, 0x64, 0x61, 0x74], 4);
  return [
    moof.subarray(0, rowsEnd - cut),
    moof.subarray(rowsEnd),
    header,
    segment.subarray(mdat.body, mdat.body + dataBytes),
  ];
}

function readRun(bytes: Uint8Array, moof: Box): Run {
  const traf = only(bytes, moof, 'traf', ['mfhd', 'traf']);
  const children = ['tfhd', 'tfdt', 'trun'];
  const tfhd = only(bytes, traf, 'tfhd', children);
  const trun = only(bytes, traf, 'trun', children);
  const view = viewOf(bytes);

  requireBody(tfhd, 8);
  const tfhdFlags = view.getUint32(tfhd.body) & 0xff_ffff;
  if (tfhdFlags & TFHD_BASE_DATA_OFFSET || !(tfhdFlags & TFHD_BASE_IS_MOOF)) {
    throw new HlsError('malformed-media', 'data offsets are not counted from the fragment');
  }
  let at = tfhd.body + 8 + (tfhdFlags & TFHD_SAMPLE_DESCRIPTION ? 4 : 0);
  requireBody(tfhd, at - tfhd.body + (tfhdFlags & TFHD_DURATION ? 4 : 0) + (tfhdFlags & TFHD_SIZE ? 4 : 0));
  const defaultDuration = tfhdFlags & TFHD_DURATION ? view.getUint32(at) : AAC_FRAME;
  if (tfhdFlags & TFHD_DURATION) at += 4;
  const defaultSize = tfhdFlags & TFHD_SIZE ? view.getUint32(at) : 0;

  requireBody(trun, 12);
  const flags = view.getUint32(trun.body) & 0xff_ffff;
  if (!(flags & TRUN_DATA_OFFSET)) throw new HlsError('malformed-media', 'the run has no data offset');
  const count = view.getUint32(trun.body + 4);
  const rows = trun.body + 12 + (flags & TRUN_FIRST_FLAGS ? 4 : 0);
  let rowBytes = 0;
  for (const flag of [TRUN_DURATION, TRUN_SIZE, TRUN_FLAGS, TRUN_COMPOSITION])
    if (flags & flag) rowBytes += 4;
  requireBody(trun, rows - trun.body + count * rowBytes);
  return { moof, traf, trun, flags, count, rows, rowBytes, defaultDuration, defaultSize };
}

/** A box that is rewritten must hold nothing whose meaning depends on the number of samples. */
function only(bytes: Uint8Array, parent: Box, type: string, allowed: string[]): Box {
  const found: Box[] = [];
  for (const box of walkBoxes(bytes, parent.body, parent.end)) {
    if (!allowed.includes(box.type)) throw new HlsError('malformed-media', `unexpected box ${box.type}`);
    if (box.type === type) found.push(box);
  }
  const [first, ...more] = found;
  if (first === undefined || more.length > 0) {
    throw new HlsError('malformed-media', `a fragment has exactly one ${type} box`);
  }
  return first;
}
