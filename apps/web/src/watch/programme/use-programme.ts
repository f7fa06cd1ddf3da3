import { ApiProblem } from '@rostrum/client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { PlayerController } from '../../kit/player/player.tsx';
import {
  api,
  asProblem,
  type Home,
  type Item,
  isDenied,
  isMissing,
  type Programme,
  type Pulse,
  type ReviewSummary,
  type Screening,
} from '../api.ts';
import { askProgramme, openingProgramme } from '../early.ts';
import { openServerClock, type ServerClock } from '../screening/server-clock.ts';
import { aloneOf } from './alone.ts';
import { ASK_EVERY_MS, followPulse } from './follow-pulse.ts';
import { readPosition } from './kept-position.ts';
import { type Left, type Opening, openingAfter } from './opening-after.ts';

export interface Shown extends Opening {
  readonly step: 'shown';
  readonly programme: Programme;
  /** All of it, where the programme here is one statement alone. */
  readonly whole: Programme;
  /** Another number: the player starts afresh. */
  readonly opening: number;
}

/** Shown to everybody at one hour, and until that is over in no other way. */
export interface Screened {
  readonly step: 'screening';
  readonly review: ReviewSummary;
  readonly screening: Screening;
  /** When that was asked for, by the page's steady clock. */
  readonly askedMs: number;
  /** None while nothing is published. */
  readonly items: readonly Item[];
  readonly revisionId: string | null;
  /** Of that revision. */
  readonly number: number | null;
  readonly clock: ServerClock;
}

export type View =
  | Screened
  | { readonly step: 'loading' }
  | Shown
  | { readonly step: 'silent'; readonly review: ReviewSummary }
  | { readonly step: 'empty'; readonly review: ReviewSummary; readonly wasShown: boolean }
  /** The session's links show nothing yet, or nothing more. */
  | {
      readonly step: 'closed';
      readonly review: ReviewSummary;
      readonly window: Home['window'];
      readonly session: Home['session'];
    }
  | { readonly step: 'unknown' }
  | { readonly step: 'problem'; readonly problem: ApiProblem };

const TRY_AGAIN_MS = 1_500;
/** What a coordinator does takes effect after three seconds: whoever asks so often knows of it before. */
const ASK_IN_SCREENING_MS = 2_000;
/** Its hours are hours away, most of the time, and may be moved. */
const ASK_WHILE_CLOSED_MS = 20_000;

export interface ProgrammeDeps {
  readonly reviewId: string;
  /** Without a link: the programme is public. */
  readonly anybody: boolean;
  /** The one statement that is played, and nothing else. */
  readonly only?: string | undefined;
  readonly player: RefObject<PlayerController | null>;
  readonly onSeen: () => void;
  readonly onDenied: () => void;
}

