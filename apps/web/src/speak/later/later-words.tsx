import { wordsArea } from './words-area.tsx';

/** Words that the page can stand without: all but what is seen first. */
export const later = wordsArea({
  en: () => import('./words/en.json'),
  fr: () => import('./words/fr.json'),
  es: () => import('./words/es.json'),
  ar: () => import('./words/ar.json'),
});

export const laterWords = later.load;
