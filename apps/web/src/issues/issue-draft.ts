import type { Output } from '@rostrum/client';
import {
  ADVANCE_QUESTION_LENGTH,
  EARLIER_TEXT_LENGTH,
  ISSUE_TITLE_LENGTH,
  QUESTIONS_PER_ISSUE,
  RECOMMENDATION_LENGTH,
  RECOMMENDATIONS_PER_ISSUE,
  SMART_HINTS,
  type SmartHint,
  WHAT_CHANGED_LENGTH,
} from '@rostrum/domain';
import { newId } from '../kit/new-id.ts';

export type IssueSheet = Output<'GET /api/v1/speaker/recommendations'>;
export type IssueCard = IssueSheet['cards'][number];
type Texts = { readonly text: string; readonly english: string };

/** A text that is being written. The key tells it from its neighbours while they move. */
export interface TextDraft extends Texts {
  readonly key: string;
}
export interface RecommendationDraft extends TextDraft {
  readonly smart: readonly SmartHint[];
}

/** A card that is being written: every field as it stands on the page. */
export interface IssueDraft {
  readonly id: string;
  readonly theme: string;
  readonly title: string;
  readonly cycle: string;
  readonly stateCode: string;
  readonly response: string;
  readonly earlier: Texts;
  readonly changed: Texts;
  readonly recommendations: readonly RecommendationDraft[];
  readonly questions: readonly TextDraft[];
  readonly moment: { readonly takeId: string; readonly ms: number } | null;
}

export const TEXT_LIMITS = {
  title: ISSUE_TITLE_LENGTH,
  earlier: EARLIER_TEXT_LENGTH,
  changed: WHAT_CHANGED_LENGTH,
  recommendations: RECOMMENDATION_LENGTH,
  questions: ADVANCE_QUESTION_LENGTH,
} as const;
export type TextPlace = keyof typeof TEXT_LIMITS;

const NO_TEXT: Texts = { text: '', english: '' };
export const newText = (text = ''): TextDraft => ({ key: newId(), text, english: '' });
export const newRecommendation = (text = ''): RecommendationDraft => ({ ...newText(text), smart: [] });

export function newIssue(): IssueDraft {
  return {
    id: newId(),
    theme: '',
    title: '',
    cycle: '',
    stateCode: '',
    response: '',
    earlier: NO_TEXT,
    changed: NO_TEXT,
    recommendations: [newRecommendation()],
    questions: [newText()],
    moment: null,
  };
}

const texts = (one: { text: string; english: string | null } | null): Texts =>
  one === null ? NO_TEXT : { text: one.text, english: one.english ?? '' };

export function draftOf(card: IssueCard): IssueDraft {
  const { id, theme, title, earlier, changed, recommendations, questions, moment } = card;
  return {
    id,
    theme: theme ?? '',
    title: title ?? '',
    cycle: earlier?.cycle ? String(earlier.cycle) : '',
    stateCode: earlier?.stateCode ?? '',
    response: earlier?.response ?? '',
    earlier: texts(earlier),
    changed: texts(changed),
    recommendations: recommendations.map(({ smart, ...one }) => ({ key: newId(), ...texts(one), smart })),
    questions: questions.map((one) => ({ key: newId(), ...texts(one) })),
    moment,
  };
}

/** What keeps a draft from being a card: by field, `place` or `place.key`. */
export type IssueFault = 'missing' | 'too_long';
export type IssueFaults = ReadonlyMap<string, IssueFault>;

export function faultsOf(draft: IssueDraft): IssueFaults {
  const faults = new Map<string, IssueFault>();
  if (draft.theme === '' && draft.title.trim() === '') faults.set('theme', 'missing');
  const check = (field: string, place: TextPlace, given: Texts) => {
    const longest = Math.max(given.text.trim().length, given.english.trim().length);
    if (longest > TEXT_LIMITS[place]) faults.set(field, 'too_long');
    // An English text of nothing stands alone.
    else if (given.text.trim() === '' && given.english.trim() !== '') faults.set(field, 'missing');
  };
  check('title', 'title', { text: draft.title, english: '' });
  check('earlier', 'earlier', draft.earlier);
  const said = draft.cycle !== '' || draft.stateCode !== '' || draft.response !== '';
  if (said && draft.earlier.text.trim() === '') faults.set('earlier', 'missing');
  check('changed', 'changed', draft.changed);
  for (const one of draft.recommendations) check(one.key, 'recommendations', one);
  for (const one of draft.questions) check(one.key, 'questions', one);
  return faults;
}

