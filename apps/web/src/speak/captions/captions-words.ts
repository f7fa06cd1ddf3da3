import { type Words, wordsOf } from '../../kit/i18n/words.tsx';
import type { AllKey } from '../later/use-all-words.ts';
import { wordsArea } from '../later/words-area.tsx';
import type en from './words/en.json';

export const captionsWords = wordsArea({
  en: () => import('./words/en.json'),
  fr: () => import('./words/fr.json'),
  es: () => import('./words/es.json'),
  ar: () => import('./words/ar.json'),
});

export const useCaptionsWords: () => Words<AllKey | keyof typeof en> = wordsOf<AllKey | keyof typeof en>();

/** The editor's own. */
export const captioningWords = wordsArea({
  en: () => import('../../captioning/words/en.json'),
  fr: () => import('../../captioning/words/fr.json'),
  es: () => import('../../captioning/words/es.json'),
  ar: () => import('../../captioning/words/ar.json'),
});
