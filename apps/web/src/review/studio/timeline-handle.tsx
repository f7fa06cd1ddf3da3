import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react';
import { join } from '../../kit/join.ts';
import { type FrameRate, formatFrame, frameAt } from '../../kit/time.ts';
import { startOfFrame } from './edit-model.ts';
import styles from './timeline.module.css';
import { percent, type TrackHandle } from './track.tsx';
import { shareOf, type View } from './view.ts';

export interface HandleProps {
  /** What it is called by the key that brings it to a silence. */
  readonly id: string;
  readonly className: string | undefined;
  readonly label: string;
  /** What is read out, where it is not just the time. */
  readonly valueText?: string;
  readonly ms: number;
  /** Frame on show for the handle: of an out-point the last one kept. */
  readonly shownMs: number;
  /** A stretch that is moved as a whole is as wide as it is long. */
  readonly endMs?: number;
  readonly lengthMs: number;
  readonly view: View;
  readonly rate: FrameRate;
  readonly track: RefObject<TrackHandle | null>;
  /** @param ms the frame on which it shall lie, within the take */
  readonly onMove: (ms: number) => void;
  readonly onGrab: () => void;
  readonly onSettle: () => void;
  readonly onShow: (ms: number) => void;
  /** A press without a move, at that place. */
  readonly onPress?: (ms: number) => void;
  readonly onDelete?: () => void;
}

/** A place on the timeline that is moved by hand, finger or key: arrows by a frame, with Shift by a second. */
export function TimelineHandle(props: HandleProps) {
  const { id, className, label, valueText, ms, shownMs, endMs, lengthMs, view, rate, track } = props;
  const grabbed = useRef<{ readonly offsetMs: number; readonly x: number; moved: boolean } | undefined>(
    undefined,
  );

  const down = (event: PointerEvent) => {
    if (event.button !== 0 || !track.current) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    grabbed.current = {
      offsetMs: shownMs - track.current.positionOf(event),
      x: event.clientX,
      moved: false,
    };
    props.onGrab();
  };
  // The track sees the move as well, and shows the picture of where it goes.
  const move = (event: PointerEvent) => {
    const from = grabbed.current;
    if (!from || !track.current) return;
    if (!from.moved && Math.abs(event.clientX - from.x) < 3) return;
    from.moved = true;
    props.onMove(Math.max(0, track.current.positionOf(event) + from.offsetMs));
  };
  const end = (event: PointerEvent) => {
    const from = grabbed.current;
    grabbed.current = undefined;
    if (!from) return;
    if (!from.moved && track.current) props.onPress?.(track.current.positionOf(event));
    props.onSettle();
  };
  const key = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if ((event.key === 'Delete' || event.key === 'Backspace') && props.onDelete) {
      event.preventDefault();
      props.onDelete();
      return;
    }
    const frame = frameAt(shownMs, rate);
    const second = Math.round(rate.num / rate.den);
    const by = event.shiftKey ? second : 1;
    const steps: Record<string, number> = {
      ArrowLeft: frame - by,
      ArrowDown: frame - by,
      ArrowRight: frame + by,
      ArrowUp: frame + by,
      PageDown: frame - second,
      PageUp: frame + second,
      Home: 0,
      End: frameAt(lengthMs - 1, rate),
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const there = startOfFrame(Math.min(Math.max(0, next), frameAt(lengthMs - 1, rate)), rate);
    props.onMove(there);
    track.current?.point(there);
  };

  const from = shareOf(view, ms);
  const to = endMs === undefined ? from : shareOf(view, endMs);
  const away = to < 0 || from > 1;
  return (
    <div
      role="slider"
      tabIndex={0}
      data-handle={id}
      className={join(className, away && styles.away)}
      style={{
        left: percent(from),
        width: endMs === undefined ? undefined : percent(Math.min(1, to) - Math.max(0, from)),
      }}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={lengthMs}
      aria-valuenow={ms}
      aria-valuetext={valueText ?? formatFrame(frameAt(ms, rate), rate)}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={key}
      onFocus={() => {
        if (!grabbed.current) props.onShow(ms);
      }}
      onBlur={() => {
        track.current?.leave();
        props.onSettle();
      }}
    />
  );
}
