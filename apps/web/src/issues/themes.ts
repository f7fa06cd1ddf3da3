import type { Output } from '@rostrum/client';

export type Theme = Output<'GET /api/v1/themes'>['themes'][number];
type NameLanguage = keyof Theme['names'];

const isNamed = (names: Theme['names'], language: string): language is NameLanguage => language in names;

/** A theme's name as the page's reader reads it; the code where the list has it no more. */
export function themeName(themes: readonly Theme[], code: string, language: string): string {
  const names = themes.find((theme) => theme.code === code)?.names;
  if (names === undefined) return code;
  return isNamed(names, language) ? names[language] : names.en;
}

/** Those that are offered, and the one that is chosen already; by their names. */
export function themeOptions(
  themes: readonly Theme[],
  { chosen, language }: { chosen: string; language: string },
): { value: string; label: string }[] {
  const order = new Intl.Collator(language);
  return themes
    .filter(({ code, offered }) => offered || code === chosen)
    .map(({ code }) => ({ value: code, label: themeName(themes, code, language) }))
    .sort((a, b) => order.compare(a.label, b.label));
}

/** What a card is called: its theme, what its speaker says of it, or both. */
export function issueName(
  { theme, title }: { readonly theme: string | null; readonly title: string | null },
  { themes, language }: { themes: readonly Theme[]; language: string },
): string {
  const named = theme === null ? null : themeName(themes, theme, language);
  return [named, title && (named === null ? title : `\u2068${title}\u2069`)].filter(Boolean).join(' · ');
}

/** In which years a cycle of the UPR was. */
export const CYCLE_YEARS = { 1: '2008–2011', 2: '2012–2016', 3: '2017–2022', 4: '2022–2027' } as const;
