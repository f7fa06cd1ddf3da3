import { isSpeakerLanguage, type SpeakerLanguage } from '@rostrum/domain';
import type { Request } from 'express';
import { browserLanguage } from '../http/browser-language.ts';

/** As the address asks; null where it does not, or asks for what is not spoken here. */
export function askedLanguage({ query }: Pick<Request, 'query'>): SpeakerLanguage | null {
  const { lang } = query;
  return typeof lang === 'string' && isSpeakerLanguage(lang) ? lang : null;
}

/** In which a page is read whose address does not say it. */
export function readLanguage(request: Pick<Request, 'acceptsLanguages'>): SpeakerLanguage {
  return browserLanguage(request) ?? 'en';
}
