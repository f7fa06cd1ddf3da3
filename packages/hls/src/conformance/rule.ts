import type { Line } from '../parse.ts';
import { readAttributes } from '../parse.ts';

/** Apple's numbers change with every edition of its authoring specification; its headings do not. */
export type Source =
  | `RFC 8216 §${string}`
  | `Apple, ${string}`
  | `ISO/IEC 14496-${string}`
  | `ITU-T H.264 ${string}`
  | 'our own';

export interface Rule<Subject> {
  id: string;
  source: Source;
  level: 'must' | 'should';
  what: string;
  /** What is wrong, or null. */
  check(subject: Subject): string | null;
}

export type Tag = Line & { kind: 'tag' };

/** A playlist's text and its lines, uninterpreted. */
export interface PlaylistText {
  text: string;
  lines: readonly Line[];
}

export function unless(holds: boolean, why: string): string | null {
  return holds ? null : why;
}

/** The first of a list that is wrong, and why. */
export function firstWrong<T>(
  all: readonly T[],
  wrong: (one: T, at: number) => string | null,
): string | null {
  for (const [at, one] of all.entries()) {
    const why = wrong(one, at);
    if (why !== null) return `${at}: ${why}`;
  }
  return null;
}

export const tagsOf = ({ lines }: PlaylistText, name: string): Tag[] =>
  lines.filter((line): line is Tag => line.kind === 'tag' && line.name === name);

export const numberIn = (list: PlaylistText, name: string): number => Number(tagsOf(list, name)[0]?.value);

export const attributesOf = (list: PlaylistText, name: string): Map<string, string>[] =>
  tagsOf(list, name).map(({ value }) => readAttributes(value ?? ''));
