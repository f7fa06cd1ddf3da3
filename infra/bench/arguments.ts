export interface BenchArguments {
  /** Keys of the groups to run; null for all. */
  only: readonly string[] | null;
  /** Clips of a few seconds and one run of each: for trying the bench out, its figures mean nothing. */
  quick: boolean;
}

/** @throws RangeError with a sentence for the person at the terminal */
export function readArguments(tokens: readonly string[], groups: readonly string[]): BenchArguments {
  let only: string[] | null = null;
  let quick = false;
  for (let at = 0; at < tokens.length; at += 1) {
    const [name, joined] = (tokens[at] ?? '').split('=', 2);
    if (name === '--quick' && joined === undefined) quick = true;
    else if (name === '--only') {
      if (joined === undefined) at += 1;
      only = (joined ?? tokens[at] ?? '').split(',').filter(Boolean);
    } else throw new RangeError(`${tokens[at]} is not known here. There are: --only GROUP,… and --quick`);
  }
  const unknown = only?.filter((key) => !groups.includes(key)) ?? [];
  if (unknown.length > 0 || only?.length === 0)
    throw new RangeError(`No such group: ${unknown.join(', ') || '(none)'}. There are: ${groups.join(', ')}`);
  return { only, quick };
}