const CYCLES = [1, 2, 3, 4] as const;
const kept = ({ text, english }: Texts) => ({ text: text.trim(), english: english.trim() || null });
const isThere = ({ text }: Texts) => text.trim() !== '';

/** For a draft without faults. Texts that are empty are left out. */
export function cardOf(draft: IssueDraft): IssueCard {
  const { id, theme, title, earlier, changed, moment } = draft;
  return {
    id,
    theme: theme === '' ? null : theme,
    title: title.trim() || null,
    earlier: isThere(earlier)
      ? {
          cycle: CYCLES.find((cycle) => String(cycle) === draft.cycle) ?? null,
          stateCode: draft.stateCode || null,
          response: draft.response === 'accepted' || draft.response === 'noted' ? draft.response : null,
          ...kept(earlier),
        }
      : null,
    changed: isThere(changed) ? kept(changed) : null,
    recommendations: draft.recommendations
      .filter(isThere)
      .map((one) => ({ ...kept(one), smart: SMART_HINTS.filter((hint) => one.smart.includes(hint)) })),
    questions: draft.questions.filter(isThere).map(kept),
    moment: moment === null ? null : { ...moment },
  };
}

/** Where a text that was selected elsewhere goes: behind what is there, or into the first place that is empty. */
export function withCopied(draft: IssueDraft, place: Exclude<TextPlace, 'title'>, text: string): IssueDraft {
  const copied = text.trim();
  if (copied === '') return draft;
  if (place === 'earlier' || place === 'changed') {
    const { text: before, english } = draft[place];
    return { ...draft, [place]: { text: [before.trim(), copied].filter(Boolean).join('\n'), english } };
  }
  if (place === 'recommendations') {
    const rest = filled(draft.recommendations, copied);
    if (rest !== null) return { ...draft, recommendations: rest };
    if (draft.recommendations.length >= RECOMMENDATIONS_PER_ISSUE) return draft;
    return { ...draft, recommendations: [...draft.recommendations, newRecommendation(copied)] };
  }
  const rest = filled(draft.questions, copied);
  if (rest !== null) return { ...draft, questions: rest };
  if (draft.questions.length >= QUESTIONS_PER_ISSUE) return draft;
  return { ...draft, questions: [...draft.questions, newText(copied)] };
}

function filled<T extends TextDraft>(all: readonly T[], text: string): T[] | null {
  const at = all.findIndex((one) => !isThere(one));
  return at < 0 ? null : all.map((one, index) => (index === at ? { ...one, text } : one));
}

/** What was kept on a device: read for what it is, and nothing else of it. Null where it is no draft. */
export function readIssueDraft(given: unknown): IssueDraft | null {
  const field = (from: unknown, name: string): unknown =>
    typeof from === 'object' && from !== null
      ? Object.getOwnPropertyDescriptor(from, name)?.value
      : undefined;
  const words = (from: unknown, name: string): string => {
    const value = field(from, name);
    return typeof value === 'string' ? value : '';
  };
  const both = (from: unknown) => ({ text: words(from, 'text'), english: words(from, 'english') });
  const list = (name: string): readonly unknown[] => {
    const value = field(given, name);
    return Array.isArray(value) ? value : [];
  };
  const id = words(given, 'id');
  if (id === '') return null;
  const takeId = words(field(given, 'moment'), 'takeId');
  const ms = field(field(given, 'moment'), 'ms');
  return {
    id,
    theme: words(given, 'theme'),
    title: words(given, 'title'),
    cycle: words(given, 'cycle'),
    stateCode: words(given, 'stateCode'),
    response: words(given, 'response'),
    earlier: both(field(given, 'earlier')),
    changed: both(field(given, 'changed')),
    recommendations: list('recommendations').map((one) => {
      const ticked = field(one, 'smart');
      const smart = SMART_HINTS.filter((hint) => Array.isArray(ticked) && ticked.includes(hint));
      return { key: words(one, 'key') || newId(), ...both(one), smart };
    }),
    questions: list('questions').map((one) => ({ key: words(one, 'key') || newId(), ...both(one) })),
    moment:
      takeId !== '' && typeof ms === 'number' && Number.isInteger(ms) && ms >= 0 ? { takeId, ms } : null,
  };
}
