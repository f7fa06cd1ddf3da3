import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import type { FrameRate } from '../../kit/time.ts';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { type Mark, Marks } from './marks.tsx';
import type { Position } from './position.ts';
import stage from './stage.module.css';
import styles from './timeline.module.css';
import { type Beside, percent, Track, type TrackHandle } from './track.tsx';
import { following, isWhole, movedTo, shareOf, type View, wholeView, zoomed } from './view.ts';

const NEARER = 2;
/** Of the view, for one turn of a wheel's notch. */
const WHEEL_SHARE = 0.002;

interface ZoomTrackProps {
  readonly lengthMs: number;
  readonly position: Position;
  readonly rate: FrameRate;
  readonly beside: Beside;
  readonly marks: readonly Mark[];
  readonly onSeek: (ms: number) => void;
  /** What lies over the picture and the sound. `show` brings a moment into view. */
  readonly children?: (on: {
    readonly view: View;
    readonly track: React.RefObject<TrackHandle | null>;
    readonly show: (ms: number) => void;
  }) => ReactNode;
  /** What stands below, before the zoom's own buttons. */
  readonly foot?: ReactNode;
}

/** One timeline: pictures and sound, from all of it to a few frames; the view goes with the playhead. */
export function ZoomTrack(props: ZoomTrackProps) {
  const { lengthMs, position, rate, beside, marks, onSeek, children, foot } = props;
  const { t } = useWords();
  const [wanted, setView] = useState(() => wholeView(lengthMs));
  // Of a take that was prepared anew the length may be another.
  const view = wanted.startMs + wanted.spanMs > lengthMs ? wholeView(lengthMs) : wanted;
  const track = useRef<TrackHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const whole = isWhole(view, lengthMs);

  const zoom = (factor: number) => setView((now) => zoomed(now, factor, position.get(), lengthMs));
  const fit = () => setView(wholeView(lengthMs));
  const show = (ms: number) => setView((now) => following(now, ms, lengthMs));
  useKeys({ '+': () => zoom(NEARER), '=': () => zoom(NEARER), '-': () => zoom(1 / NEARER), '0': fit });

  useEffect(
    () => position.subscribe(() => setView((now) => following(now, position.get(), lengthMs))),
    [position, lengthMs],
  );
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // React listens passively: a sideways turn would go back in the browser's history.
    const onWheel = (event: WheelEvent) => {
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey || sideways === 0) return;
      event.preventDefault();
      setView((now) => movedTo(now, now.startMs + sideways * WHEEL_SHARE * now.spanMs, lengthMs));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [lengthMs]);

  return (
    <div className={styles.timeline} dir="ltr" ref={box}>
      <Marks marks={marks} view={view} onSeek={onSeek} />
      <Track
        handle={track}
        lengthMs={lengthMs}
        view={view}
        position={position}
        rate={rate}
        beside={beside}
        onSeek={onSeek}
      >
        {children?.({ view, track, show })}
      </Track>
      {!whole && (
        <Overview
          view={view}
          lengthMs={lengthMs}
          onMove={(ms) => setView((now) => movedTo(now, ms, lengthMs))}
        />
      )}
      <div className={styles.foot}>
        {foot}
        <fieldset className={styles.zoom} aria-label={t('timeline.zoom')}>
          <Button
            className={stage.onStage}
            title={`${t('timeline.farther')} (−)`}
            aria-label={t('timeline.farther')}
            disabled={whole}
            onClick={() => zoom(1 / NEARER)}
          >
            −
          </Button>
          <Button className={stage.onStage} title={`${t('timeline.all')} (0)`} disabled={whole} onClick={fit}>
            {t('timeline.fit')}
          </Button>
          <Button
            className={stage.onStage}
            title={`${t('timeline.nearer')} (+)`}
            aria-label={t('timeline.nearer')}
            onClick={() => zoom(NEARER)}
          >
            +
          </Button>
        </fieldset>
      </div>
    </div>
  );
}

interface OverviewProps {
  readonly view: View;
  readonly lengthMs: number;
  readonly onMove: (startMs: number) => void;
}

/** Which part of the whole is on view; drawn to another by hand. By keyboard the view goes with the playhead. */
function Overview({ view, lengthMs, onMove }: OverviewProps) {
  const grabbed = useRef<number | undefined>(undefined);
  const all = wholeView(lengthMs);
  const msOf = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return ((event.clientX - left) / Math.max(1, width)) * lengthMs;
  };
  return (
    <div
      className={styles.overview}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const ms = msOf(event);
        const inside = ms >= view.startMs && ms <= view.startMs + view.spanMs;
        grabbed.current = inside ? ms - view.startMs : view.spanMs / 2;
        onMove(ms - grabbed.current);
      }}
      onPointerMove={(event) => {
        if (grabbed.current !== undefined) onMove(msOf(event) - grabbed.current);
      }}
      onPointerUp={() => {
        grabbed.current = undefined;
      }}
      onPointerCancel={() => {
        grabbed.current = undefined;
      }}
    >
      <div
        className={styles.thumb}
        style={{
          left: percent(shareOf(all, view.startMs)),
          width: percent(view.spanMs / lengthMs),
        }}
      />
    </div>
  );
}
