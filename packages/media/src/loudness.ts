import { AUDIO_PROFILE, type Finding, type Range } from '@rostrum/domain';

export interface Loudness {
  /** −70 is the scale's floor: silence. */
  integratedLufs: number;
  truePeakDbtp: number;
}

export interface Levelling {
  gainDb: number;
  /** Null when nothing would reach the ceiling. */
  limitDbtp: number | null;
}

const SILENT_LUFS = -60;
const VERY_QUIET_LUFS = -38;
/** More would lift a room's noise to a voice's level. */
const MAX_GAIN_DB = 30;
/** AAC overshoots the peaks it was given; what is decoded must stay below −1.5 dBTP. */
const CODEC_HEADROOM_DB = 1.5;
const CLIPPED_DBTP = 0.1;

/** The last summary that the ebur128 filter printed. */
export function parseLoudness(stderr: string): Loudness | null {
  const summary = stderr.slice(Math.max(0, stderr.lastIndexOf('Summary:')));
  const integrated = /\bI:\s+(-?[\d.]+|-?inf|nan) LUFS/.exec(summary)?.[1];
  const peak = /\bPeak:\s+(-?[\d.]+|-?inf|nan) dBFS/.exec(summary)?.[1];
  if (integrated === undefined || peak === undefined) return null;
  return { integratedLufs: decibels(integrated, -70), truePeakDbtp: decibels(peak, -120) };
}

/** As parseLoudness, where there must be one. */
export function loudnessOf(messages: string): Loudness {
  const loudness = parseLoudness(messages);
  if (loudness === null) throw new RangeError('ebur128 printed no summary');
  return loudness;
}

function decibels(text: string, floor: number): number {
  const value = Number(text);
  return Number.isFinite(value) ? Math.max(floor, value) : floor;
}

/** The gain that brings a measured sound to the target, and whether its peaks then need a limiter. */
export function levellingFor(measured: Loudness): Levelling {
  if (measured.integratedLufs <= SILENT_LUFS) return asItIs(measured);
  return withLimiter(AUDIO_PROFILE.integratedLufs - measured.integratedLufs, measured.truePeakDbtp);
}

/** No gain, but no peak above the ceiling either: what is too short to have a loudness can still be loud. */
export function asItIs(measured: Loudness): Levelling {
  return withLimiter(0, measured.truePeakDbtp);
}

/** A limiter takes loudness away; measured behind it, the gain is raised by what is missing. */
export function corrected(levelling: Levelling, before: Loudness, after: Loudness): Levelling {
  const missing = AUDIO_PROFILE.integratedLufs - after.integratedLufs;
  return withLimiter(levelling.gainDb + missing, before.truePeakDbtp);
}

function withLimiter(gainDb: number, truePeakDbtp: number): Levelling {
  const gain = Math.round(Math.min(MAX_GAIN_DB, gainDb) * 100) / 100;
  const ceiling = AUDIO_PROFILE.truePeakDbtp - CODEC_HEADROOM_DB;
  return { gainDb: gain, limitDbtp: truePeakDbtp + gain > ceiling ? ceiling : null };
}

/** What was heard of the sound as it came, on the way. */
export interface HeardSound {
  /** Where it is loudest for the first time. */
  loudestMs: number;
  /** The other channel holds nothing to speak of. */
  oneSided: boolean;
}

/** @param silences of the sound as it was made, `measuredMs` long */
export function soundFindings(
  measured: Loudness,
  {
    heard = null,
    silences = [],
    measuredMs = 0,
  }: { heard?: HeardSound | null; silences?: readonly Range[]; measuredMs?: number } = {},
): Finding[] {
  const figures = { integratedLufs: measured.integratedLufs, truePeakDbtp: measured.truePeakDbtp };
  if (measured.integratedLufs <= SILENT_LUFS) return [{ code: 'silent', figures }];
  const found: Finding[] = [];
  const startMs = heard === null ? {} : { startMs: heard.loudestMs };
  if (measured.integratedLufs <= VERY_QUIET_LUFS) found.push({ code: 'very_quiet', figures });
  else if (measured.truePeakDbtp >= CLIPPED_DBTP)
    found.push({ code: 'clipped', figures: { ...figures, ...startMs } });
  if (heard?.oneSided) found.push({ code: 'one_side_only' });
  return [...found, ...silenceFindings(silences, measuredMs)];
}

/** The decoder's last frames may reach past the end, or end before it. */
const END_MS = 100;

function silenceFindings(silences: readonly Range[], measuredMs: number): Finding[] {
  const found: Finding[] = [];
  const within: Range[] = [];
  for (const { startMs, endMs } of silences) {
    const figures = { startMs, endMs: Math.min(endMs, measuredMs) };
    if (startMs === 0) found.push({ code: 'silence_at_start', figures });
    else if (endMs >= measuredMs - END_MS) found.push({ code: 'silence_at_end', figures });
    else within.push({ startMs, endMs });
  }
  const [longest] = within.toSorted((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs));
  if (longest !== undefined)
    found.push({ code: 'silence_within', figures: { ...longest, count: within.length } });
  return found;
}
