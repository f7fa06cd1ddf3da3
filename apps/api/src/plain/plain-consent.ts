import { type NewConsent, type SpeakerStatementState, unmetNow } from '@rostrum/core';
import {
  type Appearance,
  AUDIENCES,
  type Audience,
  CONSENT_TEXT,
  CONSENT_TEXT_VERSION,
  FACES,
  mustAccept,
  NAME_LENGTH,
  NAMED,
  type SpeakerLanguage,
  VOICES,
} from '@rostrum/domain';
import { z } from 'zod';
import { html, type Markup } from './html.ts';
import { beside, type Failed, marked } from './plain-failed.ts';
import { asRead, PLAIN_PATH, type PlainView, tokenField } from './plain-layout.ts';
import { readUntil, UntilForm, untilFields } from './plain-until.ts';
import type { PlainKey, PlainWords } from './plain-words.ts';

/** As many as one form with a file may have, but for the day, which is asked without one: see receive-form. */
export const ConsentForm = z.object({
  audience: z.enum(AUDIENCES),
  named: z.enum(NAMED),
  speaker_name: z.string().max(NAME_LENGTH).optional(),
  face: z.enum(FACES),
  voice: z.enum(VOICES),
  text_version: z.string().max(20).optional(),
  agreed_by: z.string().max(NAME_LENGTH).optional(),
  ...UntilForm.shape,
});

export type PlainConsent = Pick<
  NewConsent,
  'audience' | 'appearance' | 'speakerName' | 'accepted' | 'endsAt'
>;

/**
 * As read in that language. Null where the fields are not there, or not as our own form sends them.
 * @throws InvalidRequest where the last day is none
 */
export function readConsent(
  fields: unknown,
  textLanguage: SpeakerLanguage,
  stands: { endsAt: Date | null; timeZone: string },
): PlainConsent | null {
  const parsed = ConsentForm.safeParse(fields);
  if (!parsed.success) return null;
  const { audience, named, face, voice, speaker_name, text_version, agreed_by } = parsed.data;
  return {
    audience,
    endsAt: readUntil(parsed.data, stands),
    appearance: { named, face, voice },
    speakerName: speaker_name ?? null,
    accepted:
      text_version === undefined ? null : { name: agreed_by ?? '', textVersion: text_version, textLanguage },
  };
}

/** Whoever has agreed to the current words need not type their name again. */
export const asksToAgree = ({ invitation }: Pick<SpeakerStatementState, 'invitation'>): boolean =>
  mustAccept({ textVersion: invitation.consentTextVersion });

/** In the order in which they are offered. */
const AUDIENCE_SAID: Readonly<Record<Audience, PlainKey>> = {
  missions: 'plain.audience.missions',
  session: 'plain.audience.session',
  public: 'plain.audience.public',
};
const NAMED_SAID: Readonly<Record<Appearance['named'], PlainKey>> = {
  organisation: 'plain.named.organisation',
  name: 'plain.named.name',
};
const FACE_SAID: Readonly<Record<Appearance['face'], PlainKey>> = {
  as_sent: 'plain.face.as_sent',
  hidden: 'plain.face.hidden',
};
const VOICE_SAID: Readonly<Record<Appearance['voice'], PlainKey>> = {
  as_sent: 'plain.voice.as_sent',
  read_by_other: 'plain.voice.read_by_other',
  changed: 'plain.voice.changed',
};

/** Whichever of the two forms was not taken: the other one may be shown in its place. */
const typedBy = (failed: Failed | null): Failed['typed'] =>
  failed?.form === 'send' || failed?.form === 'consent' ? failed.typed : {};

/** The fields of consent: before the file, so that whoever reads a form as it streams has met them. */
export function consentFields(
  words: PlainWords,
  state: SpeakerStatementState,
  failed: Failed | null,
): Markup {
  const { invitation, names } = state;
  const { named, face, voice } = invitation.appearance;
  const typed = typedBy(failed);
  return html`${choice(words, 'audience', AUDIENCE_SAID, typed, invitation.consentAudience)}
${choice(words, 'named', NAMED_SAID, typed, named)}
<p><label for="speaker_name">${words.say('plain.consent.name')}</label><br>${beside(failed, 'speaker_name')}<input id="speaker_name" name="speaker_name" maxlength="${NAME_LENGTH}" value="${typed.speaker_name ?? names.speakerName ?? ''}" dir="auto" autocomplete="off"${marked(failed, 'speaker_name')}></p>
${choice(words, 'face', FACE_SAID, typed, face)}
${choice(words, 'voice', VOICE_SAID, typed, voice)}
<p>${words.say('plain.consent.notYet')}</p>
${asksToAgree(state) ? agreement(words, failed, typed) : null}`;
}

function agreement(words: PlainWords, failed: Failed | null, typed: Failed['typed']): Markup {
  return html`<h3>${words.say('plain.agree.title')}</h3>
<ul>${CONSENT_TEXT[words.language].map((sentence) => html`<li>${sentence}</li>`)}</ul>
<input type="hidden" name="text_version" value="${CONSENT_TEXT_VERSION}">
<p><label for="agreed_by">${words.say('plain.agree.name')}</label><br>${beside(failed, 'agreed_by')}<input id="agreed_by" name="agreed_by" maxlength="${NAME_LENGTH}" value="${typed.agreed_by ?? ''}" required dir="auto" autocomplete="off"${marked(failed, 'agreed_by')}></p>`;
}

/** For whoever agreed already: changing it, with no file. */
export function consentPart(view: PlainView, state: SpeakerStatementState, failed: Failed | null): Markup {
  const { words } = view;
  const unmet = unmetNow(state);
  const stands = { endsAt: state.invitation.consentEndsAt, timeZone: state.deadline.timeZone };
  return html`<h2>${words.say('plain.consent.title')}</h2>
${unmet.length === 0 ? null : html`<p role="alert">${unmet.map((one) => html`${words.say(`plain.unmet.${one}`)} `)}${words.say('plain.unmet.kept')}</p>`}
<form method="post" action="${asRead(view, `${PLAIN_PATH}/consent`)}">
${tokenField(view)}
${consentFields(words, state, failed)}
${untilFields(words, stands, { failed, typed: typedBy(failed), now: state.serverNow })}
<p><button type="submit">${words.say('plain.consent.save')}</button></p>
</form>`;
}

/** All that can be chosen is read, also where a line is too short for it. */
function choice<T extends string>(
  words: PlainWords,
  name: 'audience' | 'named' | 'face' | 'voice',
  said: Readonly<Record<T, PlainKey>>,
  typed: Failed['typed'],
  stands: T,
): Markup {
  const entries = Object.entries<PlainKey>(said);
  const chosen = entries.find(([value]) => value === typed[name])?.[0] ?? stands;
  const options = entries.map(
    ([value, key]) =>
      html`<label><input type="radio" name="${name}" value="${value}"${value === chosen ? html` checked` : null}> ${words.say(key)}</label>\n`,
  );
  return html`<fieldset><legend>${words.say(`plain.consent.${name}`)}</legend>
${options}</fieldset>`;
}
