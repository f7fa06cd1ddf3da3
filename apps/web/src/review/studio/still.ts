export interface Still {
  /** Lies over the video from now on with the frame on show, if that may be seen; else with the one before. */
  readonly hold: (mayBeSeen: (ms: number) => boolean) => void;
  readonly release: () => void;
  readonly remove: () => void;
}

/** A picture over a video, whose next frames are not to be seen. Its frame is known by its own time, not by ours. */
export function stillOver(video: HTMLVideoElement): Still {
  const canvas = document.createElement('canvas');
  canvas.hidden = true;
  canvas.dataset.still = '';
  Object.assign(canvas.style, {
    position: 'absolute',
    inset: '0',
    inlineSize: '100%',
    blockSize: '100%',
    objectFit: 'contain',
    background: '#000',
    pointerEvents: 'none',
  });
  video.after(canvas);
  return {
    hold: (mayBeSeen) => {
      const frame = frameOf(video);
      if (!frame) return;
      if (mayBeSeen(frame.timestamp / 1000)) {
        canvas.width = frame.displayWidth;
        canvas.height = frame.displayHeight;
        canvas.getContext('2d')?.drawImage(frame, 0, 0);
        canvas.hidden = false;
      }
      frame.close();
    },
    release: () => {
      canvas.hidden = true;
    },
    remove: () => canvas.remove(),
  };
}

function frameOf(video: HTMLVideoElement): VideoFrame | null {
  try {
    return 'VideoFrame' in window ? new VideoFrame(video) : null;
  } catch {
    // There is none yet, or the browser lets nobody have it: the video itself is all there is.
    return null;
  }
}
