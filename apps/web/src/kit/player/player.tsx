import { createMediaStore } from 'media-chrome/media-store/media-store';
import { MediaProvider, useMediaFullscreenRef, useMediaRef } from 'media-chrome/react/media-store';
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { Button } from '../button.tsx';
import { Icon } from '../icons/icon.tsx';
import { join } from '../join.ts';
import { type FrameRate, frameAt, middleOfFrame, rateOf } from '../time.ts';
import { useKitWords } from '../words/use-kit-words.ts';
import { Controls } from './controls.tsx';
import styles from './player.module.css';
import { openSource, type Source, type SourceFault } from './source.ts';

export interface PlayerTrack {
  readonly src: string;
  /** BCP 47. */
  readonly language: string;
  readonly label: string;
  readonly default?: boolean;
}

/** What a page does with the player from outside: its keys, its timeline, its clock. */
export interface PlayerController {
  readonly video: () => HTMLVideoElement | null;
  readonly play: () => void;
  readonly pause: () => void;
  readonly toggle: () => void;
  /** It plays, or will as soon as it can. */
  readonly playing: () => boolean;
  /** Where it is, or will begin while it still loads. */
  readonly timeMs: () => number;
  readonly seek: (ms: number) => void;
  /** Pauses and goes that many frames on (or back, below 0), landing in the middle of the frame. */
  readonly stepFrames: (frames: number, rate: FrameRate) => void;
  readonly setRate: (rate: number) => void;
  /** The frame rate the playlist declares, once it is loaded; a plain file tells none. */
  readonly frameRate: () => FrameRate | null;
  /** The wall-clock instant of the picture on show, where the playlist has one (screenings). */
  readonly playingDate: () => Date | null;
  /** Whether the list that is loaded has the picture of that instant; null while there is none. */
  readonly lists: (atMs: number) => boolean | null;
  /** A live window from its edge, at an address of its own. */
  readonly reopen: (src: string) => void;
  /** Ends it: nothing is loaded any more and what was buffered is dropped. */
  readonly stop: () => void;
}

export interface PlayerProps {
  /** `…m3u8`, or a plain file the browser plays. */
  readonly src: string;
  /** Names the player for those who do not see it. */
  readonly label?: string;
  readonly poster?: string;
  /** Ms. */
  readonly startAt?: number;
  /** A live window: no timeline; the way back to now instead. */
  readonly live?: boolean;
  /** It stands still for everybody: nobody can go on by themselves. */
  readonly held?: boolean;
  /** Said instead of the picture, while that would not be true. */
  readonly veil?: string | undefined;
  readonly tracks?: readonly PlayerTrack[];
  /** Called with the position in ms, at every frame shown where the browser tells, else as often as it does. */
  readonly onTime?: (ms: number) => void;
  readonly onEnded?: () => void;
  readonly onFault?: (fault: SourceFault) => void;
  readonly controllerRef?: Ref<PlayerController>;
  readonly refreshSrc?: () => Promise<string>;
  /** Address of a storyboard in WebVTT: its pictures are shown above the timeline. */
  readonly storyboard?: string | undefined;
  /** How captions look; as the browser has them where nothing is said. */
  readonly captionLook?: { readonly size: string; readonly colour: string };
  /** Captions were chosen by hand: a language, or null for none. Whoever is told shows them. */
  readonly onCaptions?: (language: string | null) => void;
}

type Situation = 'playing' | 'stopped' | SourceFault;

export function Player(props: PlayerProps) {
  const [mediaStore] = useState(() =>
    createMediaStore({
      documentElement: document,
      // Nothing of what was watched, or how, is written to this device.
      options: { noVolumePref: true, noMutedPref: true, noSubtitlesLangPref: true },
    }),
  );
  return (
    <MediaProvider mediaStore={mediaStore}>
      <Chrome {...props} />
    </MediaProvider>
  );
}

