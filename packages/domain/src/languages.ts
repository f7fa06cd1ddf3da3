import { z } from 'zod';

/** In which a speaker is spoken to: the pages, the mails, the consent text. */
export const SPEAKER_LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
export type SpeakerLanguage = (typeof SPEAKER_LANGUAGES)[number];

export function isSpeakerLanguage(language: string): language is SpeakerLanguage {
  return SPEAKER_LANGUAGES.some((one) => one === language);
}

/** The part of BCP 47 (RFC 5646) that a file of captions needs: a language, a script, a region, variants. */
const TAG = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$/;

/** As `Intl` writes it (`AR-eg` becomes `ar-EG`); null for what is no language tag. */
export function canonicalLanguage(tag: string): string | null {
  if (!TAG.test(tag)) return null;
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    return canonical !== undefined && TAG.test(canonical) ? canonical : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export const Language = z
  .string()
  .max(35)
  .transform((tag, context) => {
    const canonical = canonicalLanguage(tag);
    if (canonical !== null) return canonical;
    context.addIssue({ code: 'custom', message: 'not a language tag' });
    return z.NEVER;
  });

/** The language's name in that language, begun with a capital: what its own readers look for in a list. */
export function languageLabel(language: string): string {
  const name = new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(language) ?? language;
  const [first = '', ...rest] = name;
  return first.toLocaleUpperCase(language) + rest.join('');
}

export function languageDirection(language: string): 'ltr' | 'rtl' {
  const { script } = new Intl.Locale(language).maximize();
  return ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg'].includes(script ?? '') ? 'rtl' : 'ltr';
}
