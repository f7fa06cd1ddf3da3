import { screeningAt } from '@rostrum/domain';
import type { PlayerController } from '../../kit/player/player.tsx';
import { addressOfTurn, clockOf } from '../../live/screening-clock.ts';
import type { Screening } from '../api.ts';
import {
  COMPARE_EVERY_MS,
  comingBack,
  correction,
  IN_STEP_MS,
  JUMP_TAKES_MS,
  type StepState,
} from './keep-in-step.ts';
import type { Pauses } from './pauses.ts';

/** While it stands still, a picture that is further off is put right. */
const HELD_OFF_MS = 150;

/** What is known, at each moment anew. */
export interface Standing {
  readonly screening: Screening;
  /** When it was asked for, by the page's steady clock. */
  readonly askedMs: number;
  /** The server's time; null while it is not known. */
  readonly nowMs: () => number | null;
  readonly away: boolean;
}

export interface FollowDeps {
  readonly video: HTMLVideoElement;
  readonly player: { readonly current: PlayerController | null };
  readonly pauses: Pauses;
  readonly step: { current: StepState };
  /** Since when the picture is not where everybody is, for the page slept; else null. */
  readonly wokeMs: { current: number | null };
  readonly standing: () => Standing;
  readonly start: () => Promise<void>;
  /** It is there again. */
  readonly onBack: () => void;
}

export interface Follower {
  /** At once, for something is known. */
  readonly compare: () => void;
  readonly end: () => void;
}

/** Compares a picture with the server's clock, four times a second, and puts it right. */
export function followEverybody(deps: FollowDeps): Follower {
  const { video, player, pauses, step, wokeMs, standing, start } = deps;
  /** At the last look nobody had told why. */
  let stood = false;
  let standsUntilMs = Number.NEGATIVE_INFINITY;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let jumpedMs: number | null = null;
  let tookMs = JUMP_TAKES_MS;
  /** For which waking. */
  let reopened: number | null = null;

  const held = () => {
    const { screening, nowMs } = standing();
    const now = nowMs();
    return now !== null && screeningAt(clockOf(screening), now).held;
  };
  const onLoaded = () => {
    // Whoever paused stays where they are asked to come back, whatever is shown since.
    if (wokeMs.current === null && !held() && !standing().away) void start();
  };
  const onMoved = () => {
    if (jumpedMs !== null) tookMs = performance.now() - jumpedMs;
    jumpedMs = null;
    if (wokeMs.current !== null) compare();
  };
  const again = (ms: number) => {
    clearTimeout(soon);
    soon = setTimeout(compare, ms);
  };
  const jump = (byMs: number) => {
    jumpedMs = performance.now();
    video.currentTime += byMs / 1000;
  };
  const isBack = () => {
    wokeMs.current = null;
    deps.onBack();
  };

  /** Another list, where the one that is loaded is none for this instant. @returns whether to wait for it */
  function opensAnother(atMs: number, { playlistUrl }: Screening, turn: number): boolean {
    const listed = player.current?.lists(atMs) ?? null;
    if (listed !== false || reopened === wokeMs.current || playlistUrl === null) return false;
    reopened = wokeMs.current;
    player.current?.reopen(addressOfTurn(playlistUrl, turn));
    return true;
  }

  function compare(): void {
    const { screening, askedMs, nowMs, away } = standing();
    const now = nowMs();
    const woke = wokeMs.current;
    // How things stand has to be asked for after a sleep, too.
    if (now === null || (woke !== null && askedMs < woke)) return;
    const reckoned = clockOf(screening);
    const { held: stands, positionMs, phase, turn } = screeningAt(reckoned, now);
    const atMs = reckoned.startsAtMs + positionMs;
    if (woke !== null) {
      if (phase !== 'playing' || away) {
        isBack();
        return;
      }
      if (opensAnother(atMs, screening, turn)) return;
    }
    const date = player.current?.playingDate() ?? null;
    if (date === null || video.seeking || video.readyState < 2 || phase !== 'playing') return;
    const aheadMs = date.getTime() - atMs;
    if (stands) {
      if (!video.paused) pauses.pause();
      if (Math.abs(aheadMs) > HELD_OFF_MS) jump(-aheadMs);
      else if (woke !== null) isBack();
      return;
    }
    if (video.paused) {
      if (woke !== null) comeBack(aheadMs);
      else if (now >= standsUntilMs) {
        // A viewer's pause may still be on its way; one that nobody told of until the next look was none.
        const known = pauses.ours() || stood;
        stood = true;
        if (known && !away && !video.ended) void start();
      }
      return;
    }
    stood = false;
    if (woke !== null && Math.abs(aheadMs) <= IN_STEP_MS) isBack();
    correct(aheadMs, now);
  }

  function comeBack(aheadMs: number): void {
    const next = comingBack(aheadMs, tookMs);
    if (next.does === 'jump') jump(next.byMs);
    else if (next.inMs > 0) again(next.inMs);
    else void start();
  }

  function correct(aheadMs: number, nowMs: number): void {
    const next = correction(step.current, aheadMs, tookMs);
    step.current = next.state;
    if (next.jumpMs !== 0) jump(next.jumpMs);
    if (video.playbackRate !== next.rate) video.playbackRate = next.rate;
    if (next.standMs > 0) {
      standsUntilMs = nowMs + next.standMs;
      again(next.standMs);
      pauses.pause();
    }
  }

  const listeners = [
    ['loadedmetadata', onLoaded],
    ['seeked', onMoved],
    ['canplay', onMoved],
    ['playing', onMoved],
  ] as const;
  for (const [name, listener] of listeners) video.addEventListener(name, listener);
  const timer = setInterval(compare, COMPARE_EVERY_MS);
  return {
    compare,
    end: () => {
      clearInterval(timer);
      clearTimeout(soon);
      for (const [name, listener] of listeners) video.removeEventListener(name, listener);
    },
  };
}