function Chrome(props: PlayerProps) {
  const { src, label, poster, live = false, held = false, tracks = [], controllerRef } = props;
  const { t } = useKitWords();
  const mediaRef = useMediaRef();
  const fullscreenRef = useMediaFullscreenRef();
  const video = useRef<HTMLVideoElement | null>(null);
  const still = useRef<HTMLCanvasElement | null>(null);
  const source = useRef<Source | undefined>(undefined);
  const [situation, setSituation] = useState<Situation>('playing');
  const [attempt, setAttempt] = useState(0);
  const resumeAt = useRef<number | undefined>(undefined);
  /** Asked for before there was anything to play: loading pauses an element, so that it has to be asked again. */
  const playWanted = useRef(false);
  // Callbacks may be new at every render; a video must not start again for that.
  const latest = useRef(props);
  latest.current = props;

  const setVideo = useCallback(
    (element: HTMLVideoElement | null) => {
      video.current = element;
      mediaRef(element);
    },
    [mediaRef],
  );

  // `attempt` opens the same source again.
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    setSituation('playing');
    const opened = openSource({
      video: element,
      src,
      startAtMs: resumeAt.current ?? latest.current.startAt ?? 0,
      live,
      refreshSrc: latest.current.refreshSrc && (() => latest.current.refreshSrc?.() ?? Promise.reject()),
      onReload: () => keepStill(element, still.current),
      onFault: (fault) => {
        resumeAt.current = element.currentTime * 1000;
        setSituation(fault);
        latest.current.onFault?.(fault);
      },
    });
    resumeAt.current = undefined;
    source.current = opened;
    return opened.stop;
  }, [src, live, attempt]);

  useEffect(
    () =>
      video.current
        ? followTime(
            video.current,
            (ms) => latest.current.onTime?.(ms),
            () => source.current?.beginsAtMs() ?? 0,
          )
        : undefined,
    [],
  );

  useImperativeHandle(controllerRef, () => {
    const loading = () => video.current === null || video.current.readyState === 0;
    const seek = (ms: number) => {
      if (loading()) source.current?.beginAt(Math.max(0, ms));
      else if (video.current) video.current.currentTime = Math.max(0, ms) / 1000;
    };
    const play = () => {
      playWanted.current = loading();
      void video.current?.play().catch(() => undefined);
    };
    const pause = () => {
      playWanted.current = false;
      video.current?.pause();
    };
    const playing = () =>
      playWanted.current || (video.current !== null && !video.current.paused && !video.current.ended);
    const timeMs = () =>
      loading() ? (source.current?.beginsAtMs() ?? 0) : (video.current?.currentTime ?? 0) * 1000;
    return {
      video: () => video.current,
      play,
      pause,
      toggle: () => (playing() ? pause() : play()),
      playing,
      timeMs,
      seek,
      stepFrames: (frames, rate) => {
        pause();
        seek(middleOfFrame(Math.max(0, frameAt(timeMs(), rate) + frames), rate));
      },
      setRate: (rate) => {
        if (video.current) video.current.playbackRate = rate;
      },
      frameRate: () => {
        const declared = source.current?.hls()?.levels.find((level) => level.frameRate > 0)?.frameRate;
        return declared === undefined ? null : rateOf(declared);
      },
      playingDate: () => source.current?.hls()?.playingDate ?? null,
      lists: (atMs) => {
        const list = source.current?.hls()?.latestLevelDetails;
        const fromMs = list?.fragments[0]?.programDateTime;
        if (!list || typeof fromMs !== 'number') return null;
        return atMs >= fromMs && atMs < fromMs + list.totalduration * 1000;
      },
      reopen: (fresh) => source.current?.reopen(fresh),
      stop: () => {
        playWanted.current = false;
        source.current?.stop();
        if (still.current) still.current.hidden = true;
        setSituation('stopped');
      },
    };
  }, []);

  const toggle = () => {
    if (video.current?.paused) void video.current.play().catch(() => undefined);
    else video.current?.pause();
  };

  return (
    <section
      className={styles.player}
      ref={fullscreenRef}
      aria-label={label ?? t('kit.player.label')}
      data-captions-size={props.captionLook?.size}
      data-captions-colour={props.captionLook?.colour}
    >
      <div className={styles.picture}>
        {/* biome-ignore lint/a11y/useMediaCaption: a statement without captions yet has no track to give */}
        <video
          ref={setVideo}
          className={styles.video}
          poster={poster}
          playsInline
          preload="auto"
          crossOrigin="use-credentials"
          tabIndex={-1}
          onClick={toggle}
          onPlay={(event) => {
            if (event.currentTarget.readyState === 0) playWanted.current = true;
          }}
          onPause={() => {
            playWanted.current = false;
          }}
          onLoadedMetadata={(event) => {
            if (playWanted.current) void event.currentTarget.play().catch(() => undefined);
            playWanted.current = false;
          }}
          onPlaying={() => hideStill(still.current)}
          onSeeked={() => hideStill(still.current)}
          onEnded={() => props.onEnded?.()}
        >
          {tracks.map((track) => (
            <track
              key={track.src}
              kind="captions"
              src={track.src}
              srcLang={track.language}
              label={track.label}
              default={track.default}
            />
          ))}
        </video>
        <canvas ref={still} className={styles.still} hidden />
        {situation !== 'playing' && (
          <Curtain situation={situation} onRetry={() => setAttempt((count) => count + 1)} />
        )}
        {situation === 'playing' && props.veil !== undefined && (
          <div className={styles.curtain} role="status">
            <p className={styles.curtainTitle}>{props.veil}</p>
          </div>
        )}
      </div>
      <Controls
        live={live}
        held={held}
        disabled={situation !== 'playing'}
        storyboard={props.storyboard}
        onCaptions={props.onCaptions}
      />
    </section>
  );
}