/** One State's programme as it stands: what changes is taken from the screen first and loaded again after. */
export function useProgramme({ reviewId, anybody, only, player, onSeen, onDenied }: ProgrammeDeps) {
  const [view, setView] = useState<View>({ step: 'loading' });
  const latest = useRef({ onSeen, onDenied });
  latest.current = { onSeen, onDenied };
  const followed = useRef<ReturnType<typeof follow> | null>(null);

  useEffect(() => {
    const following = follow({
      reviewId,
      anybody,
      only,
      player,
      show: setView,
      onSeen: () => latest.current.onSeen(),
      onDenied: () => latest.current.onDenied(),
    });
    followed.current = following;
    return following.stop;
  }, [reviewId, anybody, only, player]);

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

function follow({ reviewId, anybody, only, player, show, onSeen, onDenied }: FollowDeps) {
  let view: View = { step: 'loading' };
  let left: Left | null = null;
  let turn = 0;
  let ended = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let clock: ServerClock | undefined;
  const params = { id: reviewId };
  const fetchProgramme = () => askProgramme(reviewId, anybody);

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

  const played = (whole: Programme): Programme => (only === undefined ? whole : aloneOf(whole, only));

  function shownFrom(whole: Programme): Shown {
    const programme = played(whole);
    const { revision } = programme;
    // A place is kept in the whole programme's time.
    const startAtMs = only === undefined ? readPosition(revision.id, revision.lengthMs) : 0;
    const opened = left ? openingAfter(left, revision) : { startAtMs, play: false, changed: null };
    return { step: 'shown', programme, whole, opening: turn, ...opened };
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
    const askedMs = performance.now();
    try {
      const programme = await (mine === 1 ? openingProgramme(reviewId, anybody) : fetchProgramme());
      if (stale()) return;
      onSeen();
      const { screening, review, revision } = programme;
      if (screening === null) put(shownFrom(programme));
      else
        screen({
          review,
          screening,
          askedMs,
          items: revision.items,
          revisionId: revision.id,
          number: revision.number,
        });
    } catch (error) {
      if (stale()) return;
      if (!(error instanceof ApiProblem) || !isMissing(error)) failed(error);
      else await sayNothing(stale);
    }
  }

  /** Nothing is published: which State's, or no State's at all. */
  async function sayNothing(stale: () => boolean): Promise<void> {
    if (anybody) {
      put({ step: 'unknown' });
      return;
    }
    try {
      const home = await api('GET /api/v1/watch');
      if (stale()) return;
      onSeen();
      const review = home.reviews.find((one) => one.review.id === reviewId)?.review;
      if (review === undefined) {
        put({ step: 'unknown' });
        return;
      }
      const { window, session } = home;
      if (window.state !== 'open') {
        put({ step: 'closed', review, window, session });
        return;
      }
      const { screening, askedMs } = await askPulse();
      if (stale()) return;
      if (screening === null) put({ step: 'empty', review, wasShown: left !== null });
      else screen({ review, screening, askedMs, items: [], revisionId: null, number: null });
    } catch (error) {
      if (!stale()) failed(error);
    }
  }

  function screen(found: Omit<Screened, 'step' | 'clock'>): void {
    clock ??= openServerClock(() => {
      if (view.step === 'screening') put({ ...view });
    });
    left = null;
    put({ step: 'screening', clock, ...found });
  }

  /** Every answer tells the time, too. The question tells that it plays: its mission's minutes are counted. */
  async function askPulse(signal?: AbortSignal): Promise<Pulse & { readonly askedMs: number }> {
    const askedMs = performance.now();
    const playing = player.current?.playing() ? '1' : '0';
    const options = signal === undefined ? {} : { signal };
    const answer = anybody
      ? await api('GET /api/v1/public/reviews/{id}/pulse', { params }, options)
      : await api('GET /api/v1/watch/reviews/{id}/pulse', { params, query: { playing } }, options);
    clock?.heard({
      sentMs: askedMs,
      receivedMs: performance.now(),
      serverMs: Date.parse(answer.serverNow),
    });
    return { ...answer, askedMs };
  }

  const stopPulse = followPulse({
    ask: askPulse,
    everyMs: () =>
      view.step === 'screening'
        ? ASK_IN_SCREENING_MS
        : view.step === 'closed'
          ? ASK_WHILE_CLOSED_MS
          : ASK_EVERY_MS,
    onAnswer: ({ revisionId, epoch, screening, askedMs }) => {
      switch (view.step) {
        case 'screening':
          if (screening === null) void load();
          else if (revisionId !== view.revisionId || epoch !== view.screening.epoch) {
            // Another revision, or the same with others' names.
            put({ ...view, screening, askedMs });
            void load();
          } else put({ ...view, screening, askedMs });
          return;
        case 'shown':
          if (
            view.programme.revision.id === revisionId &&
            view.programme.epoch === epoch &&
            screening === null
          ) {
            return;
          }
          takeAway({ step: 'loading' });
          void load();
          return;
        case 'closed':
          void load();
          return;
        case 'empty':
          if (revisionId === null && screening === null) return;
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
      // A withdrawal may not be heard of: the picture goes, and comes back in step.
      if (view.step === 'screening') put({ step: 'silent', review: view.review });
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
    const whole = await fetchProgramme().catch((error: unknown) => {
      if (!(error instanceof ApiProblem) || !(isMissing(error) || isDenied(error))) throw error;
      return null;
    });
    if (view.step === 'shown' && whole && whole.revision.id === view.programme.revision.id) {
      const programme = played(whole);
      // The epoch may have risen without a change to what is shown: the new address is good for it. A speaker
      // who is no longer named goes from the list at once; what plays goes on from the address that it has.
      if (programme.epoch !== view.programme.epoch) {
        put({ ...view, whole, programme: { ...programme, playlistUrl: view.programme.playlistUrl } });
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
      if (view.step === 'screening') {
        const { screening } = await askPulse();
        if (screening?.playlistUrl) return screening.playlistUrl;
        throw new Error('the screening shows nothing now');
      }
      const { playlistUrl } = await fresh();
      if (playlistUrl === null) throw new Error('the programme has cards alone');
      return playlistUrl;
    },
    stop: () => {
      ended = true;
      clearTimeout(again);
      clock?.stop();
      stopPulse();
    },
  };
}
