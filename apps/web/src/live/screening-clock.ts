import type { Output } from '@rostrum/client';
import { type ScreeningClock, type ScreeningOverride, screeningAt } from '@rostrum/domain';

export type Screening = NonNullable<Output<'GET /api/v1/watch/reviews/{id}'>['screening']>;

/** What the server tells of a screening, as the clock of the domain reckons it. */
export function clockOf({ startsAt, lengthMs, overrides }: Screening): ScreeningClock {
  return {
    startsAtMs: Date.parse(startsAt),
    lengthMs: lengthMs ?? Number.POSITIVE_INFINITY,
    overrides: overrides.map(({ kind, at, toMs }): ScreeningOverride => {
      const atMs = Date.parse(at);
      return kind === 'seek' ? { kind, atMs, toMs: toMs ?? 0 } : { kind, atMs };
    }),
  };
}

/** The next instant at which something changes by itself; null where nothing does. */
export function nextChangeMs(screening: Screening, nowMs: number): number | null {
  const clock = clockOf(screening);
  const { phase, held, positionMs } = screeningAt(clock, nowMs);
  const ahead = clock.overrides.map(({ atMs }) => atMs).filter((atMs) => atMs > nowMs);
  if (!held && phase === 'waiting') ahead.push(nowMs - positionMs);
  if (!held && phase === 'playing') ahead.push(nowMs + clock.lengthMs - positionMs);
  const next = Math.min(...ahead);
  return Number.isFinite(next) ? next : null;
}

/** The address of a turn: its last folder is the turn's number. */
export function addressOfTurn(playlistUrl: string, turn: number): string {
  return playlistUrl.replace(/\/\d+\/index\.m3u8$/, `/${turn}/index.m3u8`);
}

/** `4:05`, `1:04:05`; whole days apart from it. A begun second is counted, so that it ends at nought. */
export function countdown(leftMs: number): { days: number; clock: string } {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const days = Math.floor(seconds / 86_400);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  const tail = `${two(minutes)}:${two(seconds % 60)}`;
  return { days, clock: days > 0 || hours > 0 ? `${hours}:${tail}` : tail };
}
