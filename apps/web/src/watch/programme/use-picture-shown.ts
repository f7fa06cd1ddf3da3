import { type RefObject, useEffect, useState } from 'react';
import type { PlayerController } from '../../kit/player/player.tsx';

/** A line so slow, or a picture that fails: what stands beside it does not wait for ever. */
const LATEST_MS = 6_000;

/** Whether there is a picture: what is not needed to watch is asked for behind it. */
export function usePictureShown(player: RefObject<PlayerController | null>): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const video = player.current?.video();
    const done = () => setShown(true);
    if (!video || video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      done();
      return;
    }
    video.addEventListener('loadeddata', done);
    const timer = setTimeout(done, LATEST_MS);
    return () => {
      video.removeEventListener('loadeddata', done);
      clearTimeout(timer);
    };
  }, [player]);
  return shown;
}
