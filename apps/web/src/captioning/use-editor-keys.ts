import { type KeyboardEvent, type RefObject, useRef } from 'react';
import type { CueActs } from './use-cues.ts';

interface EditorKeys {
  readonly acts: CueActs;
  readonly chosen: number;
  readonly frameMs: number;
  readonly times: (id: number) => { readonly startMs: number; readonly endMs: number } | undefined;
  readonly nowMs: () => number;
  readonly toggle: () => void;
  readonly seekBy: (ms: number) => void;
  readonly stepFrames: (frames: number) => void;
  readonly playOne: (id: number) => void;
  /** To the caption's line, or into its text. */
  readonly focus: (what: 'line' | 'text') => void;
  readonly save: () => void;
  readonly writing: RefObject<HTMLTextAreaElement | null>;
}

const STEP_MS = 100;
const SKIP_MS = 1_000;

/** By where it lies where a keyboard writes no Latin letters. */
function letterOf(event: KeyboardEvent): string {
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  return event.key.length === 1 && event.code.startsWith('Key')
    ? event.code.slice(3).toLowerCase()
    : event.key;
}

const isField = (target: EventTarget) =>
  target instanceof Element && target.closest('input, textarea, select') !== null;
/** The lines of the list are buttons, but their keys are the list's. */
const isOtherButton = (target: EventTarget) =>
  target instanceof Element && target.closest('button:not([data-cue]), a, summary') !== null;

/**
 * Every command by a key. Single letters are commands only where nothing is written; what is held with Ctrl or
 * Command is one everywhere.
 */
export function useEditorKeys(keys: EditorKeys): (event: KeyboardEvent) => void {
  const latest = useRef(keys);
  latest.current = keys;
  return useRef((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.nativeEvent.isComposing) return;
    const now = latest.current;
    const command = event.ctrlKey || event.metaKey ? withControl(now, event) : alone(now, event);
    if (command === undefined) return;
    event.preventDefault();
    command();
  }).current;
}

type Command = (() => void) | undefined;

function withControl(now: EditorKeys, event: KeyboardEvent): Command {
  switch (letterOf(event)) {
    case 'z':
      return event.shiftKey ? now.acts.redo : now.acts.undo;
    case 'y':
      return now.acts.redo;
    case 's':
      return now.save;
    case 'Enter':
      return () => {
        now.acts.step(event.shiftKey ? -1 : 1);
        now.focus('text');
      };
    default:
      return undefined;
  }
}

function alone(now: EditorKeys, event: KeyboardEvent): Command {
  const { acts, chosen, nowMs } = now;
  if (isField(event.target)) return event.key === 'Escape' ? () => now.focus('line') : undefined;
  if ((event.key === ' ' || event.key === 'Enter') && isOtherButton(event.target)) return undefined;
  const cue = now.times(chosen);
  const byMs = event.shiftKey ? now.frameMs : STEP_MS;
  const go = (by: number) => () => {
    acts.step(by);
    now.focus('line');
  };
  switch (letterOf(event)) {
    case ' ':
      return now.toggle;
    case 'ArrowDown':
      return go(1);
    case 'ArrowUp':
      return go(-1);
    case 'ArrowLeft':
      return () => now.seekBy(-SKIP_MS);
    case 'ArrowRight':
      return () => now.seekBy(SKIP_MS);
    case ',':
      return () => now.stepFrames(-1);
    case '.':
      return () => now.stepFrames(1);
    case 'Enter':
      return () => now.focus('text');
    case 'p':
      return () => now.playOne(chosen);
    case 'i':
      return () => acts.start(chosen, nowMs());
    case 'o':
      return () => acts.end(chosen, nowMs());
    case 'e':
      return cue && (() => acts.start(chosen, cue.startMs - byMs));
    case 'r':
      return cue && (() => acts.start(chosen, cue.startMs + byMs));
    case 'd':
      return cue && (() => acts.end(chosen, cue.endMs - byMs));
    case 'f':
      return cue && (() => acts.end(chosen, cue.endMs + byMs));
    case 's':
      return () => acts.split(chosen, { atMs: nowMs() });
    case 'm':
      return () => acts.join(chosen);
    case 'n':
      return () => {
        acts.insert(nowMs());
        now.focus('text');
      };
    case 'Delete':
      return () => {
        acts.remove(chosen);
        now.focus('line');
      };
    default:
      return undefined;
  }
}
