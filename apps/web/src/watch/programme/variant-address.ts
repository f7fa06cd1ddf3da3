import { besideAddress } from '../../kit/storyboard/beside-address.ts';
import type { Viewing } from './kept-viewing.ts';

const ADDRESSES = { whole: null, small: 'small.m3u8', sound: 'sound.m3u8' } as const;
export type Way = keyof typeof ADDRESSES;

/** How much of a programme is loaded, as somebody likes to watch. */
export const wayOf = ({ soundOnly, saveData }: Pick<Viewing, 'soundOnly' | 'saveData'>): Way =>
  soundOnly ? 'sound' : saveData ? 'small' : 'whole';

export function addressFor(playlistUrl: string, way: Way): string {
  const name = ADDRESSES[way];
  return name === null ? playlistUrl : besideAddress(playlistUrl, name);
}
