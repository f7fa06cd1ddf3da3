import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };

export type MailKey = keyof typeof en;
type Values = Readonly<Record<string, string | number>>;

const CATALOGUES = { en, fr, es, ar };
export type MailLanguage = keyof typeof CATALOGUES;

/** Western figures in every language, and the day before the month: as on the speaker's page. */
const LOCALES: Readonly<Record<MailLanguage, string>> = {
  en: 'en-GB',
  fr: 'fr',
  es: 'es',
  ar: 'ar-u-nu-latn',
};

export interface MailWords {
  /** The message as a paragraph of plain text. */
  say(key: MailKey, values?: Values): string;
  /** The message as a subject. */
  subject(key: MailKey, values?: Values): string;
  has(key: string): key is MailKey;
  /** An instant as day, hour and minute. */
  moment(at: Date, timeZone: string): string;
  /** A length as minutes and seconds: `5:30`. */
  length(ms: number): string;
}

const isLanguage = (text: string): text is MailLanguage => Object.hasOwn(CATALOGUES, text);

/** By the invitation's language; English for one that nobody has written yet. */
export function mailWords(asked: string): MailWords {
  const language = isLanguage(asked) ? asked : 'en';
  const catalogue = CATALOGUES[language];
  const i18n = setupI18n({
    locale: language,
    locales: LOCALES[language],
    messages: { [language]: catalogue },
  }).setMessagesCompiler(compileMessage);
  const bidi = language === 'ar' ? rightToLeft : leftToRight;
  const text = (key: MailKey, values: Values = {}) => i18n._(key, mapValues(values, bidi.value));
  return {
    say: (key, values) => bidi.paragraph(text(key, values)),
    subject: text,
    has: (key): key is MailKey => Object.hasOwn(catalogue, key),
    moment: (at, timeZone) =>
      new Intl.DateTimeFormat(LOCALES[language], {
        dateStyle: 'full',
        timeStyle: 'short',
        hourCycle: 'h23',
        timeZone,
      }).format(at),
    length(ms) {
      const seconds = Math.floor(ms / 1000);
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    },
  };
}

function mapValues(values: Values, change: (text: string) => string): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? change(value) : value]),
  );
}

interface Bidi {
  paragraph(text: string): string;
  value(text: string): string;
}

const leftToRight: Bidi = { paragraph: (text) => text, value: (text) => text };

/**
 * Mail programs show plain text in lines that run as the page around them, or as their first strong character:
 * a mark leads the line where that is asked, and an isolate holds it together where it is not (UAX #9). A value
 * is isolated by itself, in its own direction.
 */
const rightToLeft: Bidi = {
  paragraph: (text) => `\u200F\u2067${text}\u2069`,
  value: (text) => `\u2068${text}\u2069`,
};
