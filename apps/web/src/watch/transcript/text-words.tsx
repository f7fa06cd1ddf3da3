import { type Words, wordsOf } from '../../kit/i18n/words.tsx';
import { laterWords } from '../words/later.tsx';
import type { WatchKey } from '../words/use-words.ts';
import type en from './words/en.json';

export type TextKey = WatchKey | keyof typeof en;
export const useTextWords: () => Words<TextKey> = wordsOf<TextKey>();

export const WithTextWords = laterWords({
  en: () => import('./words/en.json'),
  fr: () => import('./words/fr.json'),
  es: () => import('./words/es.json'),
  ar: () => import('./words/ar.json'),
});
