import { useEffect, useState } from 'react';
import { fieldOf, useKept } from './drafts.ts';

/** What a form is about, as it stands with the server; the mark is another one whenever somebody saved. */
export interface Stand<Value, Mark> {
  readonly mark: Mark;
  readonly value: Value;
}

export interface Held<Value, Mark> {
  /** What the writing began from: a save says so, and is `stale` where it stands otherwise by now. */
  readonly opened: Stand<Value, Mark>;
  readonly value: Value;
  /** What somebody else saved meanwhile, while something was being written. */
  readonly theirs: Stand<Value, Mark> | undefined;
  readonly seen: Mark;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export const hold = <Value, Mark>(stand: Stand<Value, Mark>): Held<Value, Mark> => ({
  opened: stand,
  value: stand.value,
  theirs: undefined,
  seen: stand.mark,
});

/** What others save takes the place of what one only looked at, never of what one wrote. */
export function follow<Value, Mark>(held: Held<Value, Mark>, now: Stand<Value, Mark>): Held<Value, Mark> {
  if (now.mark === held.seen) return held;
  if (now.mark === held.opened.mark) return { ...held, seen: now.mark, theirs: undefined };
  if (same(held.value, held.opened.value)) return hold(now);
  return { ...held, seen: now.mark, theirs: now };
}

/** @param sent what was written on while it was on its way stays */
export function received<Value, Mark>(
  held: Held<Value, Mark>,
  sent: Value | null,
  next: Stand<Value, Mark>,
): Held<Value, Mark> {
  const value = sent === null || same(held.value, sent) ? next.value : held.value;
  return { ...held, opened: next, value, theirs: undefined };
}

/** What is kept of a form that was being written. */
type Kept<Value, Mark> = Pick<Held<Value, Mark>, 'opened' | 'value'>;

interface Keeping<Value, Mark> {
  readonly key: string;
  /** Undefined where it is no such thing: an earlier version of the page may have kept it. */
  readonly read: (stand: unknown) => Stand<Value, Mark> | undefined;
}

function readKept<Value, Mark>(
  kept: unknown,
  read: Keeping<Value, Mark>['read'],
): Kept<Value, Mark> | undefined {
  const opened = read(fieldOf(kept, 'opened'));
  const written = opened && read({ mark: opened.mark, value: fieldOf(kept, 'value') });
  return written && { opened, value: written.value };
}

/** Goes on from what was being written when the page was left or the sign-in ended, against what stands by now. */
export const resume = <Value, Mark>({ opened, value }: Kept<Value, Mark>): Held<Value, Mark> => ({
  opened,
  value,
  theirs: undefined,
  seen: opened.mark,
});

export function useHeld<Value, Mark>(now: Stand<Value, Mark>, { key, read }: Keeping<Value, Mark>) {
  const [first, keep] = useKept(key, (kept) => readKept(kept, read));
  const [held, setHeld] = useState(() => (first ? resume(first) : hold(now)));
  const followed = follow(held, now);
  if (followed !== held) setHeld(followed);
  const { opened, value, theirs } = followed;
  const changed = !same(value, opened.value);
  useEffect(() => keep(changed ? { opened, value } : undefined), [keep, changed, opened, value]);
  return {
    opened,
    value,
    theirs,
    changed,
    /** Nothing of what is written is wanted any more. */
    forget: () => keep(undefined),
    write: (next: Value) => setHeld((one) => ({ ...one, value: next })),
    saved: (sent: Value | null, next: Stand<Value, Mark>) => setHeld((one) => received(one, sent, next)),
    takeTheirs: () => theirs && setHeld(hold(theirs)),
    /** Theirs was seen: the next save puts this in its place. */
    keepMine: () => theirs && setHeld((one) => ({ ...one, opened: theirs, theirs: undefined })),
  };
}
