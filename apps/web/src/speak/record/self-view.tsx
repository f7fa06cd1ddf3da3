import { useEffect, useMemo, useRef } from 'react';
import { join } from '../../kit/join.ts';
import styles from './record.module.css';

/** Whether a stream shows its speaker: then it is shown as in a mirror, which is what people know of themselves. */
export const showsSpeaker = (stream: MediaStream): boolean =>
  stream.getVideoTracks()[0]?.getSettings().facingMode !== 'environment';

/** What the camera sees, silent. Only the view is mirrored, never the recording. */
export function SelfView({ stream, label }: { readonly stream: MediaStream; readonly label: string }) {
  const video = useRef<HTMLVideoElement>(null);
  // Asked while it runs: once it has ended it may not tell.
  const mirrored = useMemo(() => showsSpeaker(stream), [stream]);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    element.srcObject = stream;
    element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  return (
    <video
      ref={video}
      className={join(styles.self, mirrored && styles.mirrored)}
      aria-label={label}
      muted
      playsInline
      autoPlay
    />
  );
}
