import { z } from 'zod';
import { Id } from './ids.ts';
import { Language } from './languages.ts';

// Ids only: a payload is stored by the queue, outlives the row it names and is shown to administrators.
// `statementId` stands wherever there is one, so that all jobs of a statement can be found and stopped.
const take = z.strictObject({ takeId: Id, statementId: Id });

export const jobPayloads = {
  'take.verify': take,
  'take.check': take,
  'take.prepare': take,
  'cut.make': z.strictObject({ cutId: Id, statementId: Id }),
  'poster.make': z.strictObject({ cutId: Id, statementId: Id }),
  'captions.transcribe': z.strictObject({
    takeId: Id,
    statementId: Id,
    language: Language,
    /** The captions of that language that are replaced; null: there were none. */
    baseId: Id.nullable(),
    /** Of the staff, who asked for them. */
    userId: z.string().min(1).max(100),
  }),
  'card.draw': z.strictObject({ statementId: Id }),
  'programme.cards': z.strictObject({ reviewId: Id }),
  'statement.erase': z.strictObject({ statementId: Id }),
  'mail.send': z.strictObject({ mailId: Id }),
  sweep: z.strictObject({}),
} as const;

export type JobName = keyof typeof jobPayloads;
export type JobPayloads = { [N in JobName]: z.infer<(typeof jobPayloads)[N]> };

export const JOB_NAMES: readonly JobName[] = [
  'take.verify',
  'take.check',
  'take.prepare',
  'cut.make',
  'poster.make',
  'captions.transcribe',
  'card.draw',
  'programme.cards',
  'statement.erase',
  'mail.send',
  'sweep',
];

const schemas: { readonly [N in JobName]: z.ZodType<JobPayloads[N]> } = jobPayloads;

/** @throws ZodError */
export function parseJobPayload<N extends JobName>(name: N, payload: unknown): JobPayloads[N] {
  return schemas[name].parse(payload);
}

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(jobPayloads, name);
}

const subjects: { readonly [N in JobName]: (payload: JobPayloads[N]) => string | null } = {
  'take.verify': (payload) => payload.takeId,
  'take.check': (payload) => payload.takeId,
  'take.prepare': (payload) => payload.takeId,
  'cut.make': (payload) => payload.cutId,
  'poster.make': (payload) => payload.cutId,
  // A take is listened to once for each language.
  'captions.transcribe': (payload) => `${payload.takeId}.${payload.language}`,
  'card.draw': (payload) => payload.statementId,
  'programme.cards': (payload) => payload.reviewId,
  'statement.erase': (payload) => payload.statementId,
  'mail.send': (payload) => payload.mailId,
  sweep: () => null,
};

/** The id under which the same work for the same thing is one job: `take.check.<takeId>`. */
export function jobIdOf<N extends JobName>(name: N, payload: JobPayloads[N]): string {
  const subject = subjects[name](payload);
  return subject === null ? name : `${name}.${subject}`;
}
