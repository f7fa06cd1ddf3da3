/** What was said here and has not been answered, per query. */
export interface Unanswered<Now, Said> {
  /** @returns to be called once it was answered, or failed */
  readonly say: (key: readonly unknown[], said: Said) => () => void;
  /**
   * What the server answers, and over it what it may not have heard of when it did: said before it was asked, or
   * while it was. A change that is told live asks anew in the midst of many answers, and none of them may be taken
   * back from the page, nor from what a decision rests on.
   */
  readonly over: (key: readonly unknown[], ask: () => Promise<Now>) => Promise<Now>;
}

/** @param foresee what the server will answer once it has heard it; applied to what has it already it changes nothing */
export function createUnanswered<Now, Said>(foresee: (now: Now, said: Said) => Now): Unanswered<Now, Said> {
  const all = new Map<string, readonly Said[]>();
  const at = (key: readonly unknown[]) => all.get(JSON.stringify(key)) ?? [];
  const keep = (key: readonly unknown[], list: readonly Said[]) => {
    if (list.length > 0) all.set(JSON.stringify(key), list);
    else all.delete(JSON.stringify(key));
  };
  return {
    say: (key, said) => {
      keep(key, [...at(key), said]);
      return () =>
        keep(
          key,
          at(key).filter((one) => one !== said),
        );
    },
    over: async (key, ask) => {
      const before = at(key);
      const now = await ask();
      return [...new Set([...before, ...at(key)])].reduce(foresee, now);
    },
  };
}
