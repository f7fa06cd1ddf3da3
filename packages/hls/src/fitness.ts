import type { Track } from '@rostrum/domain';
import { HlsError } from './errors.ts';

export function fail(itemId: string, why: string): never {
  throw new HlsError('unfit-media-set', `${itemId} ${why}`);
}

/** A timeline can only be reckoned from tracks in the product's timescale, from 0 on, without holes. */
export function checkTrack(itemId: string, track: Track, timescale: number): void {
  if (track.timescale !== timescale) fail(itemId, `has ${track.name} in 1/${track.timescale} s`);
  let next = 0;
  for (const { startTicks, durationTicks, name } of track.segments) {
    if (startTicks !== next) fail(itemId, `has a hole or an overlap before ${track.name} ${name}`);
    next = startTicks + durationTicks;
  }
}

export function checkVideoLength(itemId: string, track: Track, durationTicks: number): void {
  const last = track.segments.at(-1);
  if (last === undefined) fail(itemId, `has no segment of ${track.name}`);
  if (last.startTicks + last.durationTicks !== durationTicks) {
    fail(itemId, `has ${track.name} of another length than its whole`);
  }
}
