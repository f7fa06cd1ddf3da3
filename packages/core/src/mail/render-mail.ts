import type { MailKind, MailRecipient, MailRecord, MailSecret } from '../ports/store/mail.ts';
import { english } from './texts-en.ts';

export interface MailText {
  subject: string;
  text: string;
}

/** Null: what the mail is about is missing or gone. */
export type MailWriter = (to: MailRecipient, secret: MailSecret) => MailText | null;

/** One language: a kind without its text does not compile. */
export type MailTexts = { readonly [K in MailKind]: MailWriter };

/** By the invitation's language; one that nobody has written yet is told in English. */
const LANGUAGES: Readonly<Record<string, MailTexts>> = { en: english };

export function renderMail(mail: Pick<MailRecord, 'kind' | 'secret'>, to: MailRecipient): MailText | null {
  const texts = LANGUAGES[to.language] ?? english;
  return texts[mail.kind](to, mail.secret ?? {});
}
