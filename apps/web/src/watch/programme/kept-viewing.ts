export const CAPTIONS_WHEN = ['muted', 'always', 'never'] as const;
export const CAPTION_SIZES = ['small', 'medium', 'large', 'largest'] as const;
export const CAPTION_COLOURS = ['white', 'yellow', 'black'] as const;

/** How somebody likes to watch: of this device, and told to nobody. */
export interface Viewing {
  /** `muted`: whenever nothing is heard. */
  readonly captions: (typeof CAPTIONS_WHEN)[number];
  /** The language of the captions that were chosen by hand, and the page's language then: it holds on such a page. */
  readonly language: { readonly captions: string; readonly page: string } | null;
  readonly size: (typeof CAPTION_SIZES)[number];
  readonly colour: (typeof CAPTION_COLOURS)[number];
  readonly soundOnly: boolean;
  readonly saveData: boolean;
}

export const AT_FIRST: Viewing = {
  captions: 'muted',
  language: null,
  size: 'medium',
  colour: 'white',
  soundOnly: false,
  saveData: false,
};

export const KEY = 'rostrum.watch.viewing';

const oneOf = <T extends string>(all: readonly T[], value: unknown, otherwise: T): T =>
  all.find((one) => one === value) ?? otherwise;

/** What an earlier version kept, or another hand wrote, counts as far as it is understood. */
export function viewingFrom(text: string | null): Viewing {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '');
  } catch {
    return AT_FIRST;
  }
  if (typeof kept !== 'object' || kept === null) return AT_FIRST;
  const given: Readonly<Record<string, unknown>> = { ...kept };
  return {
    captions: oneOf(CAPTIONS_WHEN, given.captions, AT_FIRST.captions),
    language: languageFrom(given.language),
    size: oneOf(CAPTION_SIZES, given.size, AT_FIRST.size),
    colour: oneOf(CAPTION_COLOURS, given.colour, AT_FIRST.colour),
    soundOnly: given.soundOnly === true,
    saveData: given.saveData === true,
  };
}

function languageFrom(given: unknown): Viewing['language'] {
  if (typeof given !== 'object' || given === null) return null;
  const { captions, page }: { captions?: unknown; page?: unknown } = given;
  return typeof captions === 'string' && typeof page === 'string' ? { captions, page } : null;
}

/** As this device kept it; what it forbids to keep is as at first. */
export function readViewing(): Viewing {
  try {
    return viewingFrom(localStorage.getItem(KEY));
  } catch {
    return AT_FIRST;
  }
}
