/** "Arabic", for whoever reads English. */
export const languageName = (language: string, reader: string): string =>
  new Intl.DisplayNames([reader, 'en'], { type: 'language' }).of(language) ?? language;
