import { type RefObject, useEffect, useRef, useState } from 'react';
import type { PlayerController } from '../../kit/player/player.tsx';
import { besideAddress } from '../../kit/storyboard/beside-address.ts';
import { useViewing } from './viewing.ts';

export interface VariantOptions {
  readonly player: RefObject<PlayerController | null>;
  readonly playlistUrl: string | null;
  readonly startAtMs: number;
  readonly refreshSrc: () => Promise<string>;
}

const ADDRESSES = { whole: null, small: 'small.m3u8', sound: 'sound.m3u8' } as const;
type Way = keyof typeof ADDRESSES;

/** The address for how much is to be loaded. What plays goes on from the same place when that is chosen anew. */
export function useVariant({ player, playlistUrl, startAtMs, refreshSrc }: VariantOptions) {
  const { soundOnly, saveData } = useViewing();
  const way: Way = soundOnly ? 'sound' : saveData ? 'small' : 'whole';
  const [opened, setOpened] = useState({ way, startAtMs, play: false });
  const addressOf = (src: string, of: Way) => {
    const name = ADDRESSES[of];
    return name === null ? src : besideAddress(src, name);
  };
  if (opened.way !== way) {
    const now = player.current;
    setOpened({ way, startAtMs: now?.timeMs() ?? startAtMs, play: now?.playing() ?? false });
  }
  const last = useRef(opened.way);
  useEffect(() => {
    if (last.current === opened.way) return;
    last.current = opened.way;
    if (opened.play) player.current?.play();
  }, [player, opened]);
  return {
    src: playlistUrl === null ? null : addressOf(playlistUrl, opened.way),
    startAtMs: opened.startAtMs,
    refreshSrc: async () => addressOf(await refreshSrc(), opened.way),
  };
}
