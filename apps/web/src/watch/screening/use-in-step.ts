import { type ScreeningPosition, screeningAt } from '@rostrum/domain';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { PlayerController } from '../../kit/player/player.tsx';
import { clockOf, nextChangeMs } from '../../live/screening-clock.ts';
import type { Screening } from '../api.ts';
import { COMPARE_EVERY_MS, correction, NOT_IN_STEP, type StepState } from './keep-in-step.ts';
import type { ServerClock } from './server-clock.ts';

/** While it stands still, a picture that is further off is put right. */
const HELD_OFF_MS = 150;

export interface InStep {
  /** The viewer paused: it goes on without them. */
  readonly away: boolean;
  /** The browser plays no sound before somebody touched the page. */
  readonly silenced: boolean;
  readonly withSound: () => void;
  readonly back: () => void;
}

export interface InStepDeps {
  readonly screening: Screening;
  readonly clock: ServerClock;
  readonly player: RefObject<PlayerController | null>;
  /** Of what plays; another one is another picture. */
  readonly src: string | null;
}

/** Where everybody is, told once a second and whenever it changes by itself. */
export function usePosition(screening: Screening, clock: ServerClock): ScreeningPosition | null {
  const [, tell] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      tell((n) => n + 1);
      const nowMs = clock.nowMs();
      const changeMs = nowMs === null ? null : nextChangeMs(screening, nowMs);
      // On the second, so that a countdown counts evenly; and just behind a change, so that it is in force.
      const toSecond = nowMs === null ? 250 : 1000 - (nowMs % 1000) + 5;
      const toChange = nowMs === null || changeMs === null ? toSecond : changeMs - nowMs + 5;
      timer = setTimeout(next, Math.max(20, Math.min(toSecond, toChange)));
    };
    next();
    return () => clearTimeout(timer);
  }, [screening, clock]);
  const nowMs = clock.nowMs();
  return nowMs === null ? null : screeningAt(clockOf(screening), nowMs);
}

/** Keeps the picture where everybody is; this machine's own clock is never asked. */
export function useInStep({ screening, clock, player, src }: InStepDeps): InStep {
  const [away, setAway] = useState(false);
  const [silenced, setSilenced] = useState(false);
  const latest = useRef({ screening, clock, away });
  latest.current = { screening, clock, away };
  const step = useRef<StepState>(NOT_IN_STEP);
  /** It was paused, or is being replaced, by the page and not by its viewer. */
  const ours = useRef(true);

  const start = useCallback(async () => {
    const video = player.current?.video();
    if (!video) return;
    step.current = NOT_IN_STEP;
    ours.current = true;
    try {
      await video.play();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || video.muted) return;
      video.muted = true;
      setSilenced(true);
      await video.play().catch(() => undefined);
    }
  }, [player]);

  useEffect(() => {
    const video = src === null ? null : player.current?.video();
    if (!video) return;
    ours.current = true;
    step.current = NOT_IN_STEP;
    let standsUntilMs = Number.NEGATIVE_INFINITY;
    let everybodyComes: ReturnType<typeof setTimeout>;
    const held = () => {
      const nowMs = latest.current.clock.nowMs();
      return nowMs !== null && screeningAt(clockOf(latest.current.screening), nowMs).held;
    };
    const onLoaded = () => {
      // Whoever paused stays where they are asked to come back, whatever is shown since.
      if (!held() && !latest.current.away) void start();
    };
    const onPause = () => {
      if (ours.current || video.ended || video.readyState === 0) return;
      setAway(true);
    };
    const onPlay = () => {
      if (held()) return;
      if (latest.current.away) {
        setAway(false);
        step.current = NOT_IN_STEP;
      }
    };
    const onPlaying = () => {
      ours.current = false;
    };
    const onVolume = () => {
      if (!video.muted) setSilenced(false);
    };
    const compare = () => {
      const nowMs = latest.current.clock.nowMs();
      const date = player.current?.playingDate() ?? null;
      if (nowMs === null || date === null || video.seeking || video.readyState < 2) return;
      const reckoned = clockOf(latest.current.screening);
      const { held: stands, positionMs, phase } = screeningAt(reckoned, nowMs);
      if (phase !== 'playing') return;
      const aheadMs = date.getTime() - (reckoned.startsAtMs + positionMs);
      if (stands) {
        if (!video.paused) {
          ours.current = true;
          video.pause();
        }
        if (Math.abs(aheadMs) > HELD_OFF_MS) video.currentTime -= aheadMs / 1000;
        return;
      }
      if (video.paused) {
        if (nowMs < standsUntilMs) return;
        if (!latest.current.away && ours.current && !video.ended) void start();
        return;
      }
      const next = correction(step.current, aheadMs);
      step.current = next.state;
      if (next.jumpMs !== 0) video.currentTime += next.jumpMs / 1000;
      if (video.playbackRate !== next.rate) video.playbackRate = next.rate;
      if (next.standMs > 0) {
        standsUntilMs = nowMs + next.standMs;
        everybodyComes = setTimeout(compare, next.standMs);
        ours.current = true;
        video.pause();
      }
    };
    const listeners = [
      ['loadedmetadata', onLoaded],
      ['pause', onPause],
      ['play', onPlay],
      ['playing', onPlaying],
      ['volumechange', onVolume],
    ] as const;
    for (const [name, listener] of listeners) video.addEventListener(name, listener);
    const timer = setInterval(compare, COMPARE_EVERY_MS);
    return () => {
      clearInterval(timer);
      clearTimeout(everybodyComes);
      for (const [name, listener] of listeners) video.removeEventListener(name, listener);
    };
  }, [src, player, start]);

  const back = useCallback(() => {
    setAway(false);
    void start();
  }, [start]);
  const withSound = useCallback(() => {
    const video = player.current?.video();
    if (video) video.muted = false;
    setSilenced(false);
    if (video?.paused) void start();
  }, [player, start]);
  return { away, silenced, withSound, back };
}
