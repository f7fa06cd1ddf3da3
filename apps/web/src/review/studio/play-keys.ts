import type { RefObject } from 'react';
import type { PlayerController } from '../../kit/player/player.tsx';
import type { FrameRate } from '../../kit/time.ts';
import type { KeyMap } from '../use-keys.ts';

const faster = [1, 1.5, 2, 3] as const;

/** Space, J K L, comma and period, as editors know them. */
export function playKeys(player: RefObject<PlayerController | null>, rate: FrameRate): KeyMap {
  const step = (frames: number) => () => player.current?.stepFrames(frames, rate);
  return {
    ' ': () => player.current?.toggle(),
    j: () => {
      const now = player.current;
      if (!now) return;
      now.setRate(1);
      now.seek(now.timeMs() - 1000);
    },
    k: () => {
      player.current?.pause();
      player.current?.setRate(1);
    },
    l: () => {
      const now = player.current;
      const video = now?.video();
      if (!now || !video) return;
      now.setRate(video.paused ? 1 : (faster.find((one) => one > video.playbackRate) ?? 3));
      now.play();
    },
    ',': step(-1),
    '.': step(1),
  };
}
