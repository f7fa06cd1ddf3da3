import { problemSaid } from '@rostrum/core';
import type { Problem } from '@rostrum/domain';
import { z } from 'zod';
import { html, type Markup } from './html.ts';
import type { PlainWords } from './plain-words.ts';

export type PlainForm = 'open' | 'send' | 'consent' | 'withdraw' | 'other';

const FIELDS = ['link', 'code', 'speaker_name', 'agreed_by', 'until_day', 'file', 'sure'] as const;
export type PlainField = (typeof FIELDS)[number];

/** A form that was not taken. What was typed into it is drawn again: whoever chose a hidden face keeps it. */
export interface Failed {
  form: PlainForm;
  typed: Readonly<Record<string, string>>;
  /** Beside which it is said; null where it is about none of them. */
  field: PlainField | null;
  said: string;
}

const FIELD_OF: Readonly<Partial<Record<Problem['code'], PlainField>>> = {
  link_unknown: 'link',
  link_expired: 'link',
  link_revoked: 'link',
  code_wrong: 'code',
  code_expired: 'code',
  speaker_name_missing: 'speaker_name',
  consent_name_missing: 'agreed_by',
  consent_text_changed: 'agreed_by',
  consent_end_passed: 'until_day',
  file_missing: 'file',
  empty_file: 'file',
  size_over_limit: 'file',
};

/** @param invalid paths that a schema refused */
export function failedAs(
  words: PlainWords,
  form: PlainForm,
  { problem, invalid, typed }: { problem: Problem; invalid: readonly string[]; typed: Failed['typed'] },
): Failed {
  const refused = FIELDS.find((field) => invalid.includes(`body.${field}`)) ?? null;
  const ofField = refused === null ? null : `plain.missing.${refused}`;
  if (ofField !== null && words.has(ofField))
    return { form, typed, field: refused, said: words.say(ofField) };
  const said = problemSaid(words, problem) ?? generally(words, problem);
  return { form, typed, field: FIELD_OF[problem.code] ?? null, said };
}

export function generally(words: PlainWords, { status }: Problem): string {
  return words.say(status < 500 ? 'problem.request_invalid' : 'problem.internal');
}

/** Whatever came as text, but for the form's own token. */
export function typedIn(fields: unknown): Failed['typed'] {
  const parsed = z.record(z.string(), z.unknown()).safeParse(fields);
  if (!parsed.success) return {};
  return Object.fromEntries(
    Object.entries(parsed.data).flatMap(([name, value]) =>
      typeof value === 'string' && name !== 'form' ? [[name, value]] : [],
    ),
  );
}

/** Said first, with the way to the field: not every browser goes there by itself. */
export function failedPart(words: PlainWords, { form, field, said }: Failed): Markup {
  const kept = form === 'send' || form === 'consent' ? html` ${words.say('plain.error.kept')}` : null;
  const file = form === 'send' ? html` ${words.say('plain.error.file')}` : null;
  return html`<div role="alert"><p>${said}${kept}${file}</p>
${field === null ? null : html`<p><a href="#${field}">${words.say('plain.error.go')}</a></p>`}</div>
`;
}

/** What a field carries where something is wrong with it: the browser goes there, and its reason is read with it. */
export function marked(failed: Failed | null, field: PlainField): Markup | null {
  if (failed?.field !== field) return null;
  return html` autofocus aria-invalid="true" aria-describedby="${field}_error"`;
}

export function beside(failed: Failed | null, field: PlainField): Markup | null {
  if (failed?.field !== field) return null;
  return html`<span class="error" id="${field}_error">${failed.said}</span>`;
}
