import type { Output } from '@rostrum/client';
import problems from '../words/problem-codes.ts';
import { type ReviewKey, useWords } from '../words/use-words.ts';

export type OpenJob = Output<'GET /api/v1/queue'>['open'][number];
export type FailedJob = Output<'GET /api/v1/queue'>['failed'][number];
export type FailedMail = Output<'GET /api/v1/mails/failed'>['mails'][number];

const jobs: Readonly<Record<string, ReviewKey>> = {
  'take.verify': 'job.take.verify',
  'take.check': 'job.take.check',
  'take.prepare': 'job.take.prepare',
  'cut.make': 'job.cut.make',
  'poster.make': 'job.poster.make',
  'captions.transcribe': 'job.captions.transcribe',
  'card.draw': 'job.card.draw',
  'programme.cards': 'job.programme.cards',
  'statement.erase': 'job.statement.erase',
  'mail.send': 'job.mail.send',
  sweep: 'job.sweep',
};

export function useJobName(): (job: Pick<OpenJob, 'name' | 'mail'>) => string {
  const { t } = useWords();
  return ({ name, mail }) => {
    if (mail !== null) return t('job.mailOf', { kind: t(`mailKind.${mail}`) });
    const key = jobs[name];
    return key ? t(key) : name;
  };
}

const mails: Readonly<Record<string, ReviewKey>> = {
  no_address: 'mailWhy.no_address',
  bad_address: 'mailWhy.bad_address',
  incomplete: 'mailWhy.incomplete',
  not_sent: 'mailWhy.not_sent',
};

/** Classes and codes of failures, as the queue keeps them, by what they come from. */
const causes: readonly (readonly [RegExp, ReviewKey])[] = [
  [/no_space|ENOSPC/, 'why.no_space'],
  [/^StorageError/, 'why.storage'],
  [/ECONN|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|timeout/i, 'why.unreachable'],
  [/^Prisma|^P[12]\d{3}|database/i, 'why.database'],
  [/stalled|UnrecoverableError|lost/i, 'why.died'],
  [/ffmpeg|ffprobe|Process|Media/i, 'why.media'],
];

/** Why it failed, for a person; what is not known is shown as it was kept, beside the words. */
export function useReason(): (reason: string | null) => { text: string; code: string | null } {
  const { t } = useWords();
  return (reason) => {
    if (reason === null) return { text: t('why.unknown'), code: null };
    const exact = mails[reason] ?? problems.get(reason);
    if (exact) return { text: t(exact), code: null };
    const cause = causes.find(([pattern]) => pattern.test(reason));
    return { text: t(cause ? cause[1] : 'why.unknown'), code: reason };
  };
}
