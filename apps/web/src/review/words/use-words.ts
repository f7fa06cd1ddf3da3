import { type Words, wordsOf } from '../../kit/i18n/words.tsx';
import type en from './all-en.ts';

export type ReviewKey = keyof typeof en;
export const useWords: () => Words<ReviewKey> = wordsOf<ReviewKey>();
