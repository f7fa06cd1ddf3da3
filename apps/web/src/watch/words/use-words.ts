import { type Words, wordsOf } from '../../kit/i18n/words.tsx';
import type en from './en.json';

export type WatchKey = keyof typeof en;
export const useWords: () => Words<WatchKey> = wordsOf<WatchKey>();
