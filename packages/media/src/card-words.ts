import type { Card, CardLanguage } from '@rostrum/domain';

interface CardWords {
  session(number: number): string;
  note: Record<NonNullable<Card['note']>, string>;
}

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' };

export const CARD_WORDS: Record<CardLanguage, CardWords> = {
  en: {
    session: (number) => `UPR Pre-sessions · ${number}${SUFFIXES[ordinals.select(number)] ?? 'th'} session`,
    note: { sound_only: 'Sound only', no_statement: 'No statement available' },
  },
  fr: {
    session: (number) => `Pré-sessions de l’EPU · ${number}e session`,
    note: { sound_only: 'Son seulement', no_statement: 'Aucune déclaration disponible' },
  },
  es: {
    session: (number) => `Presesiones del EPU · ${number}.º período de sesiones`,
    note: { sound_only: 'Solo sonido', no_statement: 'No hay declaración disponible' },
  },
  ar: {
    session: (number) => `الجلسات التمهيدية للاستعراض الدوري الشامل · الدورة ${number}`,
    note: { sound_only: 'صوت فقط', no_statement: 'لا يوجد بيان متاح' },
  },
};
