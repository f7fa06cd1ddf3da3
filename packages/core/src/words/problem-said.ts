import type { SpeakerWords } from './speaker-words.ts';

const MEGA = 1_000_000;

/** What happened and what to do, in the words of the speaker's page; null for a code that has none here. */
export function problemSaid<K extends string>(
  words: SpeakerWords<K>,
  { code, figures }: { code: string; figures: Readonly<Record<string, number>> },
): string | null {
  const { measuredMs, maximumMs, bytes, limitBytes } = figures;
  if (code === 'too_long' && measuredMs !== undefined && maximumMs !== undefined) {
    const [length, limit] = [words.length(measuredMs), words.length(maximumMs)];
    return words.say('problem.too_long.figures', { length, limit });
  }
  if (code === 'size_over_limit' && bytes !== undefined && limitBytes !== undefined) {
    const size = words.megabytes(Math.ceil(bytes / MEGA));
    const limit = words.megabytes(Math.floor(limitBytes / MEGA));
    return words.say('problem.size_over_limit.figures', { size, limit });
  }
  const key = `problem.${code}`;
  return words.has(key) ? words.say(key) : null;
}
