/** Called as a reader calls it: "Arabic", for whoever reads English. An old browser knows no names and says the tag. */
export function languageName(language: string, reader: string): string {
  if (!('DisplayNames' in Intl)) return language;
  return new Intl.DisplayNames([reader, 'en'], { type: 'language' }).of(language) ?? language;
}
