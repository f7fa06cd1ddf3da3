import type { MediaSet, Track } from '@rostrum/domain';

/** The video renditions that all of them have, in the first one's order. */
export function commonRenditions(sets: readonly MediaSet[]): string[] {
  const [first, ...others] = sets;
  if (first === undefined) return [];
  return first.video
    .map((track) => track.name)
    .filter((name) => others.every((set) => set.video.some((track) => track.name === name)));
}

/**
 * May these play as one? They must share a rendition, and within one version of the profile one init
 * file must serve all of them. Between versions the playlist falls back to a discontinuity.
 */
export function playAsOne(sets: readonly MediaSet[]): boolean {
  const names = commonRenditions(sets);
  if (names.length === 0) return false;
  const tracksOf = (set: MediaSet): Track[] => [
    set.audio,
    ...set.video.filter((track) => names.includes(track.name)),
  ];
  const inits = new Map<string, string>();
  for (const set of sets) {
    for (const track of tracksOf(set)) {
      const key = `${set.profileVersion} ${track === set.audio ? 'audio' : track.name}`;
      const known = inits.get(key);
      if (known !== undefined && known !== track.initSha256) return false;
      inits.set(key, track.initSha256);
    }
  }
  return true;
}
