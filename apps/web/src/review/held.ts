import { useState } from 'react';

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

export function useHeld<Value, Mark>(now: Stand<Value, Mark>) {
  const [held, setHeld] = useState(() => hold(now));
  const followed = follow(held, now);
  if (followed !== held) setHeld(followed);
  const { opened, value, theirs } = followed;
  return {
    opened,
    value,
    theirs,
    changed: !same(value, opened.value),
    write: (next: Value) => setHeld((one) => ({ ...one, value: next })),
    saved: (sent: Value | null, next: Stand<Value, Mark>) => setHeld((one) => received(one, sent, next)),
    takeTheirs: () => theirs && setHeld(hold(theirs)),
    /** Theirs was seen: the next save puts this in its place. */
    keepMine: () => theirs && setHeld((one) => ({ ...one, opened: theirs, theirs: undefined })),
  };
}
