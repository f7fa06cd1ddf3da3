import { type Words, wordsOf } from '../../kit/i18n/words.tsx';
import { laterWords } from '../words/later.tsx';
import type { WatchKey } from '../words/use-words.ts';
import type en from './words/en.json';

export type IssueKey = WatchKey | keyof typeof en;
export const useIssueWords: () => Words<IssueKey> = wordsOf<IssueKey>();

export const WithIssueWords = laterWords({
  en: () => import('./words/en.json'),
  fr: () => import('./words/fr.json'),
  es: () => import('./words/es.json'),
  ar: () => import('./words/ar.json'),
});
