import type { Cue } from './captions.ts';
import { keptRanges } from './cut.ts';
import type { Edit, Range } from './edit.ts';
import { type FrameRate, keptFrames } from './kept-frames.ts';

/**
 * What may be cut off a caption's ends before its words count as removed: the slack between speech and its
 * caption. The shortest spoken name takes longer.
 */
export const CUE_SLACK_MS = 200;
export const CUE_SLACK_SHARE = 0.2;
/** What is left of a caption is shown for as long at least: nobody reads in less. */
export const SHORTEST_CUE_MS = 300;

/** A chapter of a statement, in integer milliseconds of its own timeline. It lasts until the next. */
export interface Chapter {
  atMs: number;
  title: string;
}

export interface EditedTake {
  edit: Edit;
  /** The take's measured length. */
  takeMs: number;
  /** Where given, times follow the frames that the cut was made of, to the millisecond. */
  rate?: FrameRate;
  /** Everything that was removed measured silent: no word is gone. */
  onlySilence?: boolean;
}

/** One stretch that stays. The take's times may be fractions of a millisecond: a frame's boundary is. */
interface Stretch extends Range {
  /** Where it begins in the cut. */
  atMs: number;
}

/**
 * Captions of a take in the time of its cut.
 *
 * Nobody knows which of a caption's words were spoken in the part of it that was removed, and one of them may be
 * the name for which it was. So a caption with a removal inside it is not shown at all, however short that is,
 * and neither is one that lost more at its ends than the slack of its timing (`CUE_SLACK_MS`, and at most
 * `CUE_SLACK_SHARE` of it). One that lost less, or nothing but silence, is shown for as long as it stays. `vanished` says how many are not
 * shown; whoever wants them back sends captions with those words left out.
 */
export function cuesOfEdit(cues: readonly Cue[], edited: EditedTake): { cues: Cue[]; vanished: number } {
  const stretches = stretchesOf(edited);
  const cutMs = lengthOf(stretches);
  const out: Cue[] = [];
  let vanished = 0;
  for (const { startMs, endMs, text } of cues) {
    const kept = within(stretches, startMs, endMs);
    const lostMs = endMs - startMs - kept.lengthMs;
    const slackMs = Math.min(CUE_SLACK_MS, CUE_SLACK_SHARE * (endMs - startMs));
    const wordsGone = kept.pieces > 1 || lostMs > slackMs;
    const gone = edited.onlySilence === true ? lostMs > 0 && kept.lengthMs < SHORTEST_CUE_MS : wordsGone;
    const start = Math.max(Math.round(kept.startMs), out.at(-1)?.endMs ?? 0);
    const end = Math.min(Math.round(kept.endMs), cutMs);
    if (gone || end <= start) vanished += 1;
    else out.push({ startMs: start, endMs: end, text });
  }
  return { cues: out, vanished };
}

/**
 * Chapters of a take in the time of its cut: where the first of it is that stays. A title speaks of the whole
 * chapter, so one of which most was removed goes with it.
 */
export function chaptersOfEdit(chapters: readonly Chapter[], edited: EditedTake): Chapter[] {
  const stretches = stretchesOf(edited);
  const sorted = [...chapters].sort((a, b) => a.atMs - b.atMs);
  const out: Chapter[] = [];
  for (const [index, { atMs, title }] of sorted.entries()) {
    const endMs = sorted[index + 1]?.atMs ?? edited.takeMs;
    const kept = within(stretches, atMs, endMs);
    const at = Math.round(kept.startMs);
    const before = out.at(-1);
    if (kept.lengthMs * 2 < endMs - atMs || Math.round(kept.endMs) <= at) continue;
    if (before === undefined || at > before.atMs) out.push({ atMs: at, title });
  }
  return out;
}

/** Length of the cut, as its frames have it where their rate is given. */
export function cutLengthMs(edited: EditedTake): number {
  return lengthOf(stretchesOf(edited));
}

function lengthOf(stretches: readonly Stretch[]): number {
  const last = stretches.at(-1);
  return last === undefined ? 0 : Math.round(last.atMs + last.endMs - last.startMs);
}

function stretchesOf({ edit, takeMs, rate }: EditedTake): Stretch[] {
  let atMs = 0;
  return staying(edit, takeMs, rate).map(({ startMs, endMs }) => {
    const stretch = { startMs, endMs, atMs };
    atMs += endMs - startMs;
    return stretch;
  });
}

function staying(edit: Edit, takeMs: number, rate: FrameRate | undefined): Range[] {
  if (rate === undefined) return keptRanges(edit);
  const frameMs = (1000 * rate.den) / rate.num;
  return keptFrames(edit, rate, Math.round(takeMs / frameMs)).map(({ start, end }) => ({
    startMs: start * frameMs,
    endMs: end * frameMs,
  }));
}

/** What stays of a time of the take: how much, and from where to where it is in the cut. */
function within(
  stretches: readonly Stretch[],
  fromMs: number,
  toMs: number,
): { lengthMs: number; startMs: number; endMs: number; pieces: number } {
  let lengthMs = 0;
  let pieces = 0;
  let startMs: number | null = null;
  let endMs = 0;
  for (const stretch of stretches) {
    const from = Math.max(fromMs, stretch.startMs);
    const to = Math.min(toMs, stretch.endMs);
    if (to <= from) continue;
    lengthMs += to - from;
    pieces += 1;
    startMs ??= stretch.atMs + from - stretch.startMs;
    endMs = stretch.atMs + to - stretch.startMs;
  }
  return { lengthMs, startMs: startMs ?? 0, endMs, pieces };
}
