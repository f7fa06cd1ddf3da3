import { isProblemCode, PROBLEMS } from '@rostrum/domain';
import type { MailRecipient } from '../ports/store/mail.ts';
import type { MailText, MailTexts } from './render-mail.ts';

const SIGNATURE = 'UPR Pre-sessions';

function mail(subject: string, ...paragraphs: (string | null)[]): MailText {
  const body = paragraphs.filter((paragraph) => paragraph !== null);
  return { subject, text: `${[...body, SIGNATURE].join('\n\n')}\n` };
}

function place({ stateName, sessionNumber }: MailRecipient): string {
  if (stateName === null) return 'the UPR Pre-sessions';
  return sessionNumber === null
    ? `the Pre-session on ${stateName}`
    : `the Pre-session on ${stateName} (session ${sessionNumber})`;
}

function minutes(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function deadline({ deadlineAt }: MailRecipient): string | null {
  if (deadlineAt === null) return null;
  const told = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });
  return `Please send it before ${told.format(deadlineAt)} UTC. Your page shows the same moment in your own time.`;
}

/** A length that is told with figures is told as minutes and seconds. */
function refusalSentence({ code, figures }: { code: string; figures: Record<string, number> }): string {
  const sentence = isProblemCode(code) ? PROBLEMS[code].title : 'The file could not be used.';
  const { measuredMs, maximumMs } = figures;
  if (code !== 'too_long' || measuredMs === undefined || maximumMs === undefined) return sentence;
  return `${sentence} It lasts ${minutes(measuredMs)}; the floor time is ${minutes(maximumMs)}.`;
}

export const english: MailTexts = {
  speaker_link: (to, { link }) =>
    link === undefined
      ? null
      : mail(
          `Your statement for ${place(to)}`,
          `You are invited to speak at ${place(to)}. Your link for sending your recorded statement:`,
          link,
          to.floorTimeMs === null ? null : `You have the floor for ${minutes(to.floorTimeMs)} minutes.`,
          deadline(to),
          'The link is your key: whoever has it can send and withdraw your statement. Please do not pass it on.',
        ),
  speaker_code: (to, { code }) =>
    code === undefined
      ? null
      : mail(
          'Your code',
          `Your link for ${place(to)} was opened on a further device. If that was you, enter this code there:`,
          code,
          'If it was not you, do nothing, and tell the secretariat.',
        ),
  changes_requested: (to) =>
    mail(
      `Please look at your statement again: ${place(to)}`,
      `The secretariat has looked at your statement for ${place(to)} and asks you to change something.`,
      to.messageToSpeaker,
      'Please open your link to see what is asked and to send a new recording.',
      deadline(to),
    ),
  cut_question: (to) =>
    mail(
      `Do you agree to this cut? ${place(to)}`,
      `The secretariat has shortened your statement for ${place(to)}. It will be shown only if you say yes.`,
      to.messageToSpeaker,
      'Please open your link, look at the cut and answer.',
    ),
  refused: (to) =>
    to.refusal === null
      ? null
      : mail(
          `Your file could not be used: ${place(to)}`,
          `The file that you sent for ${place(to)} could not be used.`,
          refusalSentence(to.refusal),
          'Nothing of that file was kept. Please open your link and send another one.',
          deadline(to),
        ),
  received: (to) =>
    to.receipt === null
      ? null
      : mail(
          `Received: ${place(to)}`,
          `Your statement for ${place(to)} has arrived whole.`,
          `Received ${to.receipt.receivedAt}, ${to.receipt.bytes} bytes, SHA-256 ${to.receipt.sha256}.`,
          'The signed receipt is on your page.',
        ),
  staff_invitation: (_to, { link }) =>
    link === undefined
      ? null
      : mail(
          'Your account for the Pre-sessions',
          'An account was made for you. Choose a password and a second factor here:',
          link,
        ),
  delegate_link: (to, { link }) =>
    link === undefined
      ? null
      : mail(
          to.sessionNumber === null
            ? 'The statements of the UPR Pre-sessions'
            : `The statements of the UPR Pre-sessions, session ${to.sessionNumber}`,
          to.missionName === null
            ? 'The recorded statements of civil society and National Human Rights Institutions are here:'
            : `To ${to.missionName}. The recorded statements of civil society and National Human Rights Institutions are here:`,
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
  new_device: (to) =>
    mail(
      'Your link was opened on a new device',
      `Your link for ${place(to)} was opened on a new device.`,
      'If that was not you, please tell the secretariat at once: they can end the link and give you a new one.',
    ),
};
