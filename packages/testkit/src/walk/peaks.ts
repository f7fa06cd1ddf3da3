import type { Tell } from './told.ts';

const HEADER_BYTES = 24;

/** A waveform in the audiowaveform format, version 2: six figures, then exactly as many peaks as they say. */
export function walkPeaks(data: Buffer, tell: Tell): void {
  if (data.readInt32LE(0) !== 2) tell('header', 'another version');
  const flags = data.readUInt32LE(4);
  if (flags > 1) tell('header', `flags ${flags}`);
  const peakBytes = flags === 1 ? 1 : 2;
  const expected = HEADER_BYTES + data.readUInt32LE(16) * data.readInt32LE(20) * 2 * peakBytes;
  if (data.length !== expected) tell('peaks', `${data.length} bytes where the header says ${expected}`);
}
