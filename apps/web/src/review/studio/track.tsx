import { type PointerEvent, type ReactNode, type Ref, useImperativeHandle, useRef } from 'react';
import { TilePreview, type TilePreviewHandle } from '../../kit/storyboard/tile-preview.tsx';
import { type FrameRate, formatFrame, frameAt } from '../../kit/time.ts';
import type { Peaks } from './read-peaks.ts';
import styles from './timeline.module.css';
import { Waveform } from './waveform.tsx';

/** What is shown of a take or a cut beside its picture. */
export interface Beside {
  readonly peaks: Peaks | undefined;
  /** Address of the storyboard. */
  readonly storyboard: string | undefined;
}

export interface TrackHandle {
  readonly positionOf: (event: PointerEvent) => number;
  /** Shows the picture of a moment above the track. */
  readonly point: (ms: number) => void;
  readonly leave: () => void;
}

interface TrackProps {
  readonly lengthMs: number;
  readonly atMs: number;
  readonly rate: FrameRate;
  readonly beside: Beside;
  readonly onSeek: (ms: number) => void;
  readonly handle?: Ref<TrackHandle>;
  readonly children?: ReactNode;
}

/** The whole length from left to right, as the video runs in every script, with its sound: press or drag to go there. */
export function Track({ lengthMs, atMs, rate, beside, onSeek, handle, children }: TrackProps) {
  const track = useRef<HTMLDivElement>(null);
  const tile = useRef<TilePreviewHandle>(null);
  const dragging = useRef(false);

  const positionOf = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return 0;
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * lengthMs;
  };
  const point = (ms: number) =>
    tile.current?.show(Math.min(ms, lengthMs - 1), (ms / lengthMs) * (track.current?.clientWidth ?? 0));
  const leave = () => tile.current?.hide();
  useImperativeHandle(handle, () => ({ positionOf, point, leave }));

  const end = (event: PointerEvent) => {
    dragging.current = false;
    if (event.pointerType !== 'mouse') leave();
  };
  return (
    <div
      ref={track}
      className={styles.track}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        const ms = positionOf(event);
        point(ms);
        onSeek(ms);
      }}
      onPointerMove={(event) => {
        const ms = positionOf(event);
        point(ms);
        if (dragging.current) onSeek(ms);
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onPointerLeave={leave}
    >
      <Waveform peaks={beside.peaks} lengthMs={lengthMs} />
      {children}
      <div className={styles.head} style={{ left: `${(Math.min(lengthMs, atMs) / lengthMs) * 100}%` }} />
      <TilePreview
        handle={tile}
        src={beside.storyboard}
        format={(ms) => formatFrame(frameAt(ms, rate), rate)}
      />
    </div>
  );
}
