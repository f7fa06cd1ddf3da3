import { isSpeakerLanguage, type SpeakerLanguage } from '@rostrum/domain';
import type { Request } from 'express';

/** The first of ours that the browser names; null where it names none. */
export function browserLanguage(request: Pick<Request, 'acceptsLanguages'>): SpeakerLanguage | null {
  for (const named of request.acceptsLanguages()) {
    const [base = ''] = named.toLowerCase().split('-');
    if (isSpeakerLanguage(base)) return base;
  }
  return null;
}
