import type { Peaks } from '@rostrum/domain';
import { type PointerEvent, type Ref, useCallback, useEffect, useImperativeHandle, useRef } from 'react';
import styles from './captioning.module.css';
import type { CueList } from './cue-list.ts';
import { drawWave, type WaveColours } from './draw-wave.ts';

export interface WaveHandle {
  /** Draws it around that moment, at once and without React. */
  readonly moveTo: (ms: number) => void;
}

interface WaveProps {
  readonly peaks: Peaks | undefined;
  readonly list: CueList;
  readonly chosen: number;
  readonly lengthMs: number;
  readonly onSeek: (ms: number) => void;
  readonly ref: Ref<WaveHandle>;
}

/** So much of the sound is seen at once. */
const SPAN_MS = 12_000;

/**
 * The sound around what is playing, with the captions that lie there. Hidden from assistive technology: what it
 * shows is heard, and the list says where.
 */
export function Wave({ peaks, list, chosen, lengthMs, onSeek, ref }: WaveProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const at = useRef(0);
  const colours = useRef<WaveColours | null>(null);
  const shown = useRef({ peaks, list, chosen, lengthMs });
  shown.current = { peaks, list, chosen, lengthMs };

  const paint = useCallback(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || element.clientWidth === 0) return;
    colours.current ??= coloursOf(element);
    const { clientWidth, clientHeight } = element;
    const scale = Math.min(2, devicePixelRatio || 1);
    const [width, height] = [Math.round(clientWidth * scale), Math.round(clientHeight * scale)];
    if (element.width !== width || element.height !== height) Object.assign(element, { width, height });
    context.setTransform(scale, 0, 0, scale, 0, 0);
    drawWave(context, {
      ...shown.current,
      width: clientWidth,
      height: clientHeight,
      atMs: at.current,
      spanMs: SPAN_MS,
      colours: colours.current,
    });
  }, []);
  useImperativeHandle(
    ref,
    () => ({
      moveTo: (ms) => {
        at.current = ms;
        paint();
      },
    }),
    [paint],
  );
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const again = () => {
      colours.current = null;
      paint();
    };
    const resized = new ResizeObserver(paint);
    resized.observe(element);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', again);
    return () => {
      resized.disconnect();
      scheme.removeEventListener('change', again);
    };
  }, [paint]);
  useEffect(paint, [peaks, list, chosen, lengthMs, paint]);

  const seek = (event: PointerEvent<HTMLCanvasElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const ms = at.current + ((event.clientX - left) / width - 0.5) * SPAN_MS;
    onSeek(Math.max(0, Math.min(lengthMs, ms)));
  };
  return (
    <div aria-hidden="true">
      <canvas ref={canvas} className={styles.wave} onPointerDown={seek} />
    </div>
  );
}

function coloursOf(element: Element): WaveColours {
  const style = getComputedStyle(element);
  const named = (name: string) => style.getPropertyValue(name).trim();
  return {
    wave: named('--stage-soft'),
    cue: named('--stage-edge'),
    chosen: named('--stage-accent'),
    now: named('--stage-amber'),
  };
}
