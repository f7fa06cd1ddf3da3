export type Heard = 'nothing' | 'quiet' | 'good' | 'loud';

/** Full scale is 0 dB. Speech a hand's breadth away peaks between -20 and -6; a still room stays below -50. */
const QUIET_BELOW_DB = -32;
const NOTHING_BELOW_DB = -52;
const CLIPPED = 0.985;
/** One knock on the table is not too loud a voice. */
const CLIPPED_OFTEN = 3;
/** Speakers breathe and look at their notes: what was heard within this time counts. */
const WINDOW_MS = 4_000;

export const decibels = (amplitude: number): number => (amplitude > 0 ? 20 * Math.log10(amplitude) : -120);

/** Where a peak stands on the meter: 0 at -60 dB, 1 at full scale. */
export const onMeter = (amplitude: number): number => Math.min(1, Math.max(0, 1 + decibels(amplitude) / 60));

/** Judges peaks (0 to 1) as they come. */
export function createHearing(windowMs = WINDOW_MS): (peak: number, nowMs: number) => Heard {
  let recent: { readonly peak: number; readonly atMs: number }[] = [];
  return (peak, nowMs) => {
    recent.push({ peak, atMs: nowMs });
    recent = recent.filter(({ atMs }) => nowMs - atMs <= windowMs);
    if (recent.filter((one) => one.peak >= CLIPPED).length >= CLIPPED_OFTEN) return 'loud';
    const loudest = decibels(Math.max(...recent.map((one) => one.peak)));
    if (loudest < NOTHING_BELOW_DB) return 'nothing';
    return loudest < QUIET_BELOW_DB ? 'quiet' : 'good';
  };
}
