import type { Cue } from '@rostrum/domain';
import { cueText, writtenText } from './cue-text.ts';

/** A caption while it is edited: its text as whoever writes it sees it. */
export interface EditedCue {
  /** Its own as long as it is edited. */
  readonly id: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}
export type CueList = readonly EditedCue[];

/** Shorter is nothing that anybody could mean. */
export const LEAST_CUE_MS = 100;
const NEW_CUE_MS = 2_000;

export function toEdit(cues: readonly Cue[]): CueList {
  return cues.map(({ startMs, endMs, text }, id) => ({ id, startMs, endMs, text: writtenText(text) }));
}

/** What was left empty is none. */
export function fromEdit(list: CueList): Cue[] {
  return list
    .filter(({ text }) => text.trim() !== '')
    .map(({ startMs, endMs, text }) => ({ startMs, endMs, text: cueText(text.trim()) }));
}

export const sameList = (one: CueList, other: CueList): boolean =>
  one === other ||
  (one.length === other.length &&
    one.every((cue, at) => {
      const its = other[at];
      return (
        cue === its || (cue.startMs === its?.startMs && cue.endMs === its.endMs && cue.text === its.text)
      );
    }));

/** Captions that were saved, in place of those that were sent: each stays the one that it was, where it still is. */
export function adopted(sent: CueList, saved: readonly Cue[]): CueList {
  const list = toEdit(saved);
  if (list.length !== sent.length) return list;
  return list.map((cue, at) => ({ ...cue, id: sent[at]?.id ?? cue.id }));
}

const nextId = (list: CueList) => list.reduce((most, { id }) => Math.max(most, id), -1) + 1;
const indexOf = (list: CueList, id: number) => list.findIndex((cue) => cue.id === id);
const clamp = (value: number, least: number, most: number) =>
  Math.round(Math.max(least, Math.min(most, value)));

function changed(list: CueList, at: number, change: Partial<EditedCue>): CueList {
  return list.map((cue, index) => (index === at ? { ...cue, ...change } : cue));
}

export function setText(list: CueList, id: number, text: string): CueList {
  const at = indexOf(list, id);
  return at < 0 || list[at]?.text === text ? list : changed(list, at, { text });
}

/** Captions keep their order; one may reach into the next, and is warned of. */
export function setStart(list: CueList, id: number, ms: number): CueList {
  const at = indexOf(list, id);
  const cue = list[at];
  if (cue === undefined) return list;
  const before = list[at - 1];
  const least = before === undefined ? 0 : Math.min(cue.startMs, before.startMs + LEAST_CUE_MS);
  const startMs = clamp(ms, least, cue.endMs - LEAST_CUE_MS);
  return startMs === cue.startMs ? list : changed(list, at, { startMs });
}

export function setEnd(list: CueList, id: number, ms: number, lengthMs: number): CueList {
  const at = indexOf(list, id);
  const cue = list[at];
  if (cue === undefined) return list;
  const endMs = clamp(ms, cue.startMs + LEAST_CUE_MS, Math.max(lengthMs, cue.startMs + LEAST_CUE_MS));
  return endMs === cue.endMs ? list : changed(list, at, { endMs });
}

/**
 * In two: the text where the writing is, or else where as much of it is said as of its time has passed; the time
 * where the playing is, or else where the text is. The same list where there is nothing to part.
 */
export function split(
  list: CueList,
  id: number,
  where: { readonly atMs?: number; readonly caret?: number },
): CueList {
  const at = indexOf(list, id);
  const cue = list[at];
  if (cue === undefined || cue.endMs - cue.startMs < 2 * LEAST_CUE_MS) return list;
  const inside =
    where.atMs !== undefined &&
    where.atMs >= cue.startMs + LEAST_CUE_MS &&
    where.atMs <= cue.endMs - LEAST_CUE_MS;
  const share = inside ? ((where.atMs ?? 0) - cue.startMs) / (cue.endMs - cue.startMs) : 0.5;
  const caret = where.caret ?? boundaryNear(cue.text, share);
  const [first, second] = [cue.text.slice(0, caret).trim(), cue.text.slice(caret).trim()];
  const textShare = cue.text.length === 0 ? 0.5 : caret / cue.text.length;
  const middle = inside
    ? (where.atMs ?? 0)
    : cue.startMs + (cue.endMs - cue.startMs) * Math.max(0.1, Math.min(0.9, textShare));
  const endMs = clamp(middle, cue.startMs + LEAST_CUE_MS, cue.endMs - LEAST_CUE_MS);
  return [
    ...list.slice(0, at),
    { ...cue, endMs, text: first },
    { id: nextId(list), startMs: endMs, endMs: cue.endMs, text: second },
    ...list.slice(at + 1),
  ];
}

/** The end of a line or a word nearest to that share of the text. */
function boundaryNear(text: string, share: number): number {
  const wanted = text.length * share;
  let best = text.length;
  for (const { index } of text.matchAll(/\s+/g)) {
    if (Math.abs(index - wanted) < Math.abs(best - wanted)) best = index;
  }
  if (best < text.length) return best;
  // Written without spaces: between two signs. Safari 14.0 does not know which belong together.
  const signs =
    'Segmenter' in Intl
      ? Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
      : Array.from<string>(text);
  let [at, index] = [0, 0];
  for (const sign of signs) {
    if (Math.abs(index - wanted) < Math.abs(at - wanted)) at = index;
    index += sign.length;
  }
  return at;
}

/** With the one behind it. */
export function join(list: CueList, id: number): CueList {
  const at = indexOf(list, id);
  const [cue, next] = [list[at], list[at + 1]];
  if (cue === undefined || next === undefined) return list;
  const short = !cue.text.includes('\n') && !next.text.includes('\n');
  const text = [cue.text.trim(), next.text.trim()].filter((part) => part !== '').join(short ? '\n' : ' ');
  const endMs = Math.max(cue.endMs, next.endMs);
  return [...list.slice(0, at), { ...cue, endMs, text }, ...list.slice(at + 2)];
}

export function remove(list: CueList, id: number): CueList {
  return list.filter((cue) => cue.id !== id);
}

/** An empty one where nothing is shown yet, from that moment on; null where something is. */
export function insertAt(list: CueList, ms: number, lengthMs: number): { list: CueList; id: number } | null {
  const startMs = clamp(ms, 0, lengthMs);
  const at = list.findIndex((cue) => cue.startMs > startMs);
  const [before, after] = at < 0 ? [list[list.length - 1], undefined] : [list[at - 1], list[at]];
  if (before !== undefined && before.endMs > startMs) return null;
  const endMs = Math.min(startMs + NEW_CUE_MS, after?.startMs ?? lengthMs, lengthMs);
  if (endMs - startMs < LEAST_CUE_MS) return null;
  const id = nextId(list);
  const cue = { id, startMs, endMs, text: '' };
  return { list: at < 0 ? [...list, cue] : [...list.slice(0, at), cue, ...list.slice(at)], id };
}

/** The caption that is shown at a moment: the last that began, if it has not ended. */
export function shownAt(list: CueList, ms: number): EditedCue | undefined {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.startMs ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  const cue = list[low - 1];
  return cue !== undefined && ms < cue.endMs ? cue : undefined;
}
