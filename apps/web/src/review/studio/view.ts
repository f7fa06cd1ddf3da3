/** The part of the length that a timeline shows. */
export interface View {
  readonly startMs: number;
  readonly spanMs: number;
}

/** Nearer than this there is nothing more to see: a few frames across. */
const SHORTEST_SPAN_MS = 2_000;
/** A view that follows turns the page, so that what comes next is seen. */
const KEPT_BEHIND = 0.1;

export const wholeView = (lengthMs: number): View => ({ startMs: 0, spanMs: lengthMs });
export const isWhole = ({ spanMs }: View, lengthMs: number): boolean => spanMs >= lengthMs;

function placed(startMs: number, spanMs: number, lengthMs: number): View {
  return { startMs: Math.min(Math.max(0, lengthMs - spanMs), Math.max(0, startMs)), spanMs };
}

/** Nearer (above 1) or farther (below it); what is at `aroundMs` stays where it is. */
export function zoomed(view: View, factor: number, aroundMs: number, lengthMs: number): View {
  const spanMs = Math.min(lengthMs, Math.max(Math.min(SHORTEST_SPAN_MS, lengthMs), view.spanMs / factor));
  const inView = aroundMs >= view.startMs && aroundMs <= view.startMs + view.spanMs;
  const share = inView ? (aroundMs - view.startMs) / view.spanMs : 0.5;
  return placed(aroundMs - share * spanMs, spanMs, lengthMs);
}

export const movedTo = (view: View, startMs: number, lengthMs: number): View =>
  placed(startMs, view.spanMs, lengthMs);

/** The same view as long as the moment lies in it; else the one that begins a little before. */
export function following(view: View, atMs: number, lengthMs: number): View {
  if (atMs >= view.startMs && atMs <= view.startMs + view.spanMs) return view;
  return placed(atMs - KEPT_BEHIND * view.spanMs, view.spanMs, lengthMs);
}

/** Where a moment lies in the view: 0 at its left, 1 at its right, beyond where it is not in it. */
export const shareOf = (view: View, ms: number): number => (ms - view.startMs) / view.spanMs;

const STEPS_MS = [1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000] as const;
/** Fewer than this fit on a phone. */
const MOST_TIMES = 7;

/** The times that a ruler under the view names. */
export function rulerOf({ startMs, spanMs }: View): number[] {
  if (!(spanMs > 0)) return [];
  const step = STEPS_MS.find((one) => spanMs / one <= MOST_TIMES) ?? spanMs / MOST_TIMES;
  const first = Math.ceil(startMs / step);
  const count = Math.floor((startMs + spanMs) / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, at) => (first + at) * step);
}
