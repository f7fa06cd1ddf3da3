import { editLengthMs } from '@rostrum/domain';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, type RefObject, useEffect, useMemo, useState } from 'react';
import type { PlayerController } from '../../kit/player/player.tsx';
import { type FrameRate, formatFrame, formatTime, frameAt } from '../../kit/time.ts';
import { api, queries } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { joinsOf, onto } from './audition-model.ts';
import { EditButtons } from './edit-buttons.tsx';
import {
  editProblem,
  fittedToLimit,
  sameEdit,
  wholeTake,
  withIn,
  withOut,
  withoutRemoval,
  withRemoval,
} from './edit-model.ts';
import { Floor } from './floor.tsx';
import type { Mark } from './marks.tsx';
import type { Mode } from './mode-bar.tsx';
import { Points } from './points.tsx';
import type { Position } from './position.ts';
import { Removals } from './removals.tsx';
import { silencesOf } from './silence.ts';
import { snapped } from './snap.ts';
import styles from './stage.module.css';
import { StageButton } from './stage-button.tsx';
import { Timeline } from './timeline.tsx';
import type { Beside } from './track.tsx';
import type { Cut, Detail, Take } from './types.ts';
import { useAudition } from './use-audition.ts';
import type { Editing } from './use-editing.ts';

interface EditorProps {
  readonly detail: Detail;
  readonly take: Take;
  readonly editing: Editing;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  readonly position: Position;
  readonly rate: FrameRate;
  readonly beside: Beside;
  readonly marks: readonly Mark[];
  readonly player: RefObject<PlayerController | null>;
  /** The cut that is exactly what is being edited, if it was made. */
  readonly made: Cut | undefined;
  /** What is done to the picture itself. */
  readonly tools: ReactNode;
  readonly onMade: (cutId: string) => void;
}

