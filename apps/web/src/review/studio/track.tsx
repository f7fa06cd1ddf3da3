import { type PointerEvent, type ReactNode, type Ref, useImperativeHandle, useRef } from 'react';
import { TilePreview, type TilePreviewHandle } from '../../kit/storyboard/tile-preview.tsx';
import { type FrameRate, formatFrame, formatTime, frameAt } from '../../kit/time.ts';
import { Filmstrip } from './filmstrip.tsx';
import { type Position, usePositionMs } from './position.ts';
import type { Peaks } from './read-peaks.ts';
import styles from './timeline.module.css';
import { rulerOf, shareOf, type View } from './view.ts';
import { Waveform } from './waveform.tsx';

/** What is shown of a take or a cut beside its picture. */
export interface Beside {
  readonly peaks: Peaks | undefined;
  /** The waveform was asked for and cannot be read. */
  readonly peaksFailed: boolean;
  /** Address of the storyboard. */
  readonly storyboard: string | undefined;
}

export interface TrackHandle {
  readonly positionOf: (event: { readonly clientX: number }) => number;
  /** Shows the picture of a moment above the track. */
  readonly point: (ms: number) => void;
  readonly leave: () => void;
}

interface TrackProps {
  readonly lengthMs: number;
  readonly view: View;
  readonly position: Position;
  readonly rate: FrameRate;
  readonly beside: Beside;
  readonly onSeek: (ms: number) => void;
  readonly handle?: Ref<TrackHandle>;
  readonly children?: ReactNode;
}

export const percent = (share: number): string => `${Math.min(1, Math.max(0, share)) * 100}%`;

/** What is on view from left to right, as the video runs in every script: press or drag to go there. */
export function Track(props: TrackProps) {
  const { lengthMs, view, position, rate, beside, onSeek, handle, children } = props;
  const track = useRef<HTMLDivElement>(null);
  const tile = useRef<TilePreviewHandle>(null);
  const dragging = useRef(false);

  const positionOf = ({ clientX }: { readonly clientX: number }): number => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return view.startMs;
    const share = Math.min(1, Math.max(0, (clientX - box.left) / box.width));
    return view.startMs + share * view.spanMs;
  };
  const point = (ms: number) => {
    const share = Math.min(1, Math.max(0, shareOf(view, ms)));
    tile.current?.show(Math.min(ms, lengthMs - 1), share * (track.current?.clientWidth ?? 0));
  };
  const leave = () => tile.current?.hide();
  useImperativeHandle(handle, () => ({ positionOf, point, leave }));

  const end = (event: PointerEvent) => {
    dragging.current = false;
    if (event.pointerType !== 'mouse') leave();
  };
  return (
    <>
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
        {beside.storyboard !== undefined && (
          <Filmstrip src={beside.storyboard} lengthMs={lengthMs} view={view} />
        )}
        <Waveform peaks={beside.peaks} lengthMs={lengthMs} view={view} />
        {children}
        <Playhead position={position} view={view} />
        <TilePreview
          handle={tile}
          src={beside.storyboard}
          format={(ms) => formatFrame(frameAt(ms, rate), rate)}
        />
      </div>
      <div className={styles.ruler} aria-hidden="true">
        {rulerOf(view).map((ms) => (
          <span key={ms} style={{ left: percent(shareOf(view, ms)) }}>
            {formatTime(ms)}
          </span>
        ))}
      </div>
    </>
  );
}

function Playhead({ position, view }: { readonly position: Position; readonly view: View }) {
  const share = shareOf(view, usePositionMs(position));
  if (share < 0 || share > 1) return null;
  return <div className={styles.head} style={{ left: percent(share) }} />;
}
