import { wordsArea } from '../later/words-area.tsx';

export const shrinkWords = wordsArea({
  en: () => import('./words/en.json'),
  fr: () => import('./words/fr.json'),
  es: () => import('./words/es.json'),
  ar: () => import('./words/ar.json'),
});
