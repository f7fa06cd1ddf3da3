import { type Language, localeOf } from './i18n/words.tsx';

/** A date without a time has no zone: it is read and written in the same one. */
const instantOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** `2020-12-08`, `2020-12-11` → “8–11 December 2020”, as the language writes it. */
export function dayRange(startsOn: string, endsOn: string, language: Language): string {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  if (startsOn === endsOn) return format.format(instantOf(startsOn));
  // Absent from the oldest browsers these pages still serve.
  if (!('formatRange' in format))
    return [startsOn, endsOn].map((day) => instantOf(day).toLocaleDateString()).join(' – ');
  return format.formatRange(instantOf(startsOn), instantOf(endsOn));
}
