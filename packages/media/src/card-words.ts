import type { Card, CardLanguage } from '@rostrum/domain';

interface CardWords {
  session(number: number): string;
  note: Record<NonNullable<Card['note']>, string>;
  /** @param date a calendar day, as ISO 8601 writes it */
  day(date: string): string;
}

/** Western figures in every language, as the numbers of sessions are. */
function dayIn(locale: 'en-GB' | Exclude<CardLanguage, 'en'>): (date: string) => string {
  const format = new Intl.DateTimeFormat(`${locale}-u-nu-latn`, { dateStyle: 'long', timeZone: 'UTC' });
  return (date) => format.format(new Date(`${date}T00:00:00Z`));
}

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' };

export const CARD_WORDS: Record<CardLanguage, CardWords> = {
  en: {
    session: (number) => `UPR Pre-sessions · ${number}${SUFFIXES[ordinals.select(number)] ?? 'th'} session`,
    note: { sound_only: 'Sound only', no_statement: 'No statement available' },
    day: dayIn('en-GB'),
  },
  fr: {
    session: (number) => `Pré-sessions de l’EPU · ${number}e session`,
    note: { sound_only: 'Son seulement', no_statement: 'Aucune déclaration disponible' },
    day: dayIn('fr'),
  },
  es: {
    session: (number) => `Presesiones del EPU · ${number}.º período de sesiones`,
    note: { sound_only: 'Solo sonido', no_statement: 'No hay declaración disponible' },
    day: dayIn('es'),
  },
  ar: {
    session: (number) => `الجلسات التمهيدية للاستعراض الدوري الشامل · الدورة ${number}`,
    note: { sound_only: 'صوت فقط', no_statement: 'لا يوجد بيان متاح' },
    day: dayIn('ar'),
  },
};
