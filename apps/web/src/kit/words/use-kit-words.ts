import { wordsOf } from '../i18n/words.tsx';
import type en from './en.json';

export type KitKey = keyof typeof en;
export const useKitWords = wordsOf<KitKey>();
