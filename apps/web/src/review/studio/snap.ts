import type { Edit } from '@rostrum/domain';
import type { FrameRate } from '../../kit/time.ts';
import { withEdge, withIn, withMoved, withOut } from './edit-model.ts';
import { nearestSilence, type Silence } from './silence.ts';

type Change = (edit: Edit, ms: number, lengthMs: number, rate: FrameRate) => Edit;

interface Place {
  readonly what: 'in' | 'out' | 'removal' | 'start' | 'end' | 'playhead';
  readonly atMs: number;
  /** The playhead changes nothing by going elsewhere. */
  readonly change: Change | undefined;
}

/** What goes to a silence, and where that is; or why nothing does. */
export type Snapped =
  | { readonly why: 'none' | 'there' }
  | { readonly what: Place['what']; readonly ms: number; readonly change: Change | undefined };

/** The place that has the focus (`in`, `out`, `start-0`, …), else the playhead. */
function placeOf(edit: Edit, focused: string | undefined, playheadMs: number): Place {
  if (focused === 'in') return { what: 'in', atMs: edit.inMs, change: withIn };
  if (focused === 'out') {
    // The frame that begins there is the first one left out.
    return { what: 'out', atMs: edit.outMs, change: (now, ms, ...rest) => withOut(now, ms - 1, ...rest) };
  }
  const [, what, digits] = /^(removal|start|end)-(\d+)$/.exec(focused ?? '') ?? [];
  const index = Number(digits);
  const range = edit.removals[index];
  if (range && what === 'removal')
    return { what, atMs: range.startMs, change: (now, ms, _, rate) => withMoved(now, index, ms, rate) };
  if (range && (what === 'start' || what === 'end')) {
    const atMs = what === 'start' ? range.startMs : range.endMs;
    return { what, atMs, change: (now, ms, _, rate) => withEdge(now, index, what, ms, rate) };
  }
  return { what: 'playhead', atMs: playheadMs, change: undefined };
}

export function snapped(
  silences: readonly Silence[],
  edit: Edit,
  focused: string | undefined,
  playheadMs: number,
): Snapped {
  const { what, atMs, change } = placeOf(edit, focused, playheadMs);
  const ms = nearestSilence(silences, atMs);
  if (ms === undefined) return { why: 'none' };
  if (Math.abs(ms - atMs) < 1) return { why: 'there' };
  return { what, ms, change };
}
