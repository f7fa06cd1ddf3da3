import type { Edit } from '@rostrum/domain';
import { join } from '../../kit/join.ts';
import { type FrameRate, formatFrame, frameAt } from '../../kit/time.ts';
import { useWords } from '../words/use-words.ts';
import type { StepKind } from './edit-history.ts';
import { withEdge, withIn, withMoved, withOut, withoutRemoval } from './edit-model.ts';
import type { Mark } from './marks.tsx';
import { type Position, usePositionMs } from './position.ts';
import styles from './timeline.module.css';
import { TimelineHandle } from './timeline-handle.tsx';
import { type Beside, percent } from './track.tsx';
import { shareOf, type View } from './view.ts';
import { ZoomTrack } from './zoom-track.tsx';

interface TimelineProps {
  readonly edit: Edit;
  readonly lengthMs: number;
  readonly position: Position;
  readonly rate: FrameRate;
  /** Where a removal was begun that is not ended yet. */
  readonly removalFrom: number | undefined;
  readonly beside: Beside;
  readonly marks: readonly Mark[];
  readonly foot: React.ReactNode;
  readonly onSeek: (ms: number) => void;
  readonly onGrab: () => void;
  readonly onChange: (kind: StepKind, to: (edit: Edit) => Edit, gesture?: string) => void;
  readonly onSettle: () => void;
}

const spanOf = (view: View, startMs: number, endMs: number) => {
  const from = Math.min(1, Math.max(0, shareOf(view, startMs)));
  const to = Math.min(1, Math.max(0, shareOf(view, endMs)));
  return { left: percent(from), width: percent(Math.max(0, to - from)) };
};

/** The take on its timeline: what is kept, what is removed, where it stands. */
export function Timeline(props: TimelineProps) {
  const { edit, lengthMs, position, rate, removalFrom, beside, marks, foot } = props;
  const { onSeek, onGrab, onChange, onSettle } = props;
  const { t } = useWords();
  const say = (ms: number) => formatFrame(frameAt(ms, rate), rate);
  return (
    <ZoomTrack
      lengthMs={lengthMs}
      position={position}
      rate={rate}
      beside={beside}
      marks={marks}
      onSeek={onSeek}
      foot={foot}
    >
      {({ view, track, show }) => {
        const common = { lengthMs, view, rate, track, onGrab, onSettle, onShow: show };
        return (
          <>
            <div className={styles.outside} style={spanOf(view, 0, edit.inMs)} />
            <div className={styles.outside} style={spanOf(view, edit.outMs, lengthMs)} />
            <div className={styles.kept} style={spanOf(view, edit.inMs, edit.outMs)} />
            {removalFrom !== undefined && <Marking fromMs={removalFrom} position={position} view={view} />}
            {edit.removals.map((range, index) => {
              const name = { n: index + 1 };
              const move = (gesture: string, to: (edit: Edit, ms: number) => Edit) => (ms: number) => {
                onChange('removal', (now) => to(now, ms), gesture);
                onSeek(ms);
              };
              return (
                <div key={index} className={styles.removal}>
                  <TimelineHandle
                    {...common}
                    id={`removal-${index}`}
                    className={styles.removed}
                    label={t('timeline.removal', name)}
                    valueText={t('timeline.fromTo', { from: say(range.startMs), to: say(range.endMs) })}
                    ms={range.startMs}
                    shownMs={range.startMs}
                    endMs={range.endMs}
                    onMove={move(`move-${index}`, (now, ms) => withMoved(now, index, ms, rate))}
                    onPress={onSeek}
                    onDelete={() => onChange('putBack', (now) => withoutRemoval(now, range.startMs))}
                  />
                  <TimelineHandle
                    {...common}
                    id={`start-${index}`}
                    className={join(styles.edge, styles.edgeStart)}
                    label={t('timeline.removalStart', name)}
                    ms={range.startMs}
                    shownMs={range.startMs}
                    onMove={move(`start-${index}`, (now, ms) => withEdge(now, index, 'start', ms, rate))}
                  />
                  <TimelineHandle
                    {...common}
                    id={`end-${index}`}
                    className={join(styles.edge, styles.edgeEnd)}
                    label={t('timeline.removalEnd', name)}
                    ms={range.endMs}
                    shownMs={range.endMs}
                    onMove={move(`end-${index}`, (now, ms) => withEdge(now, index, 'end', ms, rate))}
                  />
                </div>
              );
            })}
            <TimelineHandle
              {...common}
              id="in"
              className={join(styles.handle, styles.in)}
              label={t('edit.in')}
              ms={edit.inMs}
              shownMs={edit.inMs}
              onMove={(ms) => {
                onChange('in', (now) => withIn(now, ms, lengthMs, rate), 'in');
                onSeek(ms);
              }}
            />
            <TimelineHandle
              {...common}
              id="out"
              className={join(styles.handle, styles.out)}
              label={t('edit.out')}
              ms={edit.outMs}
              // The last frame kept, not the first one after it.
              shownMs={Math.max(0, edit.outMs - (1000 * rate.den) / rate.num)}
              onMove={(ms) => {
                onChange('out', (now) => withOut(now, ms, lengthMs, rate), 'out');
                onSeek(ms);
              }}
            />
          </>
        );
      }}
    </ZoomTrack>
  );
}

interface MarkingProps {
  readonly fromMs: number;
  readonly position: Position;
  readonly view: View;
}

/** A removal that was begun goes as far as the playhead. */
function Marking({ fromMs, position, view }: MarkingProps) {
  const atMs = usePositionMs(position);
  return (
    <div className={styles.marking} style={spanOf(view, Math.min(fromMs, atMs), Math.max(fromMs, atMs))} />
  );
}
