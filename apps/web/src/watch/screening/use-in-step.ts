import { type ScreeningPosition, screeningAt } from '@rostrum/domain';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { PlayerController } from '../../kit/player/player.tsx';
import { clockOf, nextChangeMs } from '../../live/screening-clock.ts';
import type { Screening } from '../api.ts';
import { type Follower, followEverybody, type Standing } from './follow-everybody.ts';
import { NOT_IN_STEP, type StepState } from './keep-in-step.ts';
import { noticeSleep } from './notice-sleep.ts';
import { type Pauses, watchPauses } from './pauses.ts';
import type { ServerClock } from './server-clock.ts';

export interface InStep {
  /** The viewer paused: it goes on without them. */
  readonly away: boolean;
  /** The browser plays no sound before somebody touched the page. */
  readonly silenced: boolean;
  /** The page slept: what it has is not where everybody is. */
  readonly returning: boolean;
  readonly withSound: () => void;
  readonly back: () => void;
}

export interface InStepDeps {
  readonly screening: Screening;
  /** When it was asked for, by the page's steady clock. */
  readonly askedMs: number;
  readonly clock: ServerClock;
  readonly player: RefObject<PlayerController | null>;
  /** Of what plays; another one is another picture. */
  readonly src: string | null;
}

/** Where everybody is, told once a second and whenever it changes by itself. */
export function usePosition(screening: Screening, clock: ServerClock): ScreeningPosition | null {
  const [, tell] = useState(0);
  const last = useRef<ScreeningPosition | null>(null);
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
  // After a sleep the time has to be asked for again: until then all stays as it was.
  if (nowMs !== null) last.current = screeningAt(clockOf(screening), nowMs);
  return last.current;
}

/** Keeps the picture where everybody is; this machine's own clock is never asked. */
export function useInStep({ screening, askedMs, clock, player, src }: InStepDeps): InStep {
  const [away, setAway] = useState(false);
  const [silenced, setSilenced] = useState(false);
  const [returning, setReturning] = useState(false);
  const standing: Standing = { screening, askedMs, nowMs: clock.nowMs, away };
  const latest = useRef(standing);
  latest.current = standing;
  const step = useRef<StepState>(NOT_IN_STEP);
  const pauses = useRef<Pauses | null>(null);
  const follower = useRef<Follower | null>(null);
  /** Since when; null while the picture is what it is said to be. */
  const wokeMs = useRef<number | null>(null);

  const start = useCallback(async () => {
    const video = player.current?.video();
    const watched = pauses.current;
    if (!video || !watched) return;
    step.current = NOT_IN_STEP;
    try {
      await watched.play();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || video.muted) return;
      video.muted = true;
      setSilenced(true);
      await watched.play().catch(() => undefined);
    }
  }, [player]);

  useEffect(
    () =>
      noticeSleep((ms) => {
        if (!player.current?.video()) return;
        wokeMs.current = ms;
        pauses.current?.pause();
        // Before another picture is painted.
        flushSync(() => setReturning(true));
      }),
    [player],
  );

  useEffect(() => {
    const video = src === null ? null : player.current?.video();
    if (!video) {
      wokeMs.current = null;
      setReturning(false);
      return;
    }
    const watched = watchPauses(video, () => setAway(true));
    pauses.current = watched;
    step.current = NOT_IN_STEP;
    const onPlay = () => {
      const { nowMs, away: left } = latest.current;
      const now = nowMs();
      if (now !== null && screeningAt(clockOf(latest.current.screening), now).held) return;
      if (!left) return;
      setAway(false);
      step.current = NOT_IN_STEP;
    };
    const onVolume = () => {
      if (!video.muted) setSilenced(false);
    };
    video.addEventListener('play', onPlay);
    video.addEventListener('volumechange', onVolume);
    const following = followEverybody({
      video,
      player,
      pauses: watched,
      step,
      wokeMs,
      standing: () => latest.current,
      start,
      onBack: () => setReturning(false),
    });
    follower.current = following;
    return () => {
      follower.current = null;
      following.end();
      watched.end();
      video.removeEventListener('play', onPlay);
      video.removeEventListener('volumechange', onVolume);
    };
  }, [src, player, start]);

  // What was asked for after a sleep is waited for.
  useEffect(() => {
    if (wokeMs.current !== null && askedMs >= wokeMs.current) follower.current?.compare();
  }, [askedMs]);

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
  return { away, silenced, returning, withSound, back };
}