function Curtain({
  situation,
  onRetry,
}: {
  readonly situation: Exclude<Situation, 'playing'>;
  readonly onRetry: () => void;
}) {
  const { t } = useKitWords();
  return (
    <div className={styles.curtain} role={situation === 'stopped' ? 'status' : 'alert'}>
      <Icon
        name={situation === 'network' ? 'offline' : situation === 'stopped' ? 'info' : 'alert'}
        size={28}
      />
      {situation === 'stopped' ? (
        <p className={styles.curtainTitle}>{t('kit.player.stopped')}</p>
      ) : (
        <>
          <p className={styles.curtainTitle}>{t(`kit.player.${situation}.title`)}</p>
          <p className={styles.curtainText}>{t(`kit.player.${situation}.text`)}</p>
          <Button icon="replay" className={join(styles.onStage)} onClick={onRetry}>
            {t('kit.retry')}
          </Button>
        </>
      )}
    </div>
  );
}

/** Keeps the last picture on show while the source is opened again. */
function keepStill(video: HTMLVideoElement, canvas: HTMLCanvasElement | null): void {
  if (!canvas || video.videoWidth === 0) return;
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  canvas.hidden = false;
}

function hideStill(canvas: HTMLCanvasElement | null): void {
  if (canvas) canvas.hidden = true;
}

/**
 * Tells the position of each frame as it is shown (`requestVideoFrameCallback`), else at each `timeupdate`. A video whose
 * picture is still to come stands at 0, and will begin elsewhere: whoever keeps its place must not be told of that.
 */
function followTime(
  video: HTMLVideoElement,
  onTime: (ms: number) => void,
  beginsAtMs: () => number,
): () => void {
  const tell = () => {
    if (video.readyState === 0) return;
    onTime(
      Math.round(video.currentTime === 0 && video.readyState === 1 ? beginsAtMs() : video.currentTime * 1000),
    );
  };
  const events = ['seeked', 'pause', 'loadedmetadata', 'timeupdate'] as const;
  for (const event of events) video.addEventListener(event, tell);
  let handle = 0;
  if ('requestVideoFrameCallback' in video) {
    const next = (_now: number, frame: VideoFrameCallbackMetadata) => {
      onTime(Math.round(frame.mediaTime * 1000));
      handle = video.requestVideoFrameCallback(next);
    };
    handle = video.requestVideoFrameCallback(next);
  }
  return () => {
    for (const event of events) video.removeEventListener(event, tell);
    if ('cancelVideoFrameCallback' in video) video.cancelVideoFrameCallback(handle);
  };
}
