import { useMemo } from 'react';
import { fieldOf, parsed, useDraft } from './drafts.ts';
import { keepMine, rebase, takeTheirs, type Written } from './rebase.ts';

/** The fields of a form: texts, choices and ticks. */
export type FormValues<V> = { readonly [K in keyof V]: string | boolean | null };

/**
 * A form about something that others may change meanwhile; what is written outlives a reload and a sign-in that ended.
 * @param key of the draft: whoever shows the form can see that there is one, and forget it
 * @param now as it stands with the server
 */
export function useFormValues<V extends FormValues<V>>(key: string, now: V) {
  const [text, setText] = useDraft(key);
  const written = useMemo(() => readWritten(parsed(text ?? null), now), [text, now]);
  const found = rebase(written ?? { base: now, values: now }, now);
  const keep = ({ base, values }: Written<V>) => {
    const changed = JSON.stringify(base) !== JSON.stringify(values);
    setText(changed ? JSON.stringify({ base, values }) : undefined);
  };
  return {
    ...found,
    write: (patch: Partial<V>) => keep({ ...found, values: { ...found.values, ...patch } }),
    takeTheirs: () => keep(takeTheirs(found, now)),
    keepMine: () => keep(keepMine(found, now)),
    /** Received, or not wanted any more. */
    forget: () => setText(undefined),
  };
}

/** What an earlier version of the page kept may be of another shape: then it is nothing. */
export function readWritten<V extends object>(kept: unknown, like: V): Written<V> | undefined {
  const base = readLike(fieldOf(kept, 'base'), like);
  const values = readLike(fieldOf(kept, 'values'), like);
  return base && values && { base, values };
}

const isText = (value: unknown) => value === null || typeof value === 'string';
const sameShape = (a: unknown, b: unknown) =>
  isText(b) ? isText(a) : typeof a === 'boolean' && typeof b === 'boolean';

function readLike<V extends object>(kept: unknown, like: V): V | undefined {
  const fields = Object.keys(like).map((name) => [name, fieldOf(kept, name)] as const);
  const fits = fields.every(([name, value]) => sameShape(value, fieldOf(like, name)));
  return fits ? (Object.fromEntries(fields) as V) : undefined;
}
