import { type Words, wordsOf } from '../../kit/i18n/words.tsx';
import type en from './en.json';

export type ReviewKey = keyof typeof en;
export const useWords: () => Words<ReviewKey> = wordsOf<ReviewKey>();
