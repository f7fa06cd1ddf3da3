import { MediaActionTypes, useMediaDispatch, useMediaSelector } from 'media-chrome/react/media-store';
import { type CSSProperties, type PointerEvent, useRef } from 'react';
import { Icon } from '../icons/icon.tsx';
import { join } from '../join.ts';
import { TilePreview, type TilePreviewHandle } from '../storyboard/tile-preview.tsx';
import { formatTime } from '../time.ts';
import { useKitWords } from '../words/use-kit-words.ts';
import { Captions } from './captions.tsx';
import styles from './player.module.css';
import { Press } from './press.tsx';

const clock = (seconds: number) => formatTime(Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0);
const filled = (share: number): CSSProperties & Record<'--filled', string> => ({
  '--filled': `${share * 100}%`,
});

export interface ControlsProps {
  readonly live: boolean;
  readonly held: boolean;
  readonly disabled: boolean;
  readonly storyboard: string | undefined;
  readonly onCaptions: ((language: string | null) => void) | undefined;
}

/** Runs from left to right in every script, as the video does. */
export function Controls({ live, held, disabled, storyboard, onCaptions }: ControlsProps) {
  const { t } = useKitWords();
  const dispatch = useMediaDispatch();
  const paused = useMediaSelector<boolean>((state) => state.mediaPaused ?? true);
  const ended = useMediaSelector<boolean>((state) => state.mediaEnded ?? false);
  const fullscreen = useMediaSelector<boolean>((state) => state.mediaIsFullscreen ?? false);
  const fullscreenMissing = useMediaSelector<string | undefined>((state) => state.mediaFullscreenUnavailable);

  return (
    <div className={styles.controls} dir="ltr">
      <Press
        icon={ended ? 'replay' : paused ? 'play' : 'pause'}
        label={t(ended ? 'kit.player.replay' : paused ? 'kit.player.play' : 'kit.player.pause')}
        disabled={disabled || held}
        onPress={() =>
          dispatch({
            type: paused ? MediaActionTypes.MEDIA_PLAY_REQUEST : MediaActionTypes.MEDIA_PAUSE_REQUEST,
          })
        }
      />
      {live ? (
        <Live disabled={disabled} held={held} />
      ) : (
        <Timeline disabled={disabled} storyboard={storyboard} />
      )}
      <Sound />
      <Captions onChoose={onCaptions} />
      {fullscreenMissing === undefined && (
        <Press
          icon={fullscreen ? 'windowed' : 'fullscreen'}
          label={t(fullscreen ? 'kit.player.exitFullscreen' : 'kit.player.fullscreen')}
          onPress={() =>
            dispatch({
              type: fullscreen
                ? MediaActionTypes.MEDIA_EXIT_FULLSCREEN_REQUEST
                : MediaActionTypes.MEDIA_ENTER_FULLSCREEN_REQUEST,
            })
          }
        />
      )}
    </div>
  );
}

/** Half of the thumb: a range's ends are that far from its box's. */
const THUMB_HALF = 8;

function Timeline({ disabled, storyboard }: Pick<ControlsProps, 'disabled' | 'storyboard'>) {
  const { t } = useKitWords();
  const tile = useRef<TilePreviewHandle>(null);
  const dispatch = useMediaDispatch();
  const time = useMediaSelector<number>((state) => state.mediaCurrentTime ?? 0);
  const duration = useMediaSelector<number>((state) => {
    const given = state.mediaDuration ?? Number.NaN;
    // A recording that still grows has no end yet: what can be reached stands for it.
    return Number.isFinite(given) ? given : (state.mediaSeekable?.[1] ?? 0);
  });
  /** Shows the picture of a place of the range, given from 0 to 1. */
  const point = (range: HTMLElement, share: number) => {
    if (storyboard === undefined || duration <= 0) return;
    const left = range.offsetLeft + THUMB_HALF + share * (range.offsetWidth - 2 * THUMB_HALF);
    tile.current?.show(Math.min(share * duration * 1000, duration * 1000 - 1), left);
  };
  const pointed = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left - THUMB_HALF) / Math.max(1, box.width - 2 * THUMB_HALF);
    point(event.currentTarget, Math.min(1, Math.max(0, share)));
  };
  const leave = () => tile.current?.hide();
  return (
    <>
      <span className={styles.clock}>
        {clock(time)}
        <span className={styles.duration}> / {clock(duration)}</span>
      </span>
      <input
        className={join(styles.range, styles.timeline)}
        type="range"
        min={0}
        max={Math.max(duration, 0.001)}
        step={0.1}
        value={Math.min(time, duration)}
        disabled={disabled || duration <= 0}
        aria-label={t('kit.player.position')}
        aria-valuetext={t('kit.player.positionValue', { time: clock(time), duration: clock(duration) })}
        style={filled(duration > 0 ? Math.min(1, time / duration) : 0)}
        onChange={(event) => {
          const seconds = Number(event.target.value);
          dispatch({ type: MediaActionTypes.MEDIA_SEEK_REQUEST, detail: seconds });
          point(event.target, Math.min(1, seconds / duration));
        }}
        onPointerMove={pointed}
        onPointerLeave={leave}
        onPointerUp={(event) => {
          if (event.pointerType !== 'mouse') leave();
        }}
        onPointerCancel={leave}
        onBlur={leave}
      />
      {storyboard !== undefined && (
        <TilePreview handle={tile} src={storyboard} format={(ms) => clock(ms / 1000)} />
      )}
    </>
  );
}

function Live({ disabled, held }: { readonly disabled: boolean; readonly held: boolean }) {
  const { t } = useKitWords();
  const dispatch = useMediaDispatch();
  const paused = useMediaSelector<boolean>((state) => state.mediaPaused ?? true);
  return (
    <span className={styles.live}>
      {paused && !held ? (
        // In place of the sign: what stands still is not live, and a phone has no room for both.
        <button
          type="button"
          className={styles.liveBack}
          disabled={disabled}
          onClick={() => {
            dispatch({ type: MediaActionTypes.MEDIA_SEEK_TO_LIVE_REQUEST });
            dispatch({ type: MediaActionTypes.MEDIA_PLAY_REQUEST });
          }}
        >
          {t('kit.player.backToLive')}
        </button>
      ) : (
        <span className={styles.liveMark}>
          <Icon name="record" size={16} />
          {t('kit.player.live')}
        </span>
      )}
    </span>
  );
}

function Sound() {
  const { t } = useKitWords();
  const dispatch = useMediaDispatch();
  const muted = useMediaSelector<boolean>((state) => state.mediaMuted ?? false);
  const volume = useMediaSelector<number>((state) => state.mediaVolume ?? 1);
  const fixed = useMediaSelector<string | undefined>((state) => state.mediaVolumeUnavailable);
  const shown = muted ? 0 : volume;
  return (
    <>
      <Press
        icon={muted || volume === 0 ? 'muted' : 'sound'}
        label={t(muted ? 'kit.player.unmute' : 'kit.player.mute')}
        onPress={() =>
          dispatch({
            type: muted ? MediaActionTypes.MEDIA_UNMUTE_REQUEST : MediaActionTypes.MEDIA_MUTE_REQUEST,
          })
        }
      />
      {fixed === undefined && (
        <input
          className={join(styles.range, styles.volume)}
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={shown}
          aria-label={t('kit.player.volume')}
          aria-valuetext={`${Math.round(shown * 100)} %`}
          style={filled(shown)}
          onChange={(event) =>
            dispatch({ type: MediaActionTypes.MEDIA_VOLUME_REQUEST, detail: Number(event.target.value) })
          }
        />
      )}
    </>
  );
}
