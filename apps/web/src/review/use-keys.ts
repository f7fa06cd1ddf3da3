import { useEffect, useRef } from 'react';

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Whether this key belongs to what has the focus: writing, a list, a dialog, a button pressed by Space. */
export function isTaken(event: Pick<KeyboardEvent, 'key' | 'target'>): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  if (target.closest('input:not([type=range], [type=checkbox], [type=radio]), textarea, select')) return true;
  if (target.closest('[contenteditable=true], [role=dialog], [role=alertdialog], [role=menu]')) return true;
  if (event.key === ' ') return target.closest('button, a, input, summary, [role=tab]') !== null;
  return false;
}

/** Single keys of a page, named as `event.key` (letters in small). Held with Ctrl, Alt or Meta they are the browser's. */
export function useKeys(map: KeyMap): void {
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      const run = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!run) return;
      event.preventDefault();
      run(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
