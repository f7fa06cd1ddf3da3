import { ApiProblem } from '@rostrum/client';
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { join } from '../../kit/join.ts';
import { Notice } from '../../kit/notice.tsx';
import { Player, type PlayerController } from '../../kit/player/player.tsx';
import { Progress } from '../../kit/progress.tsx';
import { besideAddress } from '../../kit/storyboard/beside-address.ts';
import type { FrameRate } from '../../kit/time.ts';
import { api, queries } from '../api.ts';
import { useProblemText } from '../problem-notice.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { onto } from './audition-model.ts';
import { CutView } from './cut-view.tsx';
import { sameEdit, wholeTake } from './edit-model.ts';
import { Editor } from './editor.tsx';
import { FrameTools } from './frame-tools.tsx';
import type { Mark } from './marks.tsx';
import { type Mode, ModeBar } from './mode-bar.tsx';
import { usePlayKeys } from './play-keys.ts';
import { cutTime } from './player-time.ts';
import { useNewPosition } from './position.ts';
import styles from './stage.module.css';
import page from './studio.module.css';
import { type Cut, type Detail, newestCut, type Take } from './types.ts';
import { useEditing } from './use-editing.ts';
import { usePeaks } from './use-peaks.ts';
import { useSteadyAddress } from './use-steady-address.ts';
import { WhyEnded } from './why-ended.tsx';

/** What others beside the stage do with it. */
export interface StageHandle {
  /** Goes to a moment of what is on the stage, and stays there. */
  readonly seek: (ms: number) => void;
  /** The moment on show. */
  readonly nowMs: () => number;
  readonly rate: () => FrameRate;
}

export interface StageProps {
  readonly detail: Detail;
  readonly take: Take;
  /** The cut on show; without it the take, to be cut. */
  readonly cut: Cut | undefined;
  readonly onCut: (cutId: string | null) => void;
  /** The cut that is exactly what is being edited, if it was made: what an approval would be about. */
  readonly onTarget: (cutId: string | null) => void;
  readonly handle?: Ref<StageHandle>;
  /** What was said about moments of what is on the stage. */
  readonly marks?: readonly Mark[];
}

/** Until the playlist tells: the rate class of Europe's cameras; only frame steps depend on it. */
const ASSUMED_RATE: FrameRate = { num: 25, den: 1 };
const NO_MARKS: readonly Mark[] = [];

export function Stage({ detail, take, cut, onCut, onTarget, handle, marks = NO_MARKS }: StageProps) {
  const { t } = useWords();
  const player = useRef<PlayerController>(null);
  const position = useNewPosition();
  const [rate, setRate] = useState(ASSUMED_RATE);
  const [auditions, setAuditions] = useState(false);
  const editing = useEditing(take);
  const shown = cut ?? take;
  // Turned, it is another picture under the same name.
  const media = `${shown.id} ${useSettledTurn(take)}`;
  const src = useSteadyAddress(media, shown.previewUrl);
  // Of what still grows there is none yet. The same address for minutes, and always one whose signature holds.
  const made = shown.measuredMs === null ? null : shown.previewUrl;
  const storyboard = made === null ? undefined : besideAddress(made, 'storyboard.vtt');
  const peaks = usePeaks(shown.id, made === null ? undefined : besideAddress(made, 'peaks-0.dat'));
  const beside = { ...peaks, storyboard };

  const edited = editing && take.cuts.find(isOf(editing.edit, editing.lengthMs));
  const target = cut ? cut.id : (edited?.id ?? null);
  useEffect(() => onTarget(target), [target, onTarget]);

  const onTime = useCallback(
    (ms: number) => {
      position.set(ms);
      const declared = player.current?.frameRate();
      if (declared) setRate((now) => (now.num === declared.num && now.den === declared.den ? now : declared));
    },
    [position],
  );
  useImperativeHandle(
    handle,
    () => ({
      seek: (ms) => {
        player.current?.pause();
        player.current?.seek(onto(ms, rate));
      },
      nowMs: () => player.current?.timeMs() ?? position.get(),
      rate: () => rate,
    }),
    [position, rate],
  );

  const mode: Mode = cut ? 'cut' : auditions && editing ? 'audition' : 'take';
  const other = cut ?? edited ?? newestCut(take);
  const onMode = (next: Mode) => {
    setAuditions(next === 'audition');
    if (next !== 'cut') onCut(null);
    else if (other) onCut(other.id);
  };
  usePlayKeys(player, rate);
  useKeys({ t: () => onMode(mode === 'take' ? 'audition' : 'take') });

  const tools = (
    <FrameTools
      detail={detail}
      take={take}
      cut={cut ?? edited}
      cutMs={() => {
        const now = player.current?.timeMs() ?? position.get();
        return cut || !edited ? now : cutTime(edited.edit, now);
      }}
    />
  );

  /** A fresh signature for the same thing. */
  const refreshSrc = async (): Promise<string> => {
    const id = detail.statement.id;
    const fresh = await queries.fetchQuery({
      queryKey: ['statement', id],
      queryFn: () => api('GET /api/v1/statements/{id}', { params: { id } }),
      staleTime: 0,
    });
    const things = fresh.takes.flatMap((one) => [one, ...one.cuts]);
    const url = things.find((one) => one.id === shown.id)?.previewUrl;
    if (!url) throw new Error('nothing to play any more');
    return url;
  };

  return (
    <div className={styles.stageInner} data-mode={mode}>
      {(src || cut) && (
        <ModeBar
          mode={mode}
          takeNumber={take.number}
          cutRevision={other?.revision}
          editable={editing !== undefined}
          onMode={onMode}
        />
      )}
      <Turning take={take} />
      {src ? (
        <Player
          key={media}
          src={src}
          label={t(cut ? 'studio.playerCut' : 'studio.playerTake')}
          controllerRef={player}
          onTime={onTime}
          refreshSrc={refreshSrc}
          storyboard={storyboard}
        />
      ) : (
        <NothingToPlay statementId={detail.statement.id} take={take} cut={cut} />
      )}
      {cut ? (
        <CutView
          detail={detail}
          cut={cut}
          position={position}
          rate={rate}
          beside={beside}
          marks={marks}
          tools={tools}
          onSeek={(ms) => player.current?.seek(ms)}
          onEdit={() => onMode('take')}
          onRestore={
            editing &&
            (() => {
              editing.change('whole', () => wholeTake(editing.lengthMs));
              onMode('take');
            })
          }
          onMade={onCut}
        />
      ) : editing ? (
        <Editor
          detail={detail}
          take={take}
          editing={editing}
          mode={mode}
          onMode={onMode}
          position={position}
          rate={rate}
          beside={beside}
          marks={marks}
          player={player}
          made={edited}
          tools={tools}
          onMade={onCut}
        />
      ) : (
        working.has(take.state) && (
          <>
            {src && (
              <div className={join(styles.turning, styles.working)}>
                <Progress
                  label={t(`take.${take.state}`)}
                  value={take.progress}
                  leftMs={take.remainingMs}
                  waiting={take.waiting}
                  mayLeave
                />
              </div>
            )}
            <div className={styles.below}>
              <p className={styles.stageSoft}>{t(src ? 'edit.notMeasured' : 'edit.notYet')}</p>
            </div>
          </>
        )
      )}
    </div>
  );
}

