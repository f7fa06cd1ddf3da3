import { questionsPage, speakerPage } from '../links/addresses.ts';
import type { Parts } from '../parts.ts';
import { isSpeakerMail, type MailRecipient, type MailRecord } from '../ports/store/mail.ts';
import { OFFICE_MAILS } from './office-mails.ts';
import { writeSpeakerMail } from './speaker-mails.ts';

export interface MailText {
  subject: string;
  /**
   * Plain text is all there is: nothing that is fetched when it is read, nothing hidden, the same on every
   * telephone, and a fraction of the bytes.
   */
  text: string;
}

/** Null: what the mail is about is missing or gone. */
export function renderMail(
  { kind, secret, invitationId }: Pick<MailRecord, 'kind' | 'secret' | 'invitationId'>,
  to: MailRecipient,
  { settings, now }: { settings: Pick<Parts['settings'], 'publicUrl'>; now: Date },
): MailText | null {
  if (!isSpeakerMail(kind)) {
    return OFFICE_MAILS[kind](to, secret ?? {}, { questions: questionsPage(settings) });
  }
  return writeSpeakerMail(kind, {
    to,
    secret: secret ?? {},
    reference: referenceOf(invitationId),
    pageUrl: speakerPage(settings),
    now,
  });
}

/** The same on every mail about one place: who has several tells them apart, and nobody else learns anything. */
function referenceOf(invitationId: string | null): string | null {
  if (invitationId === null) return null;
  const end = invitationId.replaceAll('-', '').slice(-6);
  return `${end.slice(0, 3)}-${end.slice(3)}`;
}
