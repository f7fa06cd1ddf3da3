import { memo, useEffect, useRef } from 'react';
import { columnsOf, type Peaks } from './read-peaks.ts';
import styles from './timeline.module.css';

interface WaveformProps {
  /** Undefined while they are not there: a line without a wave. */
  readonly peaks: Peaks | undefined;
  readonly lengthMs: number;
}

/**
 * The sound's shape behind a timeline, drawn once for each size and scheme. Hidden from assistive technology:
 * what it shows is heard, and the sliders before it say where.
 */
export const Waveform = memo(function Waveform({ peaks, lengthMs }: WaveformProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const paint = () => draw(element, peaks, lengthMs);
    const resized = new ResizeObserver(paint);
    resized.observe(element);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', paint);
    return () => {
      resized.disconnect();
      scheme.removeEventListener('change', paint);
    };
  }, [peaks, lengthMs]);
  return (
    <div className={styles.wave} aria-hidden="true">
      <canvas ref={canvas} data-waveform="" />
    </div>
  );
});

function draw(canvas: HTMLCanvasElement, peaks: Peaks | undefined, lengthMs: number): void {
  const { clientWidth, clientHeight } = canvas;
  const scale = Math.min(2, devicePixelRatio || 1);
  canvas.width = Math.round(clientWidth * scale);
  canvas.height = Math.round(clientHeight * scale);
  const context = canvas.getContext('2d');
  if (!context || clientWidth === 0) return;
  context.scale(scale, scale);
  context.fillStyle = getComputedStyle(canvas).color;
  const middle = clientHeight / 2;
  context.fillRect(0, middle - 0.5, clientWidth, 1);
  if (!peaks) return;
  const columns = columnsOf(peaks, lengthMs, clientWidth);
  const x = (column: number) => ((column + 0.5) * clientWidth) / columns.length;
  context.beginPath();
  context.moveTo(0, middle);
  columns.forEach(({ greatest }, at) => {
    context.lineTo(x(at), middle - greatest * middle);
  });
  context.lineTo(clientWidth, middle);
  for (let at = columns.length - 1; at >= 0; at -= 1)
    context.lineTo(x(at), middle - (columns[at]?.least ?? 0) * middle);
  context.closePath();
  context.fill();
}
