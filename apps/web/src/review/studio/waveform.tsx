import { memo } from 'react';
import { columnsOf, type Peaks } from './read-peaks.ts';
import styles from './timeline.module.css';
import { useCanvas } from './use-canvas.ts';
import type { View } from './view.ts';

interface WaveformProps {
  /** Undefined while they are not there: a line without a wave. */
  readonly peaks: Peaks | undefined;
  readonly lengthMs: number;
  readonly view: View;
}

/**
 * The sound's shape behind a timeline, drawn once for each size, view and scheme. Hidden from assistive technology:
 * what it shows is heard, and the sliders before it say where.
 */
export const Waveform = memo(function Waveform({ peaks, lengthMs, view }: WaveformProps) {
  const { canvas } = useCanvas(
    (context, width, height) => {
      context.fillStyle = getComputedStyle(context.canvas).color;
      draw(context, width, height, peaks ? columnsOf(peaks, lengthMs, width, view) : []);
    },
    [peaks, lengthMs, view],
  );
  return (
    <div className={styles.wave} aria-hidden="true">
      <canvas ref={canvas} data-waveform="" />
    </div>
  );
});

function draw(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  columns: ReturnType<typeof columnsOf>,
): void {
  const middle = height / 2;
  context.fillRect(0, middle - 0.5, width, 1);
  if (columns.length === 0) return;
  const x = (column: number) => ((column + 0.5) * width) / columns.length;
  context.beginPath();
  context.moveTo(0, middle);
  columns.forEach(({ greatest }, at) => {
    context.lineTo(x(at), middle - greatest * middle);
  });
  context.lineTo(width, middle);
  for (let at = columns.length - 1; at >= 0; at -= 1)
    context.lineTo(x(at), middle - (columns[at]?.least ?? 0) * middle);
  context.closePath();
  context.fill();
}
