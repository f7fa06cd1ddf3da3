import { AAC_FRAME, MediaSet, type Track, VIDEO_TIMESCALE } from '@rostrum/domain';
import type { TestApi } from './test-api.ts';

/** The set of a take in segments of two seconds, as the encoder makes them; nobody stored their bytes. */
export async function inSegments({ parts: { prisma } }: TestApi, takeId: string): Promise<void> {
  const { mediaSetId } = await prisma.take.findUniqueOrThrow({ where: { id: takeId } });
  const row = await prisma.mediaSet.findUniqueOrThrow({ where: { id: mediaSetId ?? '' } });
  const whole = MediaSet.parse(row.manifest);
  const manifest = {
    ...whole,
    video: whole.video.map((track) => split(track, 2 * VIDEO_TIMESCALE)),
    audio: split(whole.audio, 94 * AAC_FRAME),
  };
  await prisma.mediaSet.update({ where: { id: row.id }, data: { manifest } });
}

function split(track: Track, eachTicks: number): Track {
  const [only] = track.segments;
  const ticks = only?.durationTicks ?? 0;
  const segments = Array.from({ length: Math.ceil(ticks / eachTicks) }, (_, n) => ({
    name: `${track.name}/${n}.m4s`,
    startTicks: n * eachTicks,
    durationTicks: Math.min(eachTicks, ticks - n * eachTicks),
    bytes: 1000,
  }));
  return { ...track, segments };
}
