import { CONSENT_TEXT_VERSION, DEFAULT_APPEARANCE } from '@rostrum/domain';

/** What is sent with an audience by a speaker who agrees to the current words and asks for nothing special. */
export const AGREED = {
  appearance: DEFAULT_APPEARANCE,
  speakerName: null,
  accepted: { name: 'A speaker', textVersion: CONSENT_TEXT_VERSION, textLanguage: 'en' as const },
};
