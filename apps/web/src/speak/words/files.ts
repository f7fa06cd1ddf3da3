import type { Catalogue, Language } from '../../kit/i18n/words.tsx';

export const languages = ['en', 'fr', 'es', 'ar'] as const satisfies readonly Language[];

/** What is seen first, of the kit and of this page; fetched before the page itself is here (`early.ts`). */
const files = {
  en: () => Promise.all([import('../../kit/words/en.json'), import('./en.json')]),
  fr: () => Promise.all([import('../../kit/words/fr.json'), import('./fr.json')]),
  es: () => Promise.all([import('../../kit/words/es.json'), import('./es.json')]),
  ar: () => Promise.all([import('../../kit/words/ar.json'), import('./ar.json')]),
} satisfies Record<Language, unknown>;

export async function firstWords(language: Language): Promise<Catalogue> {
  const [kit, own] = await files[language]();
  return { ...kit.default, ...own.default };
}
