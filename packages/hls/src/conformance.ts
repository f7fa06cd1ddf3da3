import { ENTRY_RULES } from './conformance/entry-rules.ts';
import { MEDIA_RULES } from './conformance/media-rules.ts';
import { type Presentation, tracksOf } from './conformance/presentation.ts';
import { PRESENTATION_RULES } from './conformance/presentation-rules.ts';
import type { PlaylistText, Rule } from './conformance/rule.ts';
import { TEXT_RULES } from './conformance/text-rules.ts';
import { TRACK_RULES } from './conformance/track-rules.ts';
import { UPDATE_RULES } from './conformance/update-rules.ts';
import { HlsError } from './errors.ts';
import { type ParsedMedia, readLines } from './parse.ts';

/** RFC 8216, Apple's authoring rules and our own, as data: what each is about, and the check. */
export const RULES = {
  text: TEXT_RULES,
  media: MEDIA_RULES,
  entry: ENTRY_RULES,
  track: TRACK_RULES,
  presentation: PRESENTATION_RULES,
  update: UPDATE_RULES,
} as const;

/** Of every rule that one version of a presentation can break; `update` compares two. */
export type RuleId = (typeof RULES)[Exclude<keyof typeof RULES, 'update'>][number]['id'];
export type UpdateRuleId = (typeof UPDATE_RULES)[number]['id'];

export interface RuleProblem {
  id: string;
  where: string;
  why: string;
}

/** Ids of the rules that a playlist's text breaks; empty is good. */
export function conformanceProblems(text: string): string[] {
  const list = { text, lines: readLines(text) };
  const multivariant = list.lines.some((line) => line.kind === 'tag' && line.name === 'EXT-X-STREAM-INF');
  return textProblems(list, multivariant ? ENTRY_RULES : MEDIA_RULES, '').map(({ id }) => id);
}

/** Every rule that a presentation breaks, with its files; empty is good. */
export function presentationProblems(presentation: Presentation): RuleProblem[] {
  const tracks = tracksOf(presentation);
  return [
    ...textProblems(presentation.entry, ENTRY_RULES, 'entry'),
    ...tracks.flatMap((track) => textProblems(track.playlist, MEDIA_RULES, track.name)),
    ...presentation.subtitles.flatMap((list) => textProblems(list, MEDIA_RULES, list.address)),
    ...tracks.flatMap((track) => broken(TRACK_RULES, track, track.name)),
    ...broken(PRESENTATION_RULES, presentation, 'presentation'),
  ];
}

/** Ids of the rules of what a later version of the same media playlist may not do. */
export function updateProblems(before: ParsedMedia, after: ParsedMedia): string[] {
  return broken(UPDATE_RULES, { before, after }, '').map(({ id }) => id);
}

/** What cannot be read breaks the rule that wanted to read it. */
function textProblems(list: PlaylistText, kind: readonly Rule<PlaylistText>[], where: string): RuleProblem[] {
  return broken([...TEXT_RULES, ...kind], list, where);
}

function broken<S>(rules: readonly Rule<S>[], subject: S, where: string): RuleProblem[] {
  return rules.flatMap(({ id, check }) => {
    const why = orWhy(() => check(subject));
    return why === null ? [] : [{ id, where, why }];
  });
}

function orWhy(check: () => string | null): string | null {
  try {
    return check();
  } catch (error) {
    if (error instanceof HlsError) return error.message;
    throw error;
  }
}
