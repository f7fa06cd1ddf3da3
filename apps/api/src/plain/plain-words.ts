import { type Catalogues, type SpeakerWords, speakerWords } from '@rostrum/core';
import type { SpeakerLanguage } from '@rostrum/domain';
import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };

export type PlainKey = keyof typeof en;
export type PlainWords = SpeakerWords<PlainKey>;

const CATALOGUES: Catalogues<PlainKey> = { en, fr, es, ar };
const WORDS: Readonly<Record<SpeakerLanguage, PlainWords>> = {
  en: speakerWords(CATALOGUES, 'en'),
  fr: speakerWords(CATALOGUES, 'fr'),
  es: speakerWords(CATALOGUES, 'es'),
  ar: speakerWords(CATALOGUES, 'ar'),
};

export const plainWords = (language: SpeakerLanguage): PlainWords => WORDS[language];
