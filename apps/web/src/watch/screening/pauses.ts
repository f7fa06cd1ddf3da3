type Element = Pick<
  HTMLVideoElement,
  'paused' | 'ended' | 'readyState' | 'pause' | 'play' | 'addEventListener' | 'removeEventListener'
>;

export interface Pauses {
  /** By the page: nobody asked for it. */
  readonly pause: () => void;
  readonly play: () => Promise<void>;
  /** It stands still, and what made it stand was no viewer, or is not known yet. */
  readonly ours: () => boolean;
  readonly end: () => void;
}

/**
 * Tells a viewer who pauses from a page that does. An element's events come later than what they tell of, and a
 * `playing` that was on its way when the page paused comes between that and its `pause`: it tells nothing any more.
 */
export function watchPauses(video: Element, onViewer: () => void): Pauses {
  // What is opened stands still until the page plays it.
  let ours = true;
  const onPlaying = () => {
    if (!video.paused) ours = false;
  };
  const onPause = () => {
    if (ours || !video.paused || video.ended || video.readyState === 0) return;
    onViewer();
  };
  // Opened again: the element stands still without a word.
  const onEmptied = () => {
    ours = true;
  };
  const listeners = [
    ['playing', onPlaying],
    ['pause', onPause],
    ['emptied', onEmptied],
  ] as const;
  for (const [name, listener] of listeners) video.addEventListener(name, listener);
  return {
    pause: () => {
      ours = true;
      video.pause();
    },
    play: async () => {
      ours = true;
      await video.play();
    },
    ours: () => ours,
    end: () => {
      for (const [name, listener] of listeners) video.removeEventListener(name, listener);
    },
  };
}
