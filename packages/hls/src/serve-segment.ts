import { shiftBaseTimeStream } from './fmp4/shift-stream.ts';
import { trimAudioSegment } from './fmp4/trim-audio.ts';
import type { PlacedSegment } from './timeline.ts';

/**
 * A stored segment as its timeline wants it: its `tfdt` on the timeline's time (whatever time it was stored
 * with), numbered in order, surplus sound dropped. Only a segment that loses frames, the last sound of an
 * item (some 25 KB), is held whole; everything else streams and keeps its length in bytes.
 */
export async function* serveSegment(
  source: AsyncIterable<Uint8Array>,
  segment: PlacedSegment,
): AsyncGenerator<Uint8Array, void, void> {
  const shift = shiftBaseTimeStream({ to: segment.startTicks }, { sequenceNumber: segment.index + 1 });
  yield* shift(segment.keepFrames === null ? source : trimmed(source, segment.keepFrames));
}

/** Bytes that `serveSegment` yields; null where frames are dropped, and only reading tells. */
export function servedBytes(segment: PlacedSegment): number | null {
  return segment.keepFrames === null ? segment.bytes : null;
}

async function* trimmed(source: AsyncIterable<Uint8Array>, keepFrames: number): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  yield trimAudioSegment(Buffer.concat(chunks), keepFrames);
}
