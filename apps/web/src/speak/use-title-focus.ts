import { useEffect, useRef } from 'react';

/** Puts the focus on what appeared, if `wanted`, so that it is read out and the keyboard goes on from there. */
export function useTitleFocus(wanted = true) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!wanted) return;
    ref.current?.focus({ preventScroll: true });
    // At the top, so that on a small screen what follows is seen above the main action.
    ref.current?.scrollIntoView({ block: 'start' });
  }, [wanted]);
  return ref;
}
