import type { FrameRange } from './video-run.ts';

/**
 * One segment of a cut: a take's segment as it is, or frames to encode again. Every piece becomes one closed
 * GOP of at most a take's GOP, so that no segment is longer than the playlist's target.
 */
export type CutPiece =
  | { kind: 'whole'; segment: number; frames: number; startFrame: number }
  | { kind: 'edge'; ranges: FrameRange[]; frames: number; startFrame: number };

/**
 * Which of a take's segments a cut keeps whole, and which frames are encoded again. Segment n of a take holds
 * the frames from n · gopFrames on. What is removed is in no piece.
 */
export function planCut(kept: readonly FrameRange[], gopFrames: number, takeFrames: number): CutPiece[] {
  const pieces: CutPiece[] = [];
  let at = 0;
  for (const range of kept) {
    for (let segment = Math.floor(range.start / gopFrames); segment * gopFrames < range.end; segment += 1) {
      const first = segment * gopFrames;
      const last = Math.min(first + gopFrames, takeFrames);
      const start = Math.max(first, range.start);
      const end = Math.min(last, range.end);
      const frames = end - start;
      const before = pieces.at(-1);
      if (start === first && end === last) pieces.push({ kind: 'whole', segment, frames, startFrame: at });
      else if (before?.kind === 'edge' && before.frames + frames <= gopFrames) {
        before.ranges.push({ start, end });
        before.frames += frames;
      } else pieces.push({ kind: 'edge', ranges: [{ start, end }], frames, startFrame: at });
      at += frames;
    }
  }
  return pieces;
}

/** The take's segments that an edge is decoded from, and its frames counted from the first of them. */
export function edgeSource(
  piece: CutPiece & { kind: 'edge' },
  gopFrames: number,
): { segments: number[]; frames: FrameRange[] } {
  const segments: number[] = [];
  const frames: FrameRange[] = [];
  for (const { start, end } of piece.ranges) {
    const segment = Math.floor(start / gopFrames);
    if (segments.at(-1) !== segment) segments.push(segment);
    const shift = (segments.length - 1) * gopFrames - segment * gopFrames;
    frames.push({ start: start + shift, end: end + shift });
  }
  return { segments, frames };
}
