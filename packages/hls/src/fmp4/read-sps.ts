import { Bits, unescaped } from './bits.ts';

/** What a sequence parameter set says (ITU-T H.264 section 7.3.2.1 and annex E), as far as a playlist repeats it. */
export interface SpsFacts {
  profile: number;
  constraints: number;
  /** Ten times the level. */
  level: number;
  /** After cropping, in pixels. */
  width: number;
  height: number;
  macroblocks: number;
  interlaced: boolean;
  /** [1, 1] is square; null where it is not said. */
  sampleAspect: readonly [number, number] | null;
  /** Primaries, transfer and matrix; null where they are not said. */
  colour: readonly [number, number, number] | null;
}

const WITH_CHROMA = [100, 110, 122, 244, 44, 83, 86, 118, 128];
const EXTENDED_SAR = 255;
const SAMPLE_ASPECTS: Record<number, readonly [number, number]> = { 1: [1, 1], 2: [12, 11], 3: [10, 11] };

/** @param unit the NAL unit with its header byte */
export function readSps(unit: Uint8Array): SpsFacts {
  const bits = new Bits(unescaped(unit).subarray(1));
  const profile = bits.take(8);
  const constraints = bits.take(8);
  const level = bits.take(8);
  bits.ue();
  const chroma = WITH_CHROMA.includes(profile) ? highFields(bits) : 1;
  bits.ue();
  pictureOrder(bits);
  bits.ue();
  bits.take(1);
  const acrossMacroblocks = bits.ue() + 1;
  const mapUnits = bits.ue() + 1;
  const frames = bits.flag();
  if (!frames) bits.take(1);
  bits.take(1);
  const downMacroblocks = (frames ? 1 : 2) * mapUnits;
  const stepX = chroma === 1 || chroma === 2 ? 2 : 1;
  const stepY = (chroma === 1 ? 2 : 1) * (frames ? 1 : 2);
  const crop = bits.flag() ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  return {
    profile,
    constraints,
    level,
    width: acrossMacroblocks * 16 - (left + right) * stepX,
    height: downMacroblocks * 16 - (top + bottom) * stepY,
    macroblocks: acrossMacroblocks * downMacroblocks,
    interlaced: !frames,
    ...(bits.flag() ? usability(bits) : { sampleAspect: null, colour: null }),
  };
}

/** @returns chroma_format_idc */
function highFields(bits: Bits): number {
  const chroma = bits.ue();
  if (chroma === 3) bits.take(1);
  bits.ue();
  bits.ue();
  bits.take(1);
  if (bits.flag()) throw new RangeError('a parameter set with scaling lists is none of ours');
  return chroma;
}

function pictureOrder(bits: Bits): void {
  const kind = bits.ue();
  if (kind === 0) bits.ue();
  if (kind !== 1) return;
  bits.take(1);
  bits.se();
  bits.se();
  const offsets = bits.ue();
  if (offsets > 255) throw new RangeError('a parameter set that is none');
  for (let left = offsets; left > 0; left -= 1) bits.se();
}

function usability(bits: Bits): Pick<SpsFacts, 'sampleAspect' | 'colour'> {
  let sampleAspect: SpsFacts['sampleAspect'] = null;
  if (bits.flag()) {
    const known = bits.take(8);
    sampleAspect =
      known === EXTENDED_SAR ? [bits.take(16), bits.take(16)] : (SAMPLE_ASPECTS[known] ?? [0, 0]);
  }
  if (bits.flag()) bits.take(1);
  if (!bits.flag()) return { sampleAspect, colour: null };
  bits.take(4);
  const colour = bits.flag() ? ([bits.take(8), bits.take(8), bits.take(8)] as const) : null;
  return { sampleAspect, colour };
}
