import { type Words, wordsOf } from '../../kit/i18n/words.tsx';
import type { SpeakKey } from '../words/use-words.ts';
import type en from './words/en.json';

export type AllKey = SpeakKey | keyof typeof en;
/** The words of what comes later too; for what `lazily` fetches, which waits for them. */
export const useAllWords: () => Words<AllKey> = wordsOf<AllKey>();
