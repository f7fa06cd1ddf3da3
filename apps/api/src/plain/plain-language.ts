import { isSpeakerLanguage, SPEAKER_LANGUAGES, type SpeakerLanguage } from '@rostrum/domain';
import type { Request } from 'express';

/** As the address asks; null where it does not, or asks for what is not spoken here. */
export function askedLanguage({ query }: Pick<Request, 'query'>): SpeakerLanguage | null {
  const { lang } = query;
  return typeof lang === 'string' && isSpeakerLanguage(lang) ? lang : null;
}

/** The one that the browser likes best of ours. */
export function browserLanguage(request: Pick<Request, 'acceptsLanguages'>): SpeakerLanguage {
  const best = request.acceptsLanguages([...SPEAKER_LANGUAGES]);
  return best !== false && isSpeakerLanguage(best) ? best : 'en';
}
