import { type Edit, type FramedTake, keptRanges, momentOfEdit, momentOfTake } from '@rostrum/domain';
import { useEffect, useRef } from 'react';
import type { FrameRate } from '../../kit/time.ts';

/** Where the stage stands, for whatever writes about a place or goes to one. Positions here are in the take's time. */
interface OnTheStage {
  readonly takeId: string;
  /** Of the cut that plays; null while the take itself does. */
  readonly edit: Edit | null;
  /** Of the take; null until it was measured. */
  readonly takeMs: number | null;
  /** Undefined where nothing plays. */
  readonly rate: () => FrameRate | undefined;
  readonly timeMs: () => number;
  readonly seek: (ms: number) => void;
}

let stage: OnTheStage | undefined;

/** Said by the stage while it has something to play. */
export function useOnTheStage(now: OnTheStage): void {
  const latest = useRef(now);
  latest.current = now;
  const { takeId, edit, takeMs } = now;
  useEffect(() => {
    const mine: OnTheStage = {
      takeId,
      edit,
      takeMs,
      rate: () => latest.current.rate(),
      timeMs: () => latest.current.timeMs(),
      seek: (ms) => latest.current.seek(ms),
    };
    stage = mine;
    return () => {
      if (stage === mine) stage = undefined;
    };
  }, [takeId, edit, takeMs]);
}

/** The place in the take that is on show; null where nothing plays, or another take does. */
export function placeNow(takeId: string): number | null {
  if (stage?.takeId !== takeId) return null;
  const ms = stage.timeMs();
  if (!Number.isFinite(ms)) return null;
  const framed = framedNow(stage);
  if (framed !== null) return momentOfTake(ms, framed);
  return Math.max(0, Math.round(stage.edit === null ? ms : takeTime(stage.edit, ms)));
}

/** By its frames a cut is known to the frame; by the clock it is one off after a join or two. */
function framedNow({ edit, takeMs, rate }: OnTheStage): FramedTake | null {
  const known = rate();
  return edit === null || takeMs === null || known === undefined ? null : { edit, takeMs, rate: known };
}

/** False where that place is not on the stage: the take is not, or the cut that plays leaves it out. */
export function goTo(takeId: string, ms: number): boolean {
  if (stage?.takeId !== takeId) return false;
  const framed = framedNow(stage);
  const at = framed ? momentOfEdit(ms, framed) : stage.edit === null ? ms : cutTime(stage.edit, ms);
  if (at === null) return false;
  stage.seek(at);
  return true;
}

/** A place of the cut, in the take. Beyond its end is its end. */
export function takeTime(edit: Edit, cutMs: number): number {
  let left = cutMs;
  const kept = keptRanges(edit);
  for (const { startMs, endMs } of kept) {
    if (left < endMs - startMs) return startMs + left;
    left -= endMs - startMs;
  }
  return kept.at(-1)?.endMs ?? 0;
}

/** A place of the take, in the cut; null where the cut leaves it out. */
export function cutTime(edit: Edit, takeMs: number): number | null {
  let before = 0;
  for (const { startMs, endMs } of keptRanges(edit)) {
    if (takeMs < startMs) return null;
    if (takeMs < endMs) return before + takeMs - startMs;
    before += endMs - startMs;
  }
  return null;
}
