import { type Words, wordsOf } from '../../kit/i18n/words.tsx';
import type { AllKey } from '../later/use-all-words.ts';
import { wordsArea } from '../later/words-area.tsx';
import type en from './words/en.json';

export const issuesWords = wordsArea({
  en: () => import('./words/en.json'),
  fr: () => import('./words/fr.json'),
  es: () => import('./words/es.json'),
  ar: () => import('./words/ar.json'),
});

export const useIssuesWords: () => Words<AllKey | keyof typeof en> = wordsOf<AllKey | keyof typeof en>();
