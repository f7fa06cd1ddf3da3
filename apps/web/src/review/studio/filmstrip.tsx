import { memo, useEffect, useRef } from 'react';
import { openTiles, type Tiles } from '../../kit/storyboard/tiles.ts';
import styles from './timeline.module.css';
import { useCanvas } from './use-canvas.ts';
import type { View } from './view.ts';

interface FilmstripProps {
  /** Address of the storyboard. */
  readonly src: string;
  readonly lengthMs: number;
  readonly view: View;
}

const PICTURE_SHAPE = 16 / 9;

/** The pictures of the part on show, side by side over its sound. Hidden from assistive technology, as the sound is. */
export const Filmstrip = memo(function Filmstrip({ src, lengthMs, view }: FilmstripProps) {
  const tiles = useRef<Tiles | undefined>(undefined);
  const { canvas, paint } = useCanvas(
    (context, width, height) => {
      const count = Math.max(1, Math.round(width / (height * PICTURE_SHAPE)));
      const each = width / count;
      for (let at = 0; at < count; at += 1) {
        const ms = view.startMs + ((at + 0.5) * view.spanMs) / count;
        // As wide as its place: the pictures meet without a gap, out of shape by a few per cent at most.
        const into = { x: at * each, y: 0, width: each, height };
        tiles.current?.drawInto(context, Math.min(ms, lengthMs - 1), into);
      }
    },
    [view, lengthMs],
  );
  useEffect(() => {
    const opened = openTiles(src, paint);
    tiles.current = opened;
    paint();
    return () => {
      tiles.current = undefined;
      opened.stop();
    };
  }, [src, paint]);
  return (
    <div className={styles.film} aria-hidden="true">
      <canvas ref={canvas} data-filmstrip="" />
    </div>
  );
});
