import { HlsError } from '../errors.ts';
import { type Box, findBoxes, viewOf, walkBoxes } from './boxes.ts';
import { brandsOf } from './read-init.ts';

export interface SampleFacts {
  durationTicks: number;
  bytes: number;
  /** Types of the H.264 units in it; empty for sound. */
  units: number[];
}

export interface FragmentFacts {
  sequence: number;
  /** null: no `tfdt`. */
  baseTime: number | null;
  trackFragments: number;
  defaultBaseIsMoof: boolean;
  /** The sample data lies in the `mdat` right behind, all of it and nothing else. */
  filled: boolean;
  samples: SampleFacts[];
}

/** What a media segment holds. */
export interface SegmentFacts {
  boxes: string[];
  brands: string[];
  fragments: FragmentFacts[];
  durationTicks: number;
}

const DEFAULT_BASE_IS_MOOF = 0x020000;
const NAL_TYPE = 0x1f;

/**
 * @param init its defaults hold where a fragment says nothing
 * Throws HlsError `malformed-media`.
 */
export function readSegment(
  bytes: Uint8Array,
  init: { handler: string; defaultDuration: number },
): SegmentFacts {
  const boxes = [...walkBoxes(bytes)];
  const fragments = boxes.flatMap((box, at) =>
    box.type === 'moof' ? [readFragment(bytes, box, boxes[at + 1], init)] : [],
  );
  const all = fragments.flatMap(({ samples }) => samples);
  return {
    boxes: boxes.map(({ type }) => type),
    brands: brandsOf(bytes, 'styp'),
    fragments,
    durationTicks: all.reduce((sum, { durationTicks }) => sum + durationTicks, 0),
  };
}

function readFragment(
  bytes: Uint8Array,
  moof: Box,
  mdat: Box | undefined,
  init: { handler: string; defaultDuration: number },
): FragmentFacts {
  const view = viewOf(bytes);
  const [mfhd] = findBoxes(bytes, 'mfhd', moof);
  const trafs = [...findBoxes(bytes, 'traf', moof)];
  const [traf] = trafs;
  const [tfhd] = findBoxes(bytes, 'traf/tfhd', moof);
  if (traf === undefined || tfhd === undefined) refuse('a fragment without a track');
  const [tfdt] = findBoxes(bytes, 'tfdt', traf);
  const flags = view.getUint32(tfhd.body) & 0xffffff;
  const defaults = trackDefaults(view, tfhd, flags);
  const runs = [...findBoxes(bytes, 'trun', traf)];
  const samples: SampleFacts[] = [];
  let filled = mdat?.type === 'mdat' && runs.length === 1;
  for (const run of runs) {
    const rows = readRun(view, run, {
      durationTicks: defaults.duration ?? init.defaultDuration,
      bytes: defaults.size ?? 0,
    });
    let at = moof.start + rows.dataOffset;
    if (at !== mdat?.body) filled = false;
    for (const row of rows.samples) {
      const data = bytes.subarray(at, at + row.bytes);
      samples.push({ ...row, units: init.handler === 'vide' ? unitsOf(data) : [] });
      at += row.bytes;
    }
    if (at !== mdat?.end) filled = false;
  }
  return {
    sequence: mfhd === undefined ? 0 : view.getUint32(mfhd.body + 4),
    baseTime: tfdt === undefined ? null : timeOf(view, tfdt),
    trackFragments: trafs.length,
    defaultBaseIsMoof: (flags & DEFAULT_BASE_IS_MOOF) !== 0 && (flags & 1) === 0,
    filled,
    samples,
  };
}

function timeOf(view: DataView, tfdt: Box): number {
  const wide = view.getUint8(tfdt.body) === 1;
  return wide ? Number(view.getBigUint64(tfdt.body + 4)) : view.getUint32(tfdt.body + 4);
}

function trackDefaults(view: DataView, tfhd: Box, flags: number): { duration?: number; size?: number } {
  let at = tfhd.body + 8 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0);
  const out: { duration?: number; size?: number } = {};
  if (flags & 0x8) {
    out.duration = view.getUint32(at);
    at += 4;
  }
  if (flags & 0x10) out.size = view.getUint32(at);
  return out;
}

function readRun(view: DataView, run: Box, defaults: { durationTicks: number; bytes: number }) {
  const flags = view.getUint32(run.body) & 0xffffff;
  const count = view.getUint32(run.body + 4);
  let at = run.body + 8;
  const dataOffset = flags & 0x1 ? view.getInt32(at) : 0;
  at += (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
  const columns = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag);
  const samples: { durationTicks: number; bytes: number }[] = [];
  for (let row = 0; row < count; row += 1) {
    const sample = { ...defaults };
    for (const column of columns) {
      if (column === 0x100) sample.durationTicks = view.getUint32(at);
      if (column === 0x200) sample.bytes = view.getUint32(at);
      at += 4;
    }
    samples.push(sample);
  }
  return { dataOffset, samples };
}

/** Units stand behind a length of four bytes (ISO/IEC 14496-15 section 5.3). */
function unitsOf(data: Uint8Array): number[] {
  const view = viewOf(data);
  const units: number[] = [];
  let at = 0;
  while (at + 5 <= data.length) {
    units.push((data[at + 4] ?? 0) & NAL_TYPE);
    at += 4 + view.getUint32(at);
  }
  if (at !== data.length) refuse('a picture is cut off inside a unit');
  return units;
}

function refuse(message: string): never {
  throw new HlsError('malformed-media', message);
}