const isOf =
  (edit: Cut['edit'], lengthMs: number) =>
  (one: Cut): boolean =>
    one.state !== 'failed' && sameEdit(one.edit, edit, lengthMs);

const isBeingTurned = ({ state, measuredMs }: Take) => state === 'preparing' && measuredMs !== null;

/** How far the picture on show is turned; another turn counts once it is made. */
function useSettledTurn(take: Take): number {
  const [settled, setSettled] = useState(take.turned);
  const turning = isBeingTurned(take);
  useEffect(() => {
    if (!turning) setSettled(take.turned);
  }, [turning, take.turned]);
  return turning ? settled : take.turned;
}

function Turning({ take }: { readonly take: Take }) {
  const { t } = useWords();
  const text = useProblemText();
  if (isBeingTurned(take)) {
    return (
      <div className={join(styles.turning, styles.working)}>
        <Progress
          label={t('frame.beingTurned')}
          value={take.progress}
          leftMs={take.remainingMs}
          waiting={take.waiting}
          mayLeave
        />
      </div>
    );
  }
  if (!take.turnFailed) return null;
  const { code, title } = take.turnFailed.reason;
  return (
    <div className={styles.turning}>
      <Notice tone="red" title={t('frame.turnFailed')} nothingLost>
        {text(new ApiProblem({ code, title, status: 0 }))}
      </Notice>
    </div>
  );
}

const working: ReadonlySet<string> = new Set(['receiving', 'received', 'checking', 'preparing']);

function NoCutYet({ cut }: { readonly cut: Cut }) {
  const { t } = useWords();
  if (cut.state === 'failed') {
    return <p className={styles.stageTitle}>{t(`cut.${cut.stopped ?? 'failed'}`)}</p>;
  }
  const label = t(`cut.${cut.state}`);
  return (
    <Progress label={label} value={cut.progress} leftMs={cut.remainingMs} waiting={cut.waiting} mayLeave />
  );
}

interface NothingToPlayProps {
  readonly statementId: string;
  readonly take: Take;
  readonly cut: Cut | undefined;
}

function NothingToPlay({ statementId, take, cut }: NothingToPlayProps) {
  const { t } = useWords();
  return (
    <div className={page.noVideo}>
      {cut ? (
        <NoCutYet cut={cut} />
      ) : working.has(take.state) ? (
        <Progress
          label={t(`take.${take.state}`)}
          value={take.progress}
          leftMs={take.state === 'preparing' ? take.remainingMs : undefined}
          waiting={take.waiting}
          mayLeave
        />
      ) : (
        <div className={page.onPaper}>
          <WhyEnded take={take} statementId={statementId} />
        </div>
      )}
    </div>
  );
}
