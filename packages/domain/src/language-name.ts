/** By their own names: Chrome has none for these in any language; for Aymara, only an old one has none. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  ay: 'Aymar aru',
  bi: 'Bislama',
  ch: 'Chamoru',
  ff: 'Fulfulde',
  fj: 'Vosa Vakaviti',
  na: 'Dorerin Naoero',
  tpi: 'Tok Pisin',
};

/** Called as a reader calls it: "Arabic", for whoever reads English. An old browser knows no names and says the tag. */
export function languageName(language: string, reader: string): string {
  const known =
    'DisplayNames' in Intl
      ? new Intl.DisplayNames([reader, 'en'], { type: 'language' }).of(language)
      : undefined;
  return known === undefined || known === language ? (OWN_NAMES[language] ?? language) : known;
}
