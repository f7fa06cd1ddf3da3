export interface BenchArguments {
  /** Keys of the groups to run; null for all. */
  only: readonly string[] | null;
  /** Clips of a few seconds and one run of each: for trying the bench out, its figures mean nothing. */
  quick: boolean;
  /** Of the one large file of the group `upload`. */
  uploadMib: number;
}

/** The promise is about 1024, which takes minutes; the ratio is the same. */
export const UPLOAD_MIB = 128;
/** No upload may be larger. */
const MOST_MIB = 2048;

/** @throws RangeError with a sentence for the person at the terminal */
export function readArguments(tokens: readonly string[], groups: readonly string[]): BenchArguments {
  let only: string[] | null = null;
  let quick = false;
  let uploadMib = UPLOAD_MIB;
  for (let at = 0; at < tokens.length; at += 1) {
    const [name, joined] = (tokens[at] ?? '').split('=', 2);
    if (name === '--quick' && joined === undefined) quick = true;
    else if (name === '--only') {
      if (joined === undefined) at += 1;
      only = (joined ?? tokens[at] ?? '').split(',').filter(Boolean);
    } else if (name === '--upload-mib') {
      if (joined === undefined) at += 1;
      uploadMib = Number(joined ?? tokens[at]);
      if (!Number.isInteger(uploadMib) || uploadMib < 1 || uploadMib > MOST_MIB)
        throw new RangeError(`--upload-mib takes a whole number up to ${MOST_MIB}`);
    } else
      throw new RangeError(
        `${tokens[at]} is not known here. There are: --only GROUP,…, --quick and --upload-mib N`,
      );
  }
  const unknown = only?.filter((key) => !groups.includes(key)) ?? [];
  if (unknown.length > 0 || only?.length === 0)
    throw new RangeError(`No such group: ${unknown.join(', ') || '(none)'}. There are: ${groups.join(', ')}`);
  return { only, quick, uploadMib };
}
