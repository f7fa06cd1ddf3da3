import type { Catalogue, Language } from '../../kit/i18n/words.tsx';

const files = {
  en: () => Promise.all([import('../../kit/words/en.json'), import('./en.json')]),
  fr: () => Promise.all([import('../../kit/words/fr.json'), import('./fr.json')]),
  es: () => Promise.all([import('../../kit/words/es.json'), import('./es.json')]),
  ar: () => Promise.all([import('../../kit/words/ar.json'), import('./ar.json')]),
};

export type SpeakLanguage = keyof typeof files;
export const languages = ['en', 'fr', 'es', 'ar'] as const satisfies readonly Language[];

export async function load(language: Language): Promise<Catalogue> {
  const [kit, own] = await (language in files ? files[language as SpeakLanguage] : files.en)();
  return { ...kit.default, ...own.default };
}
