import { useEffect, useRef } from 'react';

export type KeyMap = Readonly<Record<string, () => void>>;

const arrows: readonly string[] = ['ArrowLeft', 'ArrowRight'];

/** Whether this key belongs to what has the focus: writing, a list, a slider, a dialog, a button pressed by Space. */
function isTaken({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input:not([type=range]), textarea, select, [role=dialog]')) return true;
  if (arrows.includes(key)) return target.matches('input');
  return key === ' ' && target.closest('button, a, input, summary') !== null;
}

/** Single keys, named as `event.key`. Held with Ctrl, Alt or Meta they are the browser's. */
export function useKeys(map: KeyMap): void {
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      const run = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
