import type { Catalogue, Language } from '../../kit/i18n/words.tsx';

const files = {
  en: () => Promise.all([import('../../kit/words/en.json'), import('./en.json')]),
  fr: () => Promise.all([import('../../kit/words/fr.json'), import('./fr.json')]),
};

export type ReviewLanguage = keyof typeof files;
export const languages = ['en', 'fr'] as const satisfies readonly Language[];

export async function load(language: Language): Promise<Catalogue> {
  const [kit, own] = await (language in files ? files[language as ReviewLanguage] : files.en)();
  return { ...kit.default, ...own.default };
}
