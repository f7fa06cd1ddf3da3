import type { PlayerController } from '../../kit/player/player.tsx';

/** How fast, at one press of J or L and at each further one. */
const SPEEDS = [1, 1.5, 2, 3, 4] as const;
/** With K held down. */
export const SLOW = 0.25;

export const nextSpeed = (now: number): number => SPEEDS.find((speed) => speed > now) ?? 4;

export interface Shuttle {
  /** Backwards, as fast as that: browsers play forwards only, so it goes from picture to picture. */
  readonly back: (speed: number) => void;
  /** How fast it goes back, 0 where it does not. */
  readonly backSpeed: () => number;
  readonly stop: () => void;
}

export function createShuttle(player: () => PlayerController | null): Shuttle {
  let speed = 0;
  let from = 0;
  let begunAt = 0;
  let frame = 0;

  const stop = () => {
    speed = 0;
    cancelAnimationFrame(frame);
  };
  const step = (now: number) => {
    const video = player()?.video();
    if (!video || speed === 0) return stop();
    // Somebody pressed play meanwhile.
    if (!video.paused) return stop();
    const there = Math.max(0, from - (now - begunAt) * speed);
    // One picture at a time: what is asked for faster than it can be shown would never be seen.
    if (!video.seeking) player()?.seek(there);
    if (there === 0 && !video.seeking) return stop();
    frame = requestAnimationFrame(step);
  };
  return {
    back: (wanted) => {
      const now = player();
      if (!now) return;
      now.pause();
      now.setRate(1);
      cancelAnimationFrame(frame);
      speed = wanted;
      from = now.timeMs();
      begunAt = performance.now();
      frame = requestAnimationFrame(step);
    },
    backSpeed: () => speed,
    stop,
  };
}
