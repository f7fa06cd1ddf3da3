import { type Audience, audiences, type Statement } from '../api.ts';
import { endOfDay, localDay } from './local-day.ts';

type Consent = Statement['consent'];
type Appearance = Consent['appearance'];
export type Named = Appearance['named'];
export type Face = Appearance['face'];
export type Voice = Appearance['voice'];

export const namings = ['organisation', 'name'] as const satisfies readonly Named[];
export const faces = ['as_sent', 'hidden'] as const satisfies readonly Face[];
export const voices = ['as_sent', 'read_by_other', 'changed'] as const satisfies readonly Voice[];

/** As the form has it; every field of it is text or a choice, so that it can be kept as it stands. */
export interface Fields {
  readonly audience: Audience;
  readonly until: 'open' | 'day';
  readonly day: string;
  readonly masterAllowed: boolean;
  readonly named: Named;
  readonly speakerName: string;
  readonly face: Face;
  readonly voice: Voice;
  readonly agreedBy: string;
}

export type Missing = 'day' | 'dayPassed' | 'speakerName' | 'agreedBy';

export function fieldsOf({ audience, endsAt, masterAllowed, appearance, speakerName }: Consent): Fields {
  return {
    audience,
    until: endsAt === null ? 'open' : 'day',
    day: endsAt === null ? '' : localDay(endsAt),
    masterAllowed,
    ...appearance,
    speakerName: speakerName ?? '',
    agreedBy: '',
  };
}

/** What is not asked beside a file that is about to be sent, and stays there as the server has it. */
export const ASKED_LATER = ['until', 'day', 'masterAllowed'] as const satisfies readonly (keyof Fields)[];

type Draft = Readonly<Record<string, unknown>>;

/** A draft in two: what this form does not show, and the rest. */
export function splitDraft(draft: Draft | null, hidden: readonly string[]): { rest: Draft; hidden: Draft } {
  const all = Object.entries(draft ?? {});
  return {
    rest: Object.fromEntries(all.filter(([name]) => !hidden.includes(name))),
    hidden: Object.fromEntries(all.filter(([name]) => hidden.includes(name))),
  };
}

/** A draft of an older page, or of somebody who wrote into the storage: what fits is taken. */
export function withDraft(fields: Fields, draft: Draft | null): Fields {
  if (draft === null) return fields;
  const one = <T extends string>(values: readonly T[], value: unknown, otherwise: T): T =>
    values.find((known) => known === value) ?? otherwise;
  const text = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);
  return {
    audience: one(audiences, draft.audience, fields.audience),
    until: one(['open', 'day'], draft.until, fields.until),
    day: text(draft.day, fields.day),
    masterAllowed: typeof draft.masterAllowed === 'boolean' ? draft.masterAllowed : fields.masterAllowed,
    named: one(namings, draft.named, fields.named),
    speakerName: text(draft.speakerName, fields.speakerName),
    face: one(faces, draft.face, fields.face),
    voice: one(voices, draft.voice, fields.voice),
    agreedBy: text(draft.agreedBy, fields.agreedBy),
  };
}

/**
 * Has the last day of showing it passed? While a year is being typed, a date field gives out one of the first
 * thousand years at each digit.
 */
export function dayPassed({ until, day }: Pick<Fields, 'until' | 'day'>, nowMs: number): boolean {
  const end = until === 'day' && !day.startsWith('0') ? endOfDay(day) : null;
  return end !== null && Date.parse(end) <= nowMs;
}

export function missingIn(fields: Fields, asksToAgree: boolean, nowMs: number): Missing[] {
  const missing: Missing[] = [];
  if (fields.named === 'name' && fields.speakerName.trim() === '') missing.push('speakerName');
  const end = endOfDay(fields.day);
  if (fields.until === 'day' && end === null) missing.push('day');
  if (fields.until === 'day' && end !== null && Date.parse(end) <= nowMs) missing.push('dayPassed');
  if (asksToAgree && fields.agreedBy.trim() === '') missing.push('agreedBy');
  return missing;
}

/** What is sent, but for the words that are agreed to. */
export function consentOf(fields: Fields) {
  const { audience, masterAllowed, named, face, voice, speakerName } = fields;
  return {
    audience,
    masterAllowed,
    endsAt: fields.until === 'day' ? endOfDay(fields.day) : null,
    appearance: { named, face, voice },
    speakerName: named === 'name' ? speakerName.trim() : null,
  };
}
