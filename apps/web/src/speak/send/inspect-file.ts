export interface Inspected {
  readonly bytes: number;
  /** By this browser; null where it cannot tell. Only advice: the server measures. */
  readonly lengthMs: number | null;
}

const PATIENCE_MS = 8_000;
/** Further than any recording: a browser that does not know the length looks for the end. */
const FAR_SECONDS = 1e7;

/** Reads what the browser can tell of a file before a byte is sent. */
export async function inspectFile(file: File): Promise<Inspected> {
  return { bytes: file.size, lengthMs: file.size === 0 ? null : await lengthOf(file) };
}

function lengthOf(file: File): Promise<number | null> {
  const video = document.createElement('video');
  const address = URL.createObjectURL(file);
  return new Promise((resolve) => {
    const end = (seconds: number | null) => {
      clearTimeout(patience);
      video.removeAttribute('src');
      video.load();
      URL.revokeObjectURL(address);
      resolve(seconds === null ? null : Math.round(seconds * 1000));
    };
    const patience = setTimeout(() => end(null), PATIENCE_MS);
    const look = () => {
      const { duration } = video;
      if (Number.isFinite(duration) && duration > 0) end(duration);
      // A recording made in a browser carries no length: its end must be looked for.
      else if (duration === Number.POSITIVE_INFINITY && video.currentTime === 0)
        video.currentTime = FAR_SECONDS;
    };
    video.preload = 'metadata';
    video.muted = true;
    video.addEventListener('loadedmetadata', look);
    video.addEventListener('durationchange', look);
    video.addEventListener('seeked', () => {
      if (!Number.isFinite(video.duration) && video.currentTime > 0) end(video.currentTime);
    });
    video.addEventListener('error', () => end(null), { once: true });
    video.src = address;
  });
}
