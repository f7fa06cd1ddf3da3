/** What a programme weighs in each way of watching it, in megabytes. */
export interface DataSizes {
  readonly best: number;
  readonly saver: number;
  readonly sound: number;
}

/** The data saver's address has nothing larger. */
export const SAVER_HEIGHT = 360;
const BYTES_PER_MB = 1_000_000;

interface Variant {
  readonly bps: number;
  /** Null for sound alone. */
  readonly height: number | null;
}

function variantsOf(playlist: string): Variant[] {
  return playlist
    .split('\n')
    .filter((line) => line.startsWith('#EXT-X-STREAM-INF:'))
    .flatMap((line) => {
      const bps = Number(
        /[:,]AVERAGE-BANDWIDTH=(\d+)/.exec(line)?.[1] ?? /[:,]BANDWIDTH=(\d+)/.exec(line)?.[1],
      );
      const height = /RESOLUTION=\d+x(\d+)/.exec(line)?.[1];
      return Number.isFinite(bps) ? [{ bps, height: height === undefined ? null : Number(height) }] : [];
    });
}

/** Of the multivariant playlist of the whole, and of that of the sound alone. Null where they do not say. */
export function dataSizes(whole: string, sound: string, lengthMs: number): DataSizes | null {
  const pictures = variantsOf(whole).filter(({ height }) => height !== null);
  const [heard] = variantsOf(sound);
  const small = pictures.filter(({ height }) => height !== null && height <= SAVER_HEIGHT);
  if (heard === undefined || pictures.length === 0) return null;
  const mb = (variants: readonly Variant[]) =>
    (Math.max(...variants.map(({ bps }) => bps)) * lengthMs) / 8_000 / BYTES_PER_MB;
  return { best: mb(pictures), saver: mb(small.length > 0 ? small : pictures), sound: mb([heard]) };
}

/** Two figures are enough to choose by. */
export const roughly = (mb: number): number =>
  mb >= 10 ? Math.round(Number(mb.toPrecision(2))) : Math.max(0.1, Number(mb.toPrecision(1)));
