import { ApiProblem } from '@rostrum/client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { PlayerController } from '../../kit/player/player.tsx';
import { api, asProblem, isDenied, isMissing, type Programme, type ReviewSummary } from '../api.ts';
import { followPulse } from './follow-pulse.ts';
import { readPosition } from './kept-position.ts';
import { type Left, type Opening, openingAfter } from './opening-after.ts';

export interface Shown extends Opening {
  readonly step: 'shown';
  readonly programme: Programme;
  /** Another number: the player starts afresh. */
  readonly opening: number;
}

export type View =
  | { readonly step: 'loading' }
  | Shown
  | { readonly step: 'silent'; readonly review: ReviewSummary }
  | { readonly step: 'empty'; readonly review: ReviewSummary; readonly wasShown: boolean }
  | { readonly step: 'unknown' }
  | { readonly step: 'problem'; readonly problem: ApiProblem };

const TRY_AGAIN_MS = 1_500;

export interface ProgrammeDeps {
  readonly reviewId: string;
  readonly player: RefObject<PlayerController | null>;
  readonly onSeen: () => void;
  readonly onDenied: () => void;
}

/** One State's programme as it stands: what changes is taken from the screen first and loaded again after. */
export function useProgramme({ reviewId, player, onSeen, onDenied }: ProgrammeDeps) {
  const [view, setView] = useState<View>({ step: 'loading' });
  const latest = useRef({ onSeen, onDenied });
  latest.current = { onSeen, onDenied };
  const followed = useRef<ReturnType<typeof follow> | null>(null);

  useEffect(() => {
    const following = follow({
      reviewId,
      player,
      show: setView,
      onSeen: () => latest.current.onSeen(),
      onDenied: () => latest.current.onDenied(),
    });
    followed.current = following;
    return following.stop;
  }, [reviewId, player]);

  return {
    view,
    retry: () => followed.current?.retry(),
    /** For the player: a fresh address of what it plays. Never answers once that has been replaced. */
    refreshSrc: () => followed.current?.refreshSrc() ?? Promise.reject(new Error('nothing is followed')),
    fresh: () => followed.current?.fresh() ?? Promise.reject(new Error('nothing is followed')),
  };
}

interface FollowDeps extends ProgrammeDeps {
  readonly show: (view: View) => void;
}

function follow({ reviewId, player, show, onSeen, onDenied }: FollowDeps) {
  let view: View = { step: 'loading' };
  let left: Left | null = null;
  let turn = 0;
  let ended = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  const params = { id: reviewId };
  const fetchProgramme = () => api('GET /api/v1/watch/reviews/{id}', { params });

  const put = (next: View) => {
    if (ended) return;
    view = next;
    show(next);
  };

  /** At once: nothing is loaded any more, and what was buffered is dropped. */
  function takeAway(next: View): void {
    if (view.step === 'shown') {
      const { revision } = view.programme;
      left = {
        revisionId: revision.id,
        items: revision.items,
        ms: player.current?.timeMs() ?? view.startAtMs,
        playing: player.current?.playing() ?? view.play,
        changed: view.changed,
      };
      player.current?.stop();
    }
    put(next);
  }

  function shownFrom(programme: Programme): Shown {
    const { revision } = programme;
    const opened = left
      ? openingAfter(left, revision)
      : { startAtMs: readPosition(revision.id, revision.lengthMs), play: false, changed: null };
    return { step: 'shown', programme, opening: turn, ...opened };
  }

  function failed(error: unknown): void {
    const problem = asProblem(error);
    if (isDenied(problem)) {
      takeAway({ step: 'loading' });
      onDenied();
    } else if (left === null) put({ step: 'problem', problem });
    else again = setTimeout(() => void load(), TRY_AGAIN_MS);
  }

  async function load(): Promise<void> {
    clearTimeout(again);
    turn += 1;
    const mine = turn;
    const stale = () => ended || mine !== turn;
    try {
      const programme = await fetchProgramme();
      if (stale()) return;
      onSeen();
      put(shownFrom(programme));
    } catch (error) {
      if (stale()) return;
      if (!(error instanceof ApiProblem) || !isMissing(error)) failed(error);
      else await sayNothing(stale);
    }
  }

  /** Nothing is published: which State's, or no State's at all. */
  async function sayNothing(stale: () => boolean): Promise<void> {
    try {
      const home = await api('GET /api/v1/watch');
      if (stale()) return;
      onSeen();
      const review = home.reviews.find((one) => one.review.id === reviewId)?.review;
      put(review ? { step: 'empty', review, wasShown: left !== null } : { step: 'unknown' });
    } catch (error) {
      if (!stale()) failed(error);
    }
  }

  const stopPulse = followPulse({
    ask: (signal) => api('GET /api/v1/watch/reviews/{id}/pulse', { params }, { signal }),
    onAnswer: ({ revisionId, epoch }) => {
      switch (view.step) {
        case 'shown':
          if (view.programme.revision.id === revisionId && view.programme.epoch === epoch) return;
          takeAway({ step: 'loading' });
          void load();
          return;
        case 'empty':
          if (revisionId === null) return;
          void load();
          return;
        case 'silent':
        case 'problem':
          put({ step: 'loading' });
          void load();
          return;
        default:
      }
    },
    onSilence: () => {
      if (view.step === 'shown') takeAway({ step: 'silent', review: view.programme.review });
    },
    onFailure: (error) => {
      const problem = asProblem(error);
      if (isDenied(problem)) {
        takeAway({ step: 'loading' });
        onDenied();
        return true;
      }
      // The State itself is gone from this session.
      if (!isMissing(problem)) return false;
      takeAway({ step: 'unknown' });
      return true;
    },
  });

  void load();

  /** The programme as it is now, where it is the one on show; else that is taken away and this never answers. */
  async function fresh(): Promise<Programme> {
    const programme = await fetchProgramme().catch((error: unknown) => {
      if (!(error instanceof ApiProblem) || !(isMissing(error) || isDenied(error))) throw error;
      return null;
    });
    if (view.step === 'shown' && programme && programme.revision.id === view.programme.revision.id) {
      // The epoch may have risen without a change to what is shown: the new address is good for it. A speaker
      // who is no longer named goes from the list at once; what plays goes on from the address that it has.
      if (programme.epoch !== view.programme.epoch) {
        put({ ...view, programme: { ...programme, playlistUrl: view.programme.playlistUrl } });
      }
      return programme;
    }
    if (view.step === 'shown') {
      takeAway({ step: 'loading' });
      void load();
    }
    return await new Promise<never>(() => undefined);
  }

  return {
    retry: () => {
      put({ step: 'loading' });
      void load();
    },
    fresh,
    refreshSrc: async () => {
      const { playlistUrl } = await fresh();
      if (playlistUrl === null) throw new Error('the programme has cards alone');
      return playlistUrl;
    },
    stop: () => {
      ended = true;
      clearTimeout(again);
      stopPulse();
    },
  };
}
