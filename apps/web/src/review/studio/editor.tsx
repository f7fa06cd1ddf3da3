import { type Edit, editLengthMs } from '@rostrum/domain';
import { useMutation } from '@tanstack/react-query';
import { type RefObject, useEffect, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import type { PlayerController } from '../../kit/player/player.tsx';
import type { FrameRate } from '../../kit/time.ts';
import { FloorTime, Timecode } from '../../kit/timecode.tsx';
import { api, queries } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import {
  editProblem,
  sameEdit,
  skipTo,
  wholeTake,
  withIn,
  withOut,
  withoutRemoval,
  withRemoval,
} from './edit-model.ts';
import { Removals } from './removals.tsx';
import styles from './studio.module.css';
import { Timeline } from './timeline.tsx';
import type { Beside } from './track.tsx';
import { type Detail, newestCut, type Take } from './types.ts';

interface EditorProps {
  readonly detail: Detail;
  readonly take: Take;
  readonly atMs: number;
  readonly rate: FrameRate;
  readonly beside: Beside;
  readonly player: RefObject<PlayerController | null>;
  readonly onMade: (cutId: string) => void;
  readonly onTarget: (cutId: string | null) => void;
}

export function Editor(props: EditorProps) {
  const { t } = useWords();
  const { take } = props;
  if (take.measuredMs === null) {
    return (
      <div className={styles.below}>
        <p className={styles.stageSoft}>{t('edit.notMeasured')}</p>
      </div>
    );
  }
  return <Measured {...props} lengthMs={take.measuredMs} />;
}

function Measured({
  detail,
  take,
  lengthMs,
  atMs,
  rate,
  beside,
  player,
  onMade,
  onTarget,
}: EditorProps & { readonly lengthMs: number }) {
  const { t } = useWords();
  const [edit, setEdit] = useState<Edit>(() => newestCut(take)?.edit ?? wholeTake(lengthMs));
  const [removalFrom, setRemovalFrom] = useState<number>();
  const problem = editProblem(edit, lengthMs);
  const usedMs = editLengthMs(edit);
  const made = take.cuts.find((cut) => cut.state !== 'failed' && sameEdit(cut.edit, edit, lengthMs));

  const make = useMutation({
    mutationFn: () => api('POST /api/v1/takes/{id}/cuts', { params: { id: take.id }, body: edit }),
    onSuccess: async (cut) => {
      await queries.invalidateQueries({ queryKey: ['statement', detail.statement.id] });
      onMade(cut.id);
    },
  });

  const target = made?.id ?? null;
  useEffect(() => onTarget(target), [target, onTarget]);

  // Playing shows the cut: what is removed is passed over.
  const skip = skipTo(edit, atMs);
  useEffect(() => {
    if (skip !== null && player.current?.video()?.paused === false) player.current.seek(skip);
  }, [skip, player]);

  // Read when pressed: the position on show may be newer than the last one told.
  const now = () => player.current?.timeMs() ?? atMs;
  const setIn = () => setEdit(withIn(edit, now(), lengthMs, rate));
  const setOut = () => setEdit(withOut(edit, now(), lengthMs, rate));
  const mark = () => {
    if (removalFrom === undefined) return setRemovalFrom(now());
    setEdit(withRemoval(edit, removalFrom, now(), rate));
    setRemovalFrom(undefined);
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
    '[': () => player.current?.seek(edit.inMs),
    // The last frame kept, not the first one after it.
    ']': () => player.current?.seek(edit.outMs - (500 * rate.den) / rate.num),
    Escape: () => setRemovalFrom(undefined),
  });

  return (
    <>
      <Timeline
        edit={edit}
        lengthMs={lengthMs}
        atMs={atMs}
        rate={rate}
        removalFrom={removalFrom}
        beside={beside}
        onSeek={(ms) => player.current?.seek(ms)}
        onIn={(ms) => setEdit(withIn(edit, ms, lengthMs, rate))}
        onOut={(ms) => setEdit(withOut(edit, ms, lengthMs, rate))}
      />
      <div className={styles.below}>
        <FloorTime
          stage
          usedMs={usedMs}
          limitMs={detail.floor.maximumMs}
          minimumMs={detail.floor.minimumMs}
        />
        <div className={styles.work}>
          <dl className={styles.points}>
            <div>
              <dt>{t('edit.in')}</dt>
              <dd>
                <Timecode ms={edit.inMs} rate={rate} />
              </dd>
            </div>
            <div>
              <dt>{t('edit.position')}</dt>
              <dd>
                <Timecode ms={atMs} rate={rate} />
              </dd>
            </div>
            <div>
              <dt>{t('edit.out')}</dt>
              <dd>
                <Timecode ms={edit.outMs} rate={rate} />
              </dd>
            </div>
          </dl>
          <div className={styles.buttons}>
            <Button className={styles.onStage} onClick={setIn}>
              {t('edit.setIn')}
            </Button>
            <Button className={styles.onStage} onClick={setOut}>
              {t('edit.setOut')}
            </Button>
            <Button
              className={styles.onStage}
              icon="cut"
              aria-pressed={removalFrom !== undefined}
              onClick={mark}
            >
              {t(removalFrom === undefined ? 'edit.removeFrom' : 'edit.removeTo')}
            </Button>
            <Button className={styles.onStage} icon="replay" onClick={() => setEdit(wholeTake(lengthMs))}>
              {t('edit.whole')}
            </Button>
          </div>
          <Removals
            removals={edit.removals}
            rate={rate}
            onGo={(ms) => player.current?.seek(ms)}
            onRestore={(startMs) => setEdit(withoutRemoval(edit, startMs))}
          />
          {make.error && <ProblemNotice error={make.error} />}
          {problem && (
            <p className={styles.stageRed} role="status">
              {t(`problem.${problem}`)}
            </p>
          )}
          <div>
            <Button
              kind="primary"
              className={styles.makeCut}
              icon={made ? 'play' : 'cut'}
              disabled={problem !== null}
              busy={make.isPending && t('cut.making')}
              onClick={makeCut}
            >
              {made ? t('edit.seeCut', { n: made.revision }) : t('edit.make')}
            </Button>
          </div>
        </div>
      </div>
    </>
  );
}
