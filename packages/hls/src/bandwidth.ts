import type { PlacedTrack } from './timeline.ts';

/**
 * RFC 8216 section 4.1: the peak segment bit rate is the largest bit rate of any contiguous set of segments
 * whose total duration is between 0.5 and 1.5 times the target duration. So a last segment of a few frames,
 * most of it one key picture, does not count by itself.
 */
export function peakBps(track: PlacedTrack, targetDurationS: number): number {
  const least = targetDurationS * 0.5 * track.timescale;
  const most = targetDurationS * 1.5 * track.timescale;
  let peak = 0;
  for (let from = 0; from < track.segments.length; from += 1) {
    let bytes = 0;
    let ticks = 0;
    for (const segment of track.segments.slice(from, from + LONGEST_SET)) {
      bytes += segment.bytes;
      ticks += segment.durationTicks;
      if (ticks > most) break;
      if (ticks >= least) peak = Math.max(peak, bitRate(bytes, ticks, track.timescale));
    }
  }
  return peak === 0 ? averageBps(track) : peak;
}

export function averageBps(track: PlacedTrack): number {
  let bytes = 0;
  let ticks = 0;
  for (const segment of track.segments) {
    bytes += segment.bytes;
    ticks += segment.durationTicks;
  }
  return ticks === 0 ? 0 : bitRate(bytes, ticks, track.timescale);
}

/** Enough for sets made of very short statements; longer ones only repeat what shorter sets showed. */
const LONGEST_SET = 64;

function bitRate(bytes: number, ticks: number, timescale: number): number {
  return Math.ceil((bytes * 8 * timescale) / ticks);
}
