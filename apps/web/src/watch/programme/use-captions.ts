import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { PlayerController } from '../../kit/player/player.tsx';
import { useWords } from '../words/use-words.ts';
import { captionsShown, whenAfter } from './caption-rule.ts';
import { changeViewing, useViewing, viewing } from './viewing.ts';

const captionsOf = (video: HTMLVideoElement): TextTrack[] =>
  [...video.textTracks].filter(({ kind }) => kind === 'captions' || kind === 'subtitles');
const isSilent = (video: HTMLVideoElement): boolean => video.muted || video.volume === 0;

/** Shows the captions that are wanted now, also when the sound goes off or another source is opened. */
export function useCaptions(player: RefObject<PlayerController | null>) {
  const { language: page } = useWords();
  const { captions, language } = useViewing();
  const wish = useRef({ captions, language, page });
  wish.current = { captions, language, page };

  const apply = useCallback(() => {
    const video = player.current?.video();
    if (!video) return;
    const tracks = captionsOf(video);
    const languages = tracks.map((track) => track.language);
    const at = captionsShown(languages, { ...wish.current, silent: isSilent(video) });
    for (const [index, track] of tracks.entries()) {
      // hls.js loses the captions that arrive while their track is disabled: what was on show is hidden at the most,
      // and hls.js itself disables it for another.
      const rest = track.mode === 'showing' ? 'hidden' : track.mode;
      const mode = index === at ? 'showing' : rest;
      if (track.mode !== mode) track.mode = mode;
    }
  }, [player]);

  useEffect(apply, [apply, captions, language, page]);

  useEffect(() => {
    const video = player.current?.video();
    if (!video) return;
    const tracks = video.textTracks;
    video.addEventListener('volumechange', apply);
    video.addEventListener('loadedmetadata', apply);
    tracks.addEventListener('addtrack', apply);
    return () => {
      video.removeEventListener('volumechange', apply);
      video.removeEventListener('loadedmetadata', apply);
      tracks.removeEventListener('addtrack', apply);
    };
  }, [player, apply]);

  /** By hand: a language, or none. */
  const choose = useCallback(
    (chosen: string | null) => {
      const video = player.current?.video();
      if (!video) return;
      const when = whenAfter({ captions: viewing().captions, silent: isSilent(video) }, chosen !== null);
      changeViewing({
        captions: when,
        ...(chosen === null ? {} : { language: { captions: chosen, page: wish.current.page } }),
      });
    },
    [player],
  );

  const toggle = useCallback(() => {
    const video = player.current?.video();
    if (!video) return;
    const tracks = captionsOf(video);
    if (tracks.length === 0) return;
    const on = !tracks.some(({ mode }) => mode === 'showing');
    changeViewing({ captions: whenAfter({ captions: viewing().captions, silent: isSilent(video) }, on) });
  }, [player]);

  return { choose, toggle };
}
