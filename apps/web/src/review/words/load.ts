import type { Catalogue, Language } from '../../kit/i18n/words.tsx';

const files = {
  en: () => Promise.all([import('../../kit/words/en.json'), import('./all-en.ts')]),
  fr: () => Promise.all([import('../../kit/words/fr.json'), import('./all-fr.ts')]),
};

export type ReviewLanguage = keyof typeof files;
export const languages = ['en', 'fr'] as const satisfies readonly Language[];

export async function load(language: Language): Promise<Catalogue> {
  const [kit, own] = await (language in files ? files[language as ReviewLanguage] : files.en)();
  return { ...kit.default, ...own.default };
}
