import type { Cue } from '@rostrum/domain';

/** Captions that were changed and not saved, with the version that they were changed from. */
export interface KeptCues {
  readonly baseId: string;
  readonly cues: readonly Cue[];
}

const field = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;

/** Undefined where what was kept is anything else. */
export function readKept(kept: unknown): KeptCues | undefined {
  const [baseId, given] = [field(kept, 'baseId'), field(kept, 'cues')];
  if (typeof baseId !== 'string' || !Array.isArray(given)) return undefined;
  const cues: Cue[] = [];
  for (const one of given) {
    const [startMs, endMs, text] = [field(one, 'startMs'), field(one, 'endMs'), field(one, 'text')];
    if (!Number.isInteger(startMs) || !Number.isInteger(endMs) || typeof text !== 'string') return undefined;
    cues.push({ startMs: Number(startMs), endMs: Number(endMs), text });
  }
  return { baseId, cues };
}
