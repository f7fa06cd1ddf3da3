import {
  MediaActionTypes,
  type MediaState,
  useMediaDispatch,
  useMediaSelector,
} from 'media-chrome/react/media-store';
import { Icon } from '../icons/icon.tsx';
import { join } from '../join.ts';
import { useKitWords } from '../words/use-kit-words.ts';
import styles from './player.module.css';
import { Press } from './press.tsx';

type Tracks = NonNullable<MediaState['mediaSubtitlesList']>;
const NONE: Tracks = [];
const OFF = '';

export interface CaptionsProps {
  /** Chosen by hand: a language, or null for none. Whoever is told shows it. */
  readonly onChoose?: ((language: string | null) => void) | undefined;
}

/** One language is a switch; several are the browser's own list, which every phone shows in its own way. */
export function Captions({ onChoose }: CaptionsProps) {
  const { t } = useKitWords();
  const dispatch = useMediaDispatch();
  const tracks = useMediaSelector<Tracks>((state) => state.mediaSubtitlesList ?? NONE);
  const shown = useMediaSelector<Tracks>((state) => state.mediaSubtitlesShowing ?? NONE);
  if (tracks.length === 0) return null;
  if (tracks.length === 1) {
    return (
      <Press
        icon="captions"
        label={t('kit.player.captions')}
        pressed={shown.length > 0}
        onPress={() => {
          if (onChoose) onChoose(shown.length > 0 ? null : (tracks[0]?.language ?? null));
          else dispatch({ type: MediaActionTypes.MEDIA_TOGGLE_SUBTITLES_REQUEST });
        }}
      />
    );
  }
  const choose = (value: string) => {
    if (onChoose) {
      onChoose(value === OFF ? null : (tracks[Number(value)]?.language ?? null));
      return;
    }
    dispatch({ type: MediaActionTypes.MEDIA_DISABLE_SUBTITLES_REQUEST, detail: tracks });
    const track = tracks[Number(value)];
    if (value !== OFF && track)
      dispatch({ type: MediaActionTypes.MEDIA_SHOW_SUBTITLES_REQUEST, detail: [track] });
  };
  const at = tracks.findIndex((track) => shown.some((one) => one.language === track.language));
  return (
    <span className={join(styles.press, styles.choice, at >= 0 && styles.chosen)}>
      <Icon name="captions" size={22} />
      <select
        aria-label={t('kit.player.captions')}
        title={t('kit.player.captions')}
        value={at < 0 ? OFF : String(at)}
        onChange={(event) => choose(event.target.value)}
      >
        <option value={OFF}>{t('kit.player.captionsOff')}</option>
        {tracks.map((track, index) => (
          <option key={track.language} value={index} lang={track.language}>
            {track.label || track.language}
          </option>
        ))}
      </select>
    </span>
  );
}
