import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import styles from './tile-preview.module.css';
import { openTiles, type Tiles } from './tiles.ts';

export interface TilePreviewHandle {
  /** @param left where it points to, in pixels from the left of the element that it is placed in */
  readonly show: (ms: number, left: number) => void;
  readonly hide: () => void;
}

export interface TilePreviewProps {
  /** Address of the storyboard; without one, the time alone is shown. */
  readonly src: string | undefined;
  readonly format: (ms: number) => string;
  readonly handle: Ref<TilePreviewHandle>;
}

/**
 * The picture and the time of the place that is pointed to, above a timeline. Follows a pointer without React's
 * help. Hidden from assistive technology: it stands beside sliders that say the time.
 */
export function TilePreview({ src, format, handle }: TilePreviewProps) {
  const box = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  const time = useRef<HTMLSpanElement>(null);
  const tiles = useRef<Tiles | undefined>(undefined);
  const shown = useRef<{ ms: number; left: number } | undefined>(undefined);
  const latest = useRef(format);
  latest.current = format;

  const paint = useRef(() => {
    const now = shown.current;
    if (!box.current || !picture.current || !time.current) return;
    box.current.hidden = now === undefined;
    if (now === undefined) return;
    picture.current.hidden = tiles.current?.draw(picture.current, now.ms) !== true;
    time.current.textContent = latest.current(now.ms);
    const room = box.current.offsetParent?.clientWidth ?? 0;
    const half = box.current.offsetWidth / 2;
    const middle = Math.max(half, Math.min(room - half, now.left));
    box.current.style.left = `${Math.round(middle - half)}px`;
  }).current;

  useEffect(() => {
    if (src === undefined) return;
    const opened = openTiles(src, paint);
    tiles.current = opened;
    return () => {
      tiles.current = undefined;
      opened.stop();
    };
  }, [src, paint]);

  useImperativeHandle(
    handle,
    () => ({
      show: (ms, left) => {
        shown.current = { ms, left };
        paint();
      },
      hide: () => {
        shown.current = undefined;
        paint();
      },
    }),
    [paint],
  );

  return (
    <div ref={box} className={styles.preview} aria-hidden="true" data-storyboard="" hidden>
      <canvas ref={picture} className={styles.picture} hidden />
      <span ref={time} className={styles.time} />
    </div>
  );
}
