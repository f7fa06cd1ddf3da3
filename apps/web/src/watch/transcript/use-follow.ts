import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { followsAfter, moveFor, overlaps } from './follow.ts';

const MOVES: readonly string[] = ['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown', ' '];

const spanOf = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return { top, bottom };
};
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Keeps what is said now in view, in its own box: the page itself is never moved. Until the reader scrolls away
 * from it; `back` goes there again.
 */
export function useFollow(box: RefObject<HTMLElement | null>, present: number) {
  const [follows, setFollows] = useState(true);
  /** Who moves the text: it is the reader from their hand on, until the page moves it again. */
  const byReader = useRef(false);

  const show = useCallback(
    (how: ScrollBehavior) => {
      const view = box.current;
      const sentence = view?.querySelector('[aria-current]');
      if (!view || !sentence) return;
      const byPx = moveFor(spanOf(sentence), spanOf(view));
      if (byPx === 0) return;
      byReader.current = false;
      view.scrollBy({ top: byPx, behavior: calm() ? 'instant' : how });
    },
    [box],
  );

  // For another sentence it moves again.
  useLayoutEffect(() => {
    if (follows) show('smooth');
  }, [follows, present, show]);

  useEffect(() => {
    const view = box.current;
    if (!view) return;
    const onHand = () => {
      byReader.current = true;
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (MOVES.includes(key)) onHand();
    };
    const onScroll = () => {
      const sentence = view.querySelector('[aria-current]');
      const seen = sentence === null || overlaps(spanOf(sentence), spanOf(view));
      setFollows((before) => followsAfter(before, { byReader: byReader.current, present: seen }));
    };
    const hands = ['wheel', 'touchmove', 'pointerdown'] as const;
    for (const hand of hands) view.addEventListener(hand, onHand, { passive: true });
    view.addEventListener('keydown', onKey);
    view.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      for (const hand of hands) view.removeEventListener(hand, onHand);
      view.removeEventListener('keydown', onKey);
      view.removeEventListener('scroll', onScroll);
    };
  }, [box]);

  const back = useCallback(() => {
    byReader.current = false;
    setFollows(true);
  }, []);

  return { away: !follows, back };
}
