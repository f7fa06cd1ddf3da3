import type { Viewing } from './viewing.ts';

const base = (language: string) => language.toLowerCase().split('-')[0];

export interface CaptionWish extends Pick<Viewing, 'captions' | 'language'> {
  /** The language of the page. */
  readonly page: string;
  /** Nothing is heard. */
  readonly silent: boolean;
}

/** Which of these captions to show: the index, -1 for none. */
export function captionsShown(languages: readonly string[], wish: CaptionWish): number {
  const { captions, silent, page, language } = wish;
  if (captions === 'never' || (captions === 'muted' && !silent)) return -1;
  if (language !== null && language.page === page) {
    const chosen = languages.indexOf(language.captions);
    if (chosen >= 0) return chosen;
  }
  const same = languages.indexOf(page);
  if (same >= 0) return same;
  const kin = languages.findIndex((one) => base(one) === base(page));
  if (kin >= 0) return kin;
  // Of those that are none of the reader's, rather the one that most can read.
  const english = languages.findIndex((one) => base(one) === 'en');
  return english >= 0 ? english : Math.min(0, languages.length - 1);
}

/** What somebody means who turns captions on or off by hand. */
export function whenAfter(
  { captions, silent }: Pick<CaptionWish, 'captions' | 'silent'>,
  on: boolean,
): Viewing['captions'] {
  const shown = captions === 'always' || (captions === 'muted' && silent);
  if (shown === on) return captions;
  if (on) return silent ? 'muted' : 'always';
  return silent ? 'never' : 'muted';
}
