import type { Edit } from '@rostrum/domain';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { join } from '../../kit/join.ts';
import { type FrameRate, formatFrame, frameAt } from '../../kit/time.ts';
import { useWords } from '../words/use-words.ts';
import { startOfFrame } from './edit-model.ts';
import styles from './timeline.module.css';
import { type Beside, Track, type TrackHandle } from './track.tsx';

interface TimelineProps {
  readonly edit: Edit;
  readonly lengthMs: number;
  readonly atMs: number;
  readonly rate: FrameRate;
  /** Where a removal was begun that is not ended yet. */
  readonly removalFrom: number | undefined;
  readonly beside: Beside;
  readonly onSeek: (ms: number) => void;
  readonly onIn: (ms: number) => void;
  readonly onOut: (ms: number) => void;
}

type Handle = 'in' | 'out';

/** The whole take: what is kept, what is removed, where it stands. */
export function Timeline(props: TimelineProps) {
  const { edit, lengthMs, atMs, rate, removalFrom, beside, onSeek, onIn, onOut } = props;
  const { t } = useWords();
  const track = useRef<TrackHandle>(null);
  const dragging = useRef<Handle | undefined>(undefined);
  const share = (ms: number) => `${(Math.min(lengthMs, Math.max(0, ms)) / lengthMs) * 100}%`;
  const span = (startMs: number, endMs: number) => ({
    left: share(startMs),
    width: share(Math.max(0, endMs - startMs)),
  });

  const apply = (what: Handle, ms: number) => {
    // Setting in and out also shows the frame that was chosen.
    if (what === 'in') onIn(ms);
    if (what === 'out') onOut(ms);
    onSeek(ms);
  };
  const begin = (what: Handle) => (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    dragging.current = what;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  // The track sees the move as well, and shows the picture of where it goes.
  const move = (event: PointerEvent) => {
    if (dragging.current && track.current) apply(dragging.current, track.current.positionOf(event));
  };
  const end = () => {
    dragging.current = undefined;
  };

  const stepped = (handle: Handle) => (event: KeyboardEvent) => {
    const current = handle === 'in' ? edit.inMs : edit.outMs;
    const frame = handle === 'in' ? frameAt(current, rate) : frameAt(current, rate) - 1;
    const second = Math.round(rate.num / rate.den);
    const steps: Record<string, number> = {
      ArrowLeft: frame - 1,
      ArrowDown: frame - 1,
      ArrowRight: frame + 1,
      ArrowUp: frame + 1,
      PageDown: frame - second,
      PageUp: frame + second,
      Home: 0,
      End: frameAt(lengthMs - 1, rate),
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const ms = startOfFrame(Math.max(0, next), rate);
    apply(handle, ms);
    track.current?.point(ms);
  };

  const handle = (which: Handle, ms: number) => (
    <div
      role="slider"
      tabIndex={0}
      className={join(styles.handle, styles[which])}
      style={{ left: share(ms) }}
      aria-label={t(which === 'in' ? 'edit.in' : 'edit.out')}
      aria-valuemin={0}
      aria-valuemax={lengthMs}
      aria-valuenow={ms}
      aria-valuetext={formatFrame(frameAt(ms, rate), rate)}
      onPointerDown={begin(which)}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={stepped(which)}
      onBlur={() => track.current?.leave()}
    />
  );

  return (
    <div className={styles.timeline} dir="ltr">
      <Track handle={track} lengthMs={lengthMs} atMs={atMs} rate={rate} beside={beside} onSeek={onSeek}>
        <div className={styles.outside} style={span(0, edit.inMs)} />
        <div className={styles.outside} style={span(edit.outMs, lengthMs)} />
        <div className={styles.kept} style={span(edit.inMs, edit.outMs)} />
        {edit.removals.map((range) => (
          <div key={range.startMs} className={styles.removed} style={span(range.startMs, range.endMs)} />
        ))}
        {removalFrom !== undefined && (
          <div
            className={styles.marking}
            style={span(Math.min(removalFrom, atMs), Math.max(removalFrom, atMs))}
          />
        )}
        {handle('in', edit.inMs)}
        {handle('out', edit.outMs)}
      </Track>
    </div>
  );
}
