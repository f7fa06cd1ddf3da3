import '../base.css';
import '../fonts.css';
import type { Catalogue, Language } from '../i18n/words.tsx';
import { startPage } from '../start.tsx';
import { KitPage } from './kit-page.tsx';

const files: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import('../words/en.json'),
  fr: () => import('../words/fr.json'),
  es: () => import('../words/es.json'),
  ar: () => import('../words/ar.json'),
};

void startPage({
  languages: ['en', 'fr', 'es', 'ar'],
  load: async (language) => (await files[language]()).default,
  page: <KitPage />,
});
