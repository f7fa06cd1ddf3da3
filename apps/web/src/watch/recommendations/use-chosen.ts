import { useCallback, useRef, useState } from 'react';
import { api, asProblem, isDenied, isMissing } from '../api.ts';
import { type Chosen, keyOf, reviewsOf, stillChosen } from './still-chosen.ts';
import type { WatchIssue } from './use-search.ts';

const NOTHING: Chosen = new Map();
const GIVE_UP_MS = 4_000;

/** All cards of a programme as it stands; none where it may be watched no more. */
async function standingOf(reviewId: string): Promise<readonly [string, readonly WatchIssue[]]> {
  const asked = new AbortController();
  const giveUp = setTimeout(() => asked.abort(), GIVE_UP_MS);
  try {
    const params = { id: reviewId };
    const { signal } = asked;
    const { issues } = await api('GET /api/v1/watch/reviews/{id}/recommendations', { params }, { signal });
    return [reviewId, issues];
  } catch (error) {
    if (isMissing(asProblem(error))) return [reviewId, []];
    throw error;
  } finally {
    clearTimeout(giveUp);
  }
}

/** What was chosen stays so while something else is searched, as long as it is shown, and as it is shown now. */
export function useChosen({ onDenied }: { onDenied: () => void }) {
  const [chosen, setChosen] = useState(NOTHING);
  /** Not known to stand: nothing of it is on the page until it is. */
  const [hidden, setHidden] = useState(false);
  const latest = useRef({ chosen, onDenied });
  latest.current = { chosen, onDenied };
  /** As of which mark all of it is known to stand. */
  const standsAt = useRef<string | null>(null);
  const asking = useRef(false);

  const follow = useCallback(async (mark: string) => {
    const held = latest.current.chosen;
    if (held.size === 0) {
      standsAt.current = null;
      setHidden(false);
      return;
    }
    if (mark === standsAt.current || asking.current) return;
    asking.current = true;
    try {
      const standing = new Map(await Promise.all(reviewsOf(held).map(standingOf)));
      standsAt.current = mark;
      setChosen((now) => stillChosen(now, standing));
      setHidden(false);
    } catch (error) {
      standsAt.current = null;
      setHidden(true);
      if (isDenied(asProblem(error))) latest.current.onDenied();
    } finally {
      asking.current = false;
    }
  }, []);

  const choose = (issue: WatchIssue, on: boolean, mark: string) => {
    const next = new Map(chosen);
    if (on) next.set(keyOf(issue), issue);
    else next.delete(keyOf(issue));
    // Chosen of another state of things than the rest: the next pulse looks at all of it.
    if (chosen.size === 0) standsAt.current = mark;
    else if (on && standsAt.current !== mark) standsAt.current = null;
    setChosen(next);
  };

  return {
    chosen,
    shown: hidden ? NOTHING : chosen,
    choose,
    clear: () => setChosen(NOTHING),
    follow,
    /** Until the next answer. */
    hide: useCallback(() => {
      standsAt.current = null;
      setHidden(true);
    }, []),
  };
}
