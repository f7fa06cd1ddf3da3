import { type Words, wordsOf } from '../../kit/i18n/words.tsx';
import type en from './en.json';

export type SpeakKey = keyof typeof en | 'kit.retry';
export const useWords: () => Words<SpeakKey> = wordsOf<SpeakKey>();
