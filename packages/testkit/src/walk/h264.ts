import { Bits } from './bits.ts';
import type { Tell } from './told.ts';

const SLICE = 1;
const KEY_SLICE = 5;
const SPS = 7;
const PPS = 8;
const NAMES: Readonly<Record<number, string>> = {
  6: 'supplemental information',
  9: 'an access unit delimiter',
  12: 'filler',
};

/** Length-prefixed units of a sample: pictures, and nothing beside them. */
export function walkPicture(sample: Buffer, where: string, tell: Tell): void {
  let at = 0;
  while (at + 4 < sample.length) {
    const size = sample.readUInt32BE(at);
    const type = sample.readUInt8(at + 4) & 0x1f;
    if (size < 1 || at + 4 + size > sample.length) {
      tell(where, 'a unit longer than its sample');
      return;
    }
    if (type !== SLICE && type !== KEY_SLICE) tell(where, NAMES[type] ?? `a unit of type ${type}`);
    at += 4 + size;
  }
  if (at !== sample.length) tell(where, 'bytes after the last unit');
}

/** AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1), read to its last byte. */
export function walkConfiguration(body: Buffer, where: string, tell: Tell): void {
  let at = 5;
  for (const [kind, mask] of [
    [SPS, 0x1f],
    [PPS, 0xff],
  ] as const) {
    const count = body.readUInt8(at) & mask;
    at += 1;
    if (count !== 1) tell(where, `${count} units of type ${kind}`);
    for (let i = 0; i < count; i += 1) {
      const size = body.readUInt16BE(at);
      const unit = body.subarray(at + 2, at + 2 + size);
      if ((unit.readUInt8(0) & 0x1f) !== kind) tell(where, 'a unit of another type');
      else if (kind === SPS) walkSps(unit, `${where}/sps`, tell);
      else if (size > 16) tell(where, 'a long picture parameter set');
      at += 2 + size;
    }
  }
  // High profile: chroma format, two bit depths, no extension.
  if (body.length - at !== 4 || body.readUInt8(at + 3) !== 0) tell(where, 'bytes at the end');
}

function withoutEmulation(unit: Buffer): Buffer {
  const out: number[] = [];
  unit.forEach((byte, i) => {
    if (!(byte === 3 && i > 1 && unit[i - 1] === 0 && unit[i - 2] === 0)) out.push(byte);
  });
  return Buffer.from(out);
}

/** A sequence parameter set (ITU-T H.264, 7.3.2.1.1 and E.1.1) of the high profile, its last bit included. */
function walkSps(unit: Buffer, where: string, tell: Tell): void {
  const bits = new Bits(withoutEmulation(unit).subarray(1));
  const profile = bits.bits(8);
  if (profile !== 100) {
    tell(where, `profile ${profile}`);
    return;
  }
  bits.bits(16);
  bits.unsigned();
  for (const [what, wanted] of [
    ['chroma format', 1],
    ['luma depth', 0],
    ['chroma depth', 0],
  ] as const)
    if (bits.unsigned() !== wanted) tell(where, `another ${what}`);
  if (bits.bits(2) !== 0) {
    tell(where, 'lossless, or scaling lists');
    return;
  }
  bits.unsigned();
  const order = bits.unsigned();
  if (order === 0) bits.unsigned();
  else if (order === 1) {
    tell(where, 'a cycle of picture orders');
    return;
  }
  bits.unsigned();
  bits.bit();
  bits.unsigned();
  bits.unsigned();
  if (bits.bit() === 0) bits.bit();
  bits.bit();
  if (bits.bit() === 1) for (let side = 0; side < 4; side += 1) bits.unsigned();
  if (bits.bit() === 1) walkUsability(bits, where, tell);
  if (!bits.endsHere()) tell(where, 'bits after the end');
}

const EXTENDED_SAR = 255;

function walkUsability(bits: Bits, where: string, tell: Tell): void {
  if (bits.bit() === 1 && bits.bits(8) === EXTENDED_SAR) bits.bits(32);
  if (bits.bit() === 1) bits.bit();
  if (bits.bit() === 1) {
    bits.bits(4);
    if (bits.bit() === 1) bits.bits(24);
  }
  if (bits.bit() === 1) {
    bits.unsigned();
    bits.unsigned();
  }
  if (bits.bit() === 1) {
    bits.bits(32);
    const scale = bits.bits(32);
    bits.bit();
    // The same for every rate, so that one init serves all: it must not tell the source's.
    if (scale !== 60) tell(where, `a tick rate of ${scale}`);
  }
  const buffers = [bits.bit(), 0];
  if (buffers[0] === 1) walkBuffer(bits);
  buffers[1] = bits.bit();
  if (buffers[1] === 1) walkBuffer(bits);
  if (buffers.includes(1)) bits.bit();
  bits.bit();
  if (bits.bit() === 1) {
    bits.bit();
    for (let i = 0; i < 6; i += 1) bits.unsigned();
  }
}

function walkBuffer(bits: Bits): void {
  const count = bits.unsigned() + 1;
  bits.bits(8);
  for (let i = 0; i < count; i += 1) {
    bits.unsigned();
    bits.unsigned();
    bits.bit();
  }
  bits.bits(20);
}
