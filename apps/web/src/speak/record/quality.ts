import type { Mode } from './choose-format.ts';

export const qualities = ['smaller', 'better'] as const;
export type Quality = (typeof qualities)[number];

export interface Rate {
  readonly width: number;
  readonly height: number;
  readonly videoBitsPerSecond: number;
  readonly audioBitsPerSecond: number;
}

/** For one person who hardly moves; more would only be longer on its way. Speech is clear at 64 kbit/s. */
const RATES: Readonly<Record<Quality, Rate>> = {
  smaller: { width: 854, height: 480, videoBitsPerSecond: 600_000, audioBitsPerSecond: 64_000 },
  better: { width: 1280, height: 720, videoBitsPerSecond: 1_200_000, audioBitsPerSecond: 64_000 },
};

export const rateOf = (mode: Mode, quality: Quality): Rate =>
  mode === 'video' ? RATES[quality] : { ...RATES[quality], videoBitsPerSecond: 0 };

export const bytesOf = (rate: Rate, lengthMs: number): number =>
  Math.ceil(((rate.videoBitsPerSecond + rate.audioBitsPerSecond) / 8) * (lengthMs / 1000));

/** What a weak line carries (half a megabit per second, as in the places that statements come from). */
export const WEAK_BITS_PER_SECOND = 500_000;
export const weakLineMinutes = (bytes: number): number =>
  Math.max(1, Math.ceil((bytes * 8) / WEAK_BITS_PER_SECOND / 60));

/** The smaller one where the browser says that the line is weak or costs. */
export function firstQuality(
  connection: { saveData?: unknown; effectiveType?: unknown } | undefined,
): Quality {
  if (connection?.saveData === true) return 'smaller';
  return /^(slow-)?[23]g$/.test(String(connection?.effectiveType ?? '')) ? 'smaller' : 'better';
}

export type Space =
  | { readonly kind: 'enough' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'short'; readonly freeBytes: number; readonly neededBytes: number };

/** Room for two takes of the whole floor time: a browser writes more than the rate it was asked for, at times. */
export function judgeSpace(
  estimate: { readonly quota?: number; readonly usage?: number } | null,
  takeBytes: number,
): Space {
  const { quota, usage } = estimate ?? {};
  if (quota === undefined || usage === undefined || !(quota > 0)) return { kind: 'unknown' };
  const freeBytes = Math.max(0, quota - usage);
  const neededBytes = takeBytes * 2;
  return freeBytes >= neededBytes ? { kind: 'enough' } : { kind: 'short', freeBytes, neededBytes };
}
