/** A form as it is being written, and what it was opened on. */
export interface Written<V> {
  readonly base: V;
  readonly values: V;
}

export interface Rebased<V> extends Written<V> {
  /** What was written here and is otherwise by now with the server. */
  readonly theirs: readonly (keyof V)[];
}

/**
 * Goes on from what stands with the server now: what nobody wrote follows it, what was written stays, and what both
 * changed is named, until somebody chooses.
 */
export function rebase<V extends object>({ base, values }: Written<V>, now: V): Rebased<V> {
  const names = Object.keys(now) as (keyof V)[];
  const written = names.filter((name) => values[name] !== base[name]);
  const theirs = written.filter((name) => now[name] !== base[name] && now[name] !== values[name]);
  return {
    base: { ...now, ...picked(base, theirs) },
    values: { ...now, ...picked(values, written) },
    theirs,
  };
}

/** What was written is given up where it is otherwise by now. */
export const takeTheirs = <V extends object>({ values, theirs }: Rebased<V>, now: V): Written<V> => ({
  base: now,
  values: { ...values, ...picked(now, theirs) },
});

/** What is otherwise by now was seen: a save puts this in its place. */
export const keepMine = <V extends object>({ values }: Rebased<V>, now: V): Written<V> => ({
  base: now,
  values,
});

export function picked<T extends object>(of: T, names: readonly (keyof T)[]): Partial<T> {
  return Object.fromEntries(names.map((name) => [name, of[name]])) as Partial<T>;
}
