import type { Catalogue, Language } from '../../kit/i18n/words.tsx';
import { laterWords, laterWordsAreUsed } from '../later/later-words.tsx';

const files = {
  en: () => Promise.all([import('../../kit/words/en.json'), import('./en.json')]),
  fr: () => Promise.all([import('../../kit/words/fr.json'), import('./fr.json')]),
  es: () => Promise.all([import('../../kit/words/es.json'), import('./es.json')]),
  ar: () => Promise.all([import('../../kit/words/ar.json'), import('./ar.json')]),
};

export type SpeakLanguage = keyof typeof files;
export const languages = ['en', 'fr', 'es', 'ar'] as const satisfies readonly Language[];

/** What is seen first; and, where a language is changed, what is on the page already. */
export async function load(language: Language): Promise<Catalogue> {
  if (laterWordsAreUsed()) await laterWords(language);
  const [kit, own] = await (language in files ? files[language as SpeakLanguage] : files.en)();
  return { ...kit.default, ...own.default };
}
