import type { Edit } from '@rostrum/domain';
import { type RefObject, useEffect, useRef } from 'react';
import type { PlayerController } from '../../kit/player/player.tsx';
import { type FrameRate, frameAt, middleOfFrame } from '../../kit/time.ts';
import { beforeJoin, isLeftOut, leapFrom, nextJoin, onto } from './audition-model.ts';
import { stillOver } from './still.ts';

/** A page that is told of no frame for so long still shows none that is left out. */
const HELD_BEFORE_MS = 160;

export interface Audition {
  /** Plays the edit from its beginning. */
  readonly whole: () => void;
  /** Plays from two seconds before the next join; tells which, undefined where there is none. */
  readonly join: () => number | undefined;
}

/**
 * While it is on, what plays is the edit: whatever is left out is passed over before its first frame is shown. The last
 * frames that are kept are shown by a picture over the video, until one that is kept is on show again: a page that is
 * busy is told late. Where the browser gives no such picture it is dark meanwhile.
 */
export function useAudition(
  player: RefObject<PlayerController | null>,
  edit: Edit,
  rate: FrameRate,
  on: boolean,
): Audition {
  const latest = useRef({ edit, rate });
  latest.current = { edit, rate };
  const lastJoin = useRef<number | undefined>(undefined);

  useEffect(() => {
    const video = player.current?.video();
    if (!on || !video) return;
    const still = stillOver(video);
    const cover = (dark: boolean) => {
      video.style.opacity = dark ? '0' : '';
    };
    const look = (shownMs: number) => {
      if (video.paused) return;
      const { edit: now, rate: at } = latest.current;
      const out = isLeftOut(now, shownMs, at);
      cover(out);
      if (video.seeking) return;
      const leap = leapFrom(now, shownMs, at, video.playbackRate);
      const soonOut = isLeftOut(now, shownMs + HELD_BEFORE_MS * video.playbackRate, at);
      if (soonOut || leap !== null) still.hold((ms) => !isLeftOut(now, ms, at));
      else if (!out) still.release();
      if (leap === null) return;
      if (leap !== 'end') {
        player.current?.seek(leap);
        return;
      }
      player.current?.pause();
      player.current?.seek(middleOfFrame(Math.max(0, frameAt(now.outMs - 1, at)), at));
    };
    const timed = () => look(video.currentTime * 1000);
    const begun = () => {
      // Played again after its end, it begins again.
      const { edit: now, rate: at } = latest.current;
      if (leapFrom(now, video.currentTime * 1000, at) === 'end') player.current?.seek(onto(now.inMs, at));
      else timed();
    };
    video.addEventListener('play', begun);
    const tellsFrames = 'requestVideoFrameCallback' in HTMLVideoElement.prototype;
    // Whoever stops may look at what is left out as well.
    const stopped = () => {
      if (video.seeking || (!video.paused && tellsFrames)) return;
      cover(false);
      still.release();
    };
    video.addEventListener('pause', stopped);
    video.addEventListener('seeked', stopped);
    let handle = 0;
    if (tellsFrames) {
      const next = (_now: number, frame: VideoFrameCallbackMetadata) => {
        look(frame.mediaTime * 1000);
        handle = video.requestVideoFrameCallback(next);
      };
      handle = video.requestVideoFrameCallback(next);
    } else video.addEventListener('timeupdate', timed);
    if (!video.paused) timed();
    return () => {
      cover(false);
      still.remove();
      video.removeEventListener('play', begun);
      video.removeEventListener('pause', stopped);
      video.removeEventListener('seeked', stopped);
      video.removeEventListener('timeupdate', timed);
      if ('cancelVideoFrameCallback' in video) video.cancelVideoFrameCallback(handle);
    };
  }, [on, player]);

  const playFrom = (ms: number) => {
    const now = player.current;
    if (!now) return;
    now.setRate(1);
    now.seek(ms);
    now.play();
  };
  return {
    whole: () => {
      lastJoin.current = undefined;
      playFrom(onto(edit.inMs, rate));
    },
    join: () => {
      const join = nextJoin(edit, lastJoin.current);
      lastJoin.current = join;
      playFrom(onto(join === undefined ? edit.inMs : beforeJoin(edit, join), rate));
      return join;
    },
  };
}
