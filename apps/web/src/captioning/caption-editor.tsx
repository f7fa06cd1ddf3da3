import { type Cue, captionLimits, type Peaks } from '@rostrum/domain';
import {
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Button } from '../kit/button.tsx';
import type { PlayerController } from '../kit/player/player.tsx';
import { formatTime } from '../kit/time.ts';
import styles from './captioning.module.css';
import { useCaptioningWords } from './captioning-words.ts';
import { shownAt } from './cue-list.ts';
import { CueRow } from './cue-row.tsx';
import { KeysHelp } from './keys-help.tsx';
import { useCues } from './use-cues.ts';
import { useEditorKeys } from './use-editor-keys.ts';
import { Wave, type WaveHandle } from './wave.tsx';

export interface CaptionEditorProps {
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** Those that stand; others are another editor (`key`). */
  readonly saved: readonly Cue[];
  readonly lengthMs: number;
  readonly kept: readonly Cue[] | undefined;
  readonly keep: (cues: Cue[] | undefined) => void;
  /** Shows the take from its first frame to its last. */
  readonly player: (props: {
    readonly controllerRef: Ref<PlayerController>;
    readonly onTime: (ms: number) => void;
  }) => ReactNode;
  readonly peaks: Peaks | undefined;
  readonly saving: boolean;
  readonly onSave: (cues: Cue[]) => void;
  /** Beside the button that saves. */
  readonly more?: ReactNode;
  /** What went wrong, or is to be known. */
  readonly notice?: ReactNode;
}

/** Where nothing says how many there are in a second. */
const USUAL_FRAME_MS = 40;

/** Captions beside the picture and the sound that they belong to. Everything can be done by keyboard alone. */
export function CaptionEditor(props: CaptionEditorProps) {
  const { language, direction, saved, lengthMs, kept, keep, peaks, saving, onSave } = props;
  const { t } = useCaptioningWords();
  const { history, acts, unsaved, cues } = useCues({ saved, lengthMs, kept, keep });
  const { list, chosen } = history;
  const limits = useMemo(() => captionLimits(language), [language]);
  const root = useRef<HTMLDivElement>(null);
  const writing = useRef<HTMLTextAreaElement>(null);
  const player = useRef<PlayerController>(null);
  const wave = useRef<WaveHandle>(null);
  const at = useRef(0);
  const untilMs = useRef<number | null>(null);
  const latest = useRef(list);
  latest.current = list;
  const [shown, setShown] = useState<number>();
  const [frameMs, setFrameMs] = useState(USUAL_FRAME_MS);
  const shownCue = shown === undefined ? undefined : list.find(({ id }) => id === shown);

  const nowMs = useCallback(() => Math.round(player.current?.timeMs() ?? at.current), []);
  const seek = useCallback((ms: number) => {
    untilMs.current = null;
    player.current?.seek(ms);
  }, []);
  // Of every frame, only what changes is told to React: the sound is drawn without it.
  const onTime = useCallback((ms: number) => {
    at.current = ms;
    wave.current?.moveTo(ms);
    setShown(shownAt(latest.current, ms)?.id);
    const rate = player.current?.frameRate();
    if (rate) setFrameMs((1000 * rate.den) / rate.num);
    if (untilMs.current !== null && ms >= untilMs.current) {
      untilMs.current = null;
      player.current?.pause();
    }
  }, []);
  useEffect(() => setShown(shownAt(list, at.current)?.id), [list]);

  const playOne = useCallback((id: number) => {
    const cue = latest.current.find((one) => one.id === id);
    if (cue === undefined) return;
    player.current?.seek(cue.startMs);
    untilMs.current = cue.endMs;
    player.current?.play();
  }, []);
  const onChoose = useCallback((id: number) => acts.choose(id), [acts]);
  // Whoever goes to another caption sees it, unless they are watching.
  const wasChosen = useRef(chosen);
  useEffect(() => {
    if (wasChosen.current === chosen) return;
    wasChosen.current = chosen;
    const cue = latest.current.find(({ id }) => id === chosen);
    if (cue !== undefined && player.current?.playing() !== true) seek(cue.startMs);
  }, [chosen, seek]);

  const wanted = useRef<'line' | 'text' | null>(null);
  useLayoutEffect(() => {
    const what = wanted.current;
    wanted.current = null;
    if (what === 'text') writing.current?.focus();
    else if (what === 'line') root.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  });
  const [, render] = useState(0);
  const save = () => {
    if (unsaved && !saving) onSave(cues());
  };
  const onKeyDown = useEditorKeys({
    acts,
    chosen,
    frameMs,
    times: (id) => list.find((cue) => cue.id === id),
    nowMs,
    toggle: () => {
      untilMs.current = null;
      player.current?.toggle();
    },
    seekBy: (ms) => seek(Math.max(0, Math.min(lengthMs, nowMs() + ms))),
    stepFrames: (frames) => {
      const rate = player.current?.frameRate() ?? { num: 25, den: 1 };
      player.current?.stepFrames(frames, rate);
    },
    playOne,
    focus: (what) => {
      wanted.current = what;
      render((count) => count + 1);
    },
    save,
    writing,
  });

  return (
    <div className={styles.around}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of everything inside; each has a button too */}
      <div ref={root} className={styles.editor} onKeyDown={onKeyDown}>
        <div className={styles.watch}>
          <div className={styles.stage}>
            {props.player({ controllerRef: player, onTime })}
            <p className={styles.shownCue} lang={language} dir={direction} aria-hidden="true">
              {shownCue?.text.replace(/<\/?[biu]>/g, '') ?? ''}
            </p>
            <Wave ref={wave} peaks={peaks} list={list} chosen={chosen} lengthMs={lengthMs} onSeek={seek} />
          </div>
          <div className={styles.tools}>
            <Button kind="primary" busy={saving && t('captioning.saving')} disabled={!unsaved} onClick={save}>
              {t('captioning.save')}
            </Button>
            <Button icon="undo" iconOnly disabled={history.past.length === 0} onClick={acts.undo}>
              {t('captioning.undo')}
            </Button>
            <Button icon="redo" iconOnly disabled={history.future.length === 0} onClick={acts.redo}>
              {t('captioning.redo')}
            </Button>
            <Button icon="plus" onClick={() => acts.insert(nowMs())}>
              {t('captioning.insert')}
            </Button>
            {props.more}
          </div>
          {props.notice}
          <p className={styles.soft} aria-live="polite">
            {t(unsaved ? 'captioning.unsaved' : 'captioning.all', {
              n: list.length,
              time: formatTime(lengthMs),
            })}
          </p>
          <KeysHelp />
        </div>
        <div className={styles.listing}>
          <ol className={styles.list} aria-label={t('captioning.list')}>
            {list.map((cue, index) => (
              <CueRow
                key={cue.id}
                cue={cue}
                number={index + 1}
                nextStartMs={list[index + 1]?.startMs}
                isLast={index + 1 === list.length}
                chosen={cue.id === chosen}
                shown={cue.id === shown}
                language={language}
                direction={direction}
                limits={limits}
                acts={acts}
                frameMs={frameMs}
                nowMs={nowMs}
                onChoose={onChoose}
                playOne={playOne}
                writing={writing}
              />
            ))}
          </ol>
        </div>
      </div>
    </div>
  );
}
