import type { NewConsent, SpeakerStatementState } from '@rostrum/core';
import {
  AUDIENCES,
  type Audience,
  CONSENT_TEXT,
  CONSENT_TEXT_VERSION,
  FACES,
  mustAccept,
  NAME_LENGTH,
  NAMED,
  type Unmet,
  unmetBy,
  VOICES,
} from '@rostrum/domain';
import { z } from 'zod';
import { html, type Markup } from './html.ts';

/** As many as one form with a file may have: see receive-form. */
export const ConsentForm = z.object({
  audience: z.enum(AUDIENCES),
  named: z.enum(NAMED),
  speaker_name: z.string().max(NAME_LENGTH).optional(),
  face: z.enum(FACES),
  voice: z.enum(VOICES),
  text_version: z.string().max(20).optional(),
  agreed_by: z.string().max(NAME_LENGTH).optional(),
});

export type PlainConsent = Pick<NewConsent, 'audience' | 'appearance' | 'speakerName' | 'accepted'>;

/** Null where the fields are not there, or not as our own form sends them. */
export function readConsent(fields: unknown): PlainConsent | null {
  const parsed = ConsentForm.safeParse(fields);
  if (!parsed.success) return null;
  const { audience, named, face, voice, speaker_name, text_version, agreed_by } = parsed.data;
  return {
    audience,
    appearance: { named, face, voice },
    speakerName: speaker_name ?? null,
    accepted:
      text_version === undefined
        ? null
        : { name: agreed_by ?? '', textVersion: text_version, textLanguage: 'en' },
  };
}

const AUDIENCE_SAID: Readonly<Record<Audience, string>> = {
  missions: 'The Permanent Missions in Geneva, that of the State under Review among them',
  session: 'Everybody who takes part in the session',
  public: 'Everybody, on the public page',
};
const NAMED_SAID = {
  organisation: 'By the name of my organisation only',
  name: 'By my name, with my organisation',
} as const;
const FACE_SAID = {
  as_sent: 'The picture as it is in my video',
  hidden: 'My face hidden (not possible yet)',
} as const;
const VOICE_SAID = {
  as_sent: 'My voice as it is in my video',
  read_by_other: 'Somebody else reads it in my video',
  changed: 'My voice changed (not possible yet)',
} as const;
const UNMET_SAID: Readonly<Record<Unmet, string>> = {
  face: 'We cannot hide a face yet.',
  voice: 'We cannot change a voice yet.',
};

/** Whoever has agreed to the current words need not type their name again. */
export const asksToAgree = ({ invitation }: Pick<SpeakerStatementState, 'invitation'>): boolean =>
  mustAccept({ textVersion: invitation.consentTextVersion });

/** The fields of consent: before the file, so that whoever reads a form as it streams has met them. */
export function consentFields(state: SpeakerStatementState): Markup {
  const { invitation, names } = state;
  const { named, face, voice } = invitation.appearance;
  return html`<p><label for="audience">Who may see it</label><br>${select('audience', AUDIENCE_SAID, invitation.consentAudience)}</p>
<p><label for="named">How you are named</label><br>${select('named', NAMED_SAID, named)}</p>
<p><label for="speaker_name">The name to be shown, if you chose your name</label><br><input id="speaker_name" name="speaker_name" maxlength="${NAME_LENGTH}" value="${names.speakerName ?? ''}" dir="auto" autocomplete="off"></p>
<p><label for="face">Your face</label><br>${select('face', FACE_SAID, face)}</p>
<p><label for="voice">Your voice</label><br>${select('voice', VOICE_SAID, voice)}</p>
<p>What is not possible yet: your video is kept, but shown to nobody outside the secretariat until it can be done.</p>
${asksToAgree(state) ? agreement() : null}`;
}

function agreement(): Markup {
  return html`<h3>What you agree to</h3>
<ul>${CONSENT_TEXT.en.map((sentence) => html`<li>${sentence}</li>`)}</ul>
<input type="hidden" name="text_version" value="${CONSENT_TEXT_VERSION}">
<p><label for="agreed_by">Type your name to agree. Only the secretariat sees it.</label><br><input id="agreed_by" name="agreed_by" maxlength="${NAME_LENGTH}" required dir="auto" autocomplete="off"></p>`;
}

/** For whoever agreed already: changing it, with no file. */
export function consentPart(token: string, action: string, state: SpeakerStatementState): Markup {
  const unmet = unmetBy(state.invitation.appearance);
  return html`<h2>How you appear, who may see it</h2>
${unmet.length === 0 ? null : html`<p role="alert">${unmet.map((one) => html`${UNMET_SAID[one]} `)}Your video is kept, but shown to nobody outside the secretariat until it can be done.</p>`}
<form method="post" action="${action}">
<input type="hidden" name="form" value="${token}">
${consentFields(state)}
<p><button type="submit">Save</button></p>
</form>`;
}

function select<T extends string>(name: string, options: Readonly<Record<T, string>>, value: T): Markup {
  const entries = Object.entries<string>(options);
  return html`<select id="${name}" name="${name}">${entries.map(([key, said]) =>
    key === value
      ? html`<option value="${key}" selected>${said}</option>`
      : html`<option value="${key}">${said}</option>`,
  )}</select>`;
}
