import { useEffect, useRef } from 'react';

/** Puts the focus on what appeared, so that it is read out and the keyboard goes on from there. */
export function useTitleFocus() {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return title;
}
