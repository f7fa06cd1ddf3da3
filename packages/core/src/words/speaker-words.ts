import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { languageDirection, type SpeakerLanguage } from '@rostrum/domain';
import ar from './ar.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };

export type SharedKey = keyof typeof en;
type Values = Readonly<Record<string, string | number>>;

/** What the mails and the pages without scripts both say. */
const SHARED: Readonly<Record<SpeakerLanguage, Readonly<Record<SharedKey, string>>>> = { en, fr, es, ar };

/** Western figures in every language, and the day before the month: as on the speaker's page. */
const LOCALES: Readonly<Record<SpeakerLanguage, string>> = {
  en: 'en-GB',
  fr: 'fr',
  es: 'es',
  ar: 'ar-u-nu-latn',
};

export interface SpeakerWords<K extends string> {
  readonly language: SpeakerLanguage;
  readonly direction: 'ltr' | 'rtl';
  /** From right to left, each value that is text is isolated, in its own direction (UAX #9). */
  say(key: K | SharedKey, values?: Values): string;
  has(key: string): key is K | SharedKey;
  /** An instant as day, hour and minute. */
  moment(at: Date, timeZone: string): string;
  /** A length as minutes and seconds: `5:30`. */
  length(ms: number): string;
  /** Whole megabytes of 1,000,000 bytes. */
  megabytes(count: number): string;
}

export type Catalogues<K extends string> = Readonly<Record<SpeakerLanguage, Readonly<Record<K, string>>>>;

/** A catalogue of one's own, and what is shared, in one language. */
export function speakerWords<K extends string>(
  own: Catalogues<K>,
  language: SpeakerLanguage,
): SpeakerWords<K> {
  const catalogue: Readonly<Record<string, string>> = { ...SHARED[language], ...own[language] };
  const locale = LOCALES[language];
  const direction = languageDirection(language);
  const i18n = setupI18n({
    locale: language,
    locales: locale,
    messages: { [language]: catalogue },
  }).setMessagesCompiler(compileMessage);
  return {
    language,
    direction,
    say: (key, values = {}) => i18n._(key, direction === 'rtl' ? isolated(values) : values),
    has: (key): key is K | SharedKey => Object.hasOwn(catalogue, key),
    moment: (at, timeZone) =>
      new Intl.DateTimeFormat(locale, {
        dateStyle: 'full',
        timeStyle: 'short',
        hourCycle: 'h23',
        timeZone,
      }).format(at),
    length(ms) {
      const seconds = Math.floor(ms / 1000);
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    },
    megabytes: (count) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: 'megabyte',
        unitDisplay: direction === 'rtl' ? 'long' : 'short',
      }).format(count),
  };
}

function isolated(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? `\u2068${value}\u2069` : value,
    ]),
  );
}
