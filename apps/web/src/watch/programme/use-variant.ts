import { type RefObject, useEffect, useRef, useState } from 'react';
import type { PlayerController } from '../../kit/player/player.tsx';
import { addressFor, wayOf } from './variant-address.ts';
import { useViewing } from './viewing.ts';

export interface VariantOptions {
  readonly player: RefObject<PlayerController | null>;
  readonly playlistUrl: string | null;
  readonly startAtMs: number;
  readonly refreshSrc: () => Promise<string>;
}

/** The address for how much is to be loaded. What plays goes on from the same place when that is chosen anew. */
export function useVariant({ player, playlistUrl, startAtMs, refreshSrc }: VariantOptions) {
  const way = wayOf(useViewing());
  const [opened, setOpened] = useState({ way, startAtMs, play: false });
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
    src: playlistUrl === null ? null : addressFor(playlistUrl, opened.way),
    startAtMs: opened.startAtMs,
    refreshSrc: async () => addressFor(await refreshSrc(), opened.way),
  };
}
