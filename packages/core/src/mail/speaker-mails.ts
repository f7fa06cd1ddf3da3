import { CODE_VALID_MS } from '../links/limits.ts';
import type { MailRecipient, MailSecret, SpeakerMailKind } from '../ports/store/mail.ts';
import { momentsSaid } from '../words/moments-said.ts';
import { problemSaid } from '../words/problem-said.ts';
import { daysLeft } from './days-left.ts';
import { type MailWords, mailWords } from './mail-words.ts';
import type { MailText } from './render-mail.ts';

export interface SpeakerMail {
  to: MailRecipient;
  secret: MailSecret;
  /** Which invitation, without saying whose. */
  reference: string | null;
  /** The speaker's page, without a token: a device on which the link is open needs none. */
  pageUrl: string;
  now: Date;
}

interface Written {
  subject: string;
  /** Null where something is missing that need not be said. The first is what a notification shows. */
  paragraphs: (string | null)[];
}

type Writer = (words: MailWords, mail: SpeakerMail) => Written | null;

/**
 * What is told to a speaker. Being seen with such a mail may be a risk: no subject and no sentence names the
 * State, the organisation, the session or the occasion, says what was sent, or quotes what somebody wrote.
 * That stands on the page. Only the receipt, which its speaker asked for, holds what was signed: the session's
 * number and the State's code are part of it. Null: what the mail is about is missing or gone.
 */
export function writeSpeakerMail(kind: SpeakerMailKind, mail: SpeakerMail): MailText | null {
  const words = mailWords(mail.to.language);
  const written = WRITERS[kind](words, mail);
  if (written === null) return null;
  const { reference } = mail;
  const paragraphs = [
    ...written.paragraphs,
    // Six letters and figures in a row would look like the code.
    kind === 'speaker_code' || reference === null ? null : words.say('mail.reference', { reference }),
    words.say('mail.signature'),
  ].filter((paragraph) => paragraph !== null);
  return { subject: written.subject, text: `${paragraphs.join('\n\n')}\n` };
}

const WRITERS: { readonly [K in SpeakerMailKind]: Writer } = {
  speaker_link: (words, { to, secret: { link }, now }) =>
    link === undefined
      ? null
      : {
          subject: words.subject('mail.link.subject'),
          paragraphs: [
            words.say('mail.link.first'),
            link,
            words.say('mail.link.invited'),
            to.floorTimeMs === null
              ? null
              : words.say('mail.link.floor', { length: words.words.length(to.floorTimeMs) }),
            deadline(words, to, now),
            words.say('mail.link.key'),
            words.say('mail.link.unexpected'),
          ],
        },
  speaker_code: (words, { secret: { code } }) =>
    code === undefined
      ? null
      : {
          subject: words.subject('mail.code.subject'),
          paragraphs: [
            words.say('mail.code.first'),
            code,
            words.say('mail.code.valid', { minutes: CODE_VALID_MS / 60_000 }),
            words.say('mail.code.stranger'),
          ],
        },
  new_device: (words, { pageUrl }) => ({
    subject: words.subject('mail.device.subject'),
    paragraphs: [words.say('mail.device.first'), words.say('mail.device.stranger'), ...page(words, pageUrl)],
  }),
  received: (words, { to }) => {
    if (to.receipt === null) return null;
    const { payload, keyId, signature } = to.receipt;
    const receivedAt = new Date(payload.receivedAt);
    return {
      subject: words.subject('mail.received.subject'),
      paragraphs: [
        words.say('mail.received.first'),
        [words.say('mail.received.at'), ...moments(words, receivedAt, to.timeZone)].join('\n'),
        words.say('mail.received.signed'),
        JSON.stringify({ payload, keyId, signature }, null, 2),
      ],
    };
  },
  refused: (words, { to, pageUrl, now }) =>
    to.refusal === null
      ? null
      : {
          subject: words.subject('mail.refused.subject'),
          paragraphs: [
            words.say('mail.refused.first'),
            refusal(words, to.refusal),
            words.say('mail.refused.again'),
            ...page(words, pageUrl),
            deadline(words, to, now),
          ],
        },
  changes_requested: (words, { to, pageUrl, now }) => ({
    subject: words.subject('mail.changes.subject'),
    paragraphs: [
      words.say('mail.changes.first'),
      words.say('mail.changes.again'),
      ...page(words, pageUrl),
      deadline(words, to, now),
    ],
  }),
  cut_question: (words, { pageUrl }) => ({
    subject: words.subject('mail.question.subject'),
    paragraphs: [words.say('mail.question.first'), words.say('mail.question.cut'), ...page(words, pageUrl)],
  }),
  approved: (words, { to: { heldBackBy }, pageUrl }) => {
    const [subject, first, back] = APPROVED[heldBackBy ?? 'nothing'];
    return {
      subject: words.subject(subject),
      paragraphs: [words.say(first), words.say(back), ...page(words, pageUrl)],
    };
  },
  published: (words, { pageUrl }) => ({
    subject: words.subject('mail.published.subject'),
    paragraphs: [
      words.say('mail.published.first'),
      words.say('mail.published.back'),
      ...page(words, pageUrl),
    ],
  }),
  reminder: (words, { to, pageUrl, now }) => {
    if (to.deadlineAt === null) return null;
    const days = daysLeft(to.deadlineAt, now);
    return {
      subject: words.subject('mail.reminder.subject', { days }),
      paragraphs: [
        words.say('mail.reminder.first', { days }),
        deadline(words, to, now),
        ...page(words, pageUrl),
        words.say('mail.reminder.help'),
      ],
    };
  },
};

/** By what keeps it from being seen. */
const APPROVED = {
  nothing: ['mail.approved.subject', 'mail.approved.first', 'mail.approved.back'],
  appearance: ['mail.approved.subject', 'mail.approved.unmet', 'mail.approved.unmet.back'],
  consent: ['mail.changes.subject', 'mail.approved.consent', 'mail.approved.consent.back'],
  ended: ['mail.changes.subject', 'mail.approved.ended', 'mail.approved.ended.back'],
} as const;

function page(words: MailWords, pageUrl: string): string[] {
  // An address stands on a line of its own, without marks: what is touched or copied is the address alone.
  return [`${words.say('mail.page')}\n${pageUrl}`, words.say('mail.page.elsewhere')];
}

/** Said as long as it lies ahead. */
function deadline(words: MailWords, { deadlineAt, timeZone }: MailRecipient, now: Date): string | null {
  if (deadlineAt === null || deadlineAt <= now) return null;
  return [
    words.say('mail.deadline'),
    ...moments(words, deadlineAt, timeZone),
    words.say('mail.deadline.own'),
  ].join('\n');
}

function moments({ words, paragraph }: MailWords, at: Date, timeZone: string): string[] {
  return momentsSaid(words, at, timeZone).map(paragraph);
}

function refusal({ words, say, paragraph }: MailWords, why: NonNullable<MailRecipient['refusal']>): string {
  const said = problemSaid(words, why);
  return said === null ? say('mail.refused.unknown') : paragraph(said);
}
