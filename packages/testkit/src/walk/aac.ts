import { shiftedWordsIn, type Tell } from './told.ts';

const CHANNEL_PAIR = 1;
const ELEMENTS = [
  'single channel',
  'channel pair',
  'coupling',
  'low frequency',
  'data stream',
  'program',
  'fill',
  'end',
];
/** Encoders sign their streams in a fill element, some aligned to bytes and some not. */
const ENCODERS = ['Lavc', 'Lavf', 'libfaac', 'libfdk', 'Nero', 'iTunes', 'LAME'];

/**
 * A raw data block (ISO/IEC 14496-3, 4.4.2.1) of two channels: it begins with their pair, so that no data
 * stream, program or fill element stands before it, ends at the end mark and within its last byte, and no
 * encoder's name is in it at any bit. What stands between is Huffman-coded and not read here.
 */
export function walkSound(frame: Buffer, where: string, tell: Tell): void {
  if (frame.length < 2) {
    tell(where, 'an empty frame');
    return;
  }
  const first = frame.readUInt8(0) >> 5;
  if (first !== CHANNEL_PAIR) tell(where, `a ${ELEMENTS[first] ?? ''} element first`);
  const tail = frame.readUInt16BE(frame.length - 2);
  const padding = 31 - Math.clz32(tail & -tail);
  if (tail === 0 || padding > 7 || ((tail >> padding) & 7) !== 7) tell(where, 'bytes after the end mark');
  for (const word of shiftedWordsIn(frame, ENCODERS)) tell(where, word);
}
