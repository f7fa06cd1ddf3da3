import { isSpeakerLanguage } from '@rostrum/domain';
import { type Catalogues, type SpeakerWords, speakerWords } from '../words/speaker-words.ts';
import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };

type Key = keyof typeof en;
const CATALOGUES: Catalogues<Key> = { en, fr, es, ar };

export interface MailWords {
  readonly words: SpeakerWords<Key>;
  /** The message as a paragraph of plain text. */
  say: SpeakerWords<Key>['say'];
  /** The message as a subject. */
  subject: SpeakerWords<Key>['say'];
  /** Text as a paragraph of plain text. */
  paragraph(text: string): string;
}

/** By the invitation's language; English for one that nobody has written yet. */
export function mailWords(asked: string): MailWords {
  const words = speakerWords(CATALOGUES, isSpeakerLanguage(asked) ? asked : 'en');
  const paragraph = words.direction === 'rtl' ? rightToLeft : (text: string) => text;
  return {
    words,
    say: (key, values) => paragraph(words.say(key, values)),
    subject: words.say,
    paragraph,
  };
}

/**
 * Mail programs show plain text in lines that run as the page around them, or as their first strong character:
 * a mark leads the line where that is asked, and an isolate holds it together where it is not (UAX #9).
 */
const rightToLeft = (text: string) => `\u200F\u2067${text}\u2069`;
