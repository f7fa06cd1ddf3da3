import type { MailRecipient, MailSecret, OfficeMailKind } from '../ports/store/mail.ts';
import type { MailText } from './render-mail.ts';

type Writer = (to: MailRecipient, secret: MailSecret, pages: OfficePages) => MailText | null;

export interface OfficePages {
  /** Where the staff read questions, once they are signed in. */
  questions: string;
}

function mail(subject: string, ...paragraphs: string[]): MailText {
  return { subject, text: `${[...paragraphs, 'UPR Pre-sessions'].join('\n\n')}\n` };
}

/** To staff and Permanent Missions, in the language that they work in together. */
export const OFFICE_MAILS: { readonly [K in OfficeMailKind]: Writer } = {
  staff_invitation: (_to, { link }) =>
    link === undefined
      ? null
      : mail(
          'Your account for the Pre-sessions',
          'An account was made for you. Choose a password and a second factor here:',
          link,
        ),
  delegate_link: ({ sessionNumber, missionName }, { link }) =>
    link === undefined
      ? null
      : mail(
          sessionNumber === null
            ? 'The statements of the UPR Pre-sessions'
            : `The statements of the UPR Pre-sessions, session ${sessionNumber}`,
          missionName === null
            ? 'The recorded statements of civil society and National Human Rights Institutions are here:'
            : `To ${missionName}. The recorded statements of civil society and National Human Rights Institutions are here:`,
          link,
          'The link is for your Permanent Mission. Please do not pass it on.',
        ),
  delegate_code: (_to, { code }) =>
    code === undefined
      ? null
      : mail(
          'Your code',
          "Your Permanent Mission's link was opened on a further device. If that was one of you, enter this code there:",
          code,
          'If it was not, do nothing, and tell the secretariat.',
        ),
  delegate_device: () =>
    mail(
      'Your link was opened on a new device',
      "Your Permanent Mission's link was opened on a new device.",
      'If that was none of you, please tell the secretariat at once: they can end the link and give you a new one.',
    ),
  questions_waiting: (_to, _secret, { questions }) =>
    mail(
      'Questions to speakers wait for you',
      'Missions have asked speakers something, or speakers have answered. Nothing of it is seen by anybody else before one of you has read it:',
      questions,
    ),
};
