import { type Words, wordsOf } from '../kit/i18n/words.tsx';
import type { KitKey } from '../kit/words/use-kit-words.ts';
import type en from './words/en.json';

export type CaptioningKey = keyof typeof en | KitKey;
/** For what lies below `WordsProvider` with these words; whoever shows the editor fetches them with it. */
export const useCaptioningWords: () => Words<CaptioningKey> = wordsOf<CaptioningKey>();