export function Editor(props: EditorProps) {
  const { detail, take, editing, mode, onMode, position, rate, beside, marks, player, made, tools, onMade } =
    props;
  const { t } = useWords();
  const { edit, lengthMs } = editing;
  const [removalFrom, setRemovalFrom] = useState<number>();
  const [said, setSaid] = useState<string>();
  // What was said is about the step before.
  const change: Editing['change'] = (...step) => {
    setSaid(undefined);
    editing.change(...step);
  };
  const problem = editProblem(edit, lengthMs);
  const usedMs = editLengthMs(edit);
  const measuredMs = made?.measuredMs ?? null;
  const limitMs = detail.floor.maximumMs;
  const audition = useAudition(player, edit, rate, mode === 'audition');
  const { peaks } = beside;
  const silences = useMemo(() => (peaks ? silencesOf(peaks, lengthMs) : []), [peaks, lengthMs]);
  const say = (ms: number) => formatFrame(frameAt(ms, rate), rate);
  const seek = (ms: number) => player.current?.seek(onto(ms, rate));

  const make = useMutation({
    mutationFn: () => api('POST /api/v1/takes/{id}/cuts', { params: { id: take.id }, body: edit }),
    onSuccess: async (cut) => {
      await queries.invalidateQueries({ queryKey: ['statement', detail.statement.id] });
      onMade(cut.id);
    },
  });

  const { fromDraft } = editing;
  useEffect(() => {
    if (fromDraft) setSaid(t('edit.fromDraft'));
  }, [fromDraft, t]);

  // Read when pressed: the position on show may be newer than the last one told.
  const now = () => player.current?.timeMs() ?? position.get();
  const setIn = () => change('in', (edit) => withIn(edit, now(), lengthMs, rate));
  const setOut = () => change('out', (edit) => withOut(edit, now(), lengthMs, rate));
  const mark = () => {
    if (removalFrom === undefined) return setRemovalFrom(now());
    const to = now();
    change('removal', (edit) => withRemoval(edit, removalFrom, to, rate));
    setRemovalFrom(undefined);
  };
  const undo = () => {
    editing.undo();
    setSaid(editing.undoes && t('edit.undid', { what: t(`step.${editing.undoes}`) }));
  };
  const redo = () => {
    editing.redo();
    setSaid(editing.redoes && t('edit.redid', { what: t(`step.${editing.redoes}`) }));
  };
  const restore = () => {
    change('whole', () => wholeTake(lengthMs));
    setSaid(t('edit.wholeAgain'));
  };
  const fit = () => {
    const fitted = fittedToLimit(edit, limitMs, rate);
    if (fitted === edit) return setSaid(t('edit.fitsAlready'));
    change('fit', (edit) => fittedToLimit(edit, limitMs, rate));
    seek(fitted.outMs - 1);
    setSaid(t('edit.fitted', { time: formatTime(usedMs - editLengthMs(fitted), 'up') }));
  };
  const snap = () => {
    if (!peaks) return setSaid(t(beside.peaksFailed ? 'snap.noWave' : 'snap.notYet'));
    const found = snapped(silences, edit, handleInFocus(), now());
    if ('why' in found) return setSaid(t(`snap.${found.why}`));
    const { what, ms, change: to } = found;
    if (to) change(stepOf[what], (edit) => to(edit, ms, lengthMs, rate));
    seek(what === 'out' ? ms - 1 : ms);
    setSaid(t(`snap.${what}`, { time: say(ms) }));
  };
  const playWhole = () => {
    onMode('audition');
    audition.whole();
    setSaid(undefined);
  };
  const playJoin = () => {
    onMode('audition');
    const join = audition.join();
    const joins = joinsOf(edit);
    setSaid(
      join === undefined
        ? t('audition.noJoin')
        : t('audition.join', { n: joins.indexOf(join) + 1, of: joins.length, time: say(join) }),
    );
  };
  const makeCut = () => {
    if (made) onMade(made.id);
    else if (!problem && !make.isPending) make.mutate();
  };
  useKeys({
    i: setIn,
    o: setOut,
    x: mark,
    m: makeCut,
    s: snap,
    e: fit,
    r: restore,
    z: (event) => (event.shiftKey ? redo() : undo()),
    p: (event) => (event.shiftKey ? playWhole() : playJoin()),
    '[': () => seek(edit.inMs),
    // The last frame kept, not the first one after it.
    ']': () => seek(edit.outMs - (1000 * rate.den) / rate.num),
    Escape: () => setRemovalFrom(undefined),
  });

  return (
    <>
      <Timeline
        edit={edit}
        lengthMs={lengthMs}
        position={position}
        rate={rate}
        removalFrom={removalFrom}
        beside={beside}
        marks={marks}
        foot={<Points edit={edit} position={position} rate={rate} playsEdit={mode === 'audition'} />}
        onSeek={(ms) => player.current?.seek(ms)}
        onGrab={() => player.current?.pause()}
        onChange={change}
        onSettle={editing.settle}
      />
      <div className={styles.below}>
        <Floor detail={detail} usedMs={measuredMs ?? usedMs} measured={measuredMs !== null}>
          {usedMs > limitMs && (
            <StageButton icon="cut" shortcut="E" onClick={fit}>
              {t('edit.fit')}
            </StageButton>
          )}
        </Floor>
        <div className={styles.work}>
          <EditButtons
            marking={removalFrom !== undefined}
            undoes={editing.undoes}
            redoes={editing.redoes}
            made={made?.revision}
            canMake={problem === null}
            making={make.isPending}
            whole={sameEdit(edit, wholeTake(lengthMs), lengthMs)}
            on={{ setIn, setOut, mark, snap, undo, redo, restore, playJoin, playWhole, makeCut }}
          />
          <p className={styles.said} role="status" data-said="">
            {said}
          </p>
          {tools}
          <Removals
            removals={edit.removals}
            rate={rate}
            onGo={seek}
            onRestore={(startMs) => change('putBack', (edit) => withoutRemoval(edit, startMs))}
          />
          {make.error && <ProblemNotice error={make.error} />}
          {problem && (
            <p className={styles.stageRed} role="status">
              {t(`problem.${problem}`)}
            </p>
          )}
        </div>
      </div>
    </>
  );
}

/** Whichever place of the timeline has the focus is what a key is about. */
const handleInFocus = (): string | undefined =>
  document.activeElement instanceof HTMLElement ? document.activeElement.dataset.handle : undefined;

const stepOf = {
  in: 'in',
  out: 'out',
  removal: 'removal',
  start: 'removal',
  end: 'removal',
  playhead: 'removal',
} as const;
