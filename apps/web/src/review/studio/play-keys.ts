import { type RefObject, useEffect, useState } from 'react';
import type { PlayerController } from '../../kit/player/player.tsx';
import type { FrameRate } from '../../kit/time.ts';
import { isTaken, useKeys } from '../use-keys.ts';
import { createShuttle, nextSpeed, SLOW } from './shuttle.ts';

/** Space, J K L, comma and period, as editors know them; K held slows J and L down. */
export function usePlayKeys(player: RefObject<PlayerController | null>, rate: FrameRate): void {
  const [shuttle] = useState(() => createShuttle(() => player.current));
  const [held] = useState({ k: false });
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && !isTaken(event)) held.k = true;
    };
    const up = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k') held.k = false;
    };
    const left = () => {
      held.k = false;
    };
    document.addEventListener('keydown', down);
    document.addEventListener('keyup', up);
    window.addEventListener('blur', left);
    return () => {
      shuttle.stop();
      document.removeEventListener('keydown', down);
      document.removeEventListener('keyup', up);
      window.removeEventListener('blur', left);
    };
  }, [held, shuttle]);

  const step = (frames: number) => () => {
    shuttle.stop();
    player.current?.stepFrames(frames, rate);
  };
  useKeys({
    ' ': () => {
      if (shuttle.backSpeed() > 0) return shuttle.stop();
      player.current?.toggle();
    },
    j: (event) => {
      if (!event.repeat) shuttle.back(held.k ? SLOW : nextSpeed(shuttle.backSpeed()));
    },
    k: () => {
      shuttle.stop();
      player.current?.pause();
      player.current?.setRate(1);
    },
    l: (event) => {
      const now = player.current;
      const video = now?.video();
      if (!now || !video || event.repeat) return;
      shuttle.stop();
      now.setRate(held.k ? SLOW : video.paused ? 1 : nextSpeed(video.playbackRate));
      now.play();
    },
    ',': step(-1),
    '.': step(1),
  });
}
