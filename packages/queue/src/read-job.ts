import type { JobRef } from '@rostrum/core';
import { isJobName, type JobName, parseJobPayload } from '@rostrum/domain';
import { z } from 'zod';

const Envelope = z.object({ payload: z.unknown(), cancelled: z.literal(true).optional() });

export type ReadJob = { ref: JobRef; cancelled: boolean };

type Read<N extends JobName> = (jobId: string, payload: unknown) => JobRef<N>;

const reads: { readonly [N in JobName]: Read<N> } = {
  'take.verify': (jobId, payload) => refOf(jobId, 'take.verify', payload),
  'take.check': (jobId, payload) => refOf(jobId, 'take.check', payload),
  'take.prepare': (jobId, payload) => refOf(jobId, 'take.prepare', payload),
  'cut.make': (jobId, payload) => refOf(jobId, 'cut.make', payload),
  'poster.make': (jobId, payload) => refOf(jobId, 'poster.make', payload),
  'captions.transcribe': (jobId, payload) => refOf(jobId, 'captions.transcribe', payload),
  'card.draw': (jobId, payload) => refOf(jobId, 'card.draw', payload),
  'programme.cards': (jobId, payload) => refOf(jobId, 'programme.cards', payload),
  'statement.erase': (jobId, payload) => refOf(jobId, 'statement.erase', payload),
  'mail.send': (jobId, payload) => refOf(jobId, 'mail.send', payload),
  sweep: (jobId, payload) => refOf(jobId, 'sweep', payload),
};

function refOf<N extends JobName>(jobId: string, name: N, payload: unknown) {
  return { jobId, name, payload: parseJobPayload(name, payload) };
}

/** Null for what another version of the program, or somebody else, has put into the queue. */
export function readJob(job: { id?: string | undefined; name: string; data: unknown }): ReadJob | null {
  const envelope = Envelope.safeParse(job.data);
  if (job.id === undefined || !isJobName(job.name) || !envelope.success) return null;
  try {
    const ref = reads[job.name](job.id, envelope.data.payload);
    return { ref, cancelled: envelope.data.cancelled === true };
  } catch (error) {
    if (error instanceof z.ZodError) return null;
    throw error;
  }
}
