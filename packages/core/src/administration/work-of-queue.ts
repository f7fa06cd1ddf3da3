import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { retryJob } from '../pipeline/retry-job.ts';
import type { FailedJob, JobRef, OpenJob } from '../ports/queue.ts';
import type { AboutStatement } from '../ports/store/administration.ts';
import type { MailKind } from '../ports/store/mail.ts';
import type { StaffActor } from '../takes/own-take.ts';

type Told = {
  about: AboutStatement | null;
  mail: MailKind | null;
  /** What it was about is withdrawn, erased, removed, or wanted no more: there is nothing left to do. */
  gone: boolean;
  /** Nothing is lost with it: what it was about is gone, or ready as it was before. */
  removable: boolean;
};

export interface QueueState {
  counts: Awaited<ReturnType<Parts['queue']['counts']>>;
  open: (OpenJob & Told & { progress: number | null })[];
  failed: (FailedJob & Told)[];
}

const SHOWN = 200;

/** What runs, what waits, what failed, and whom each is about. */
export async function queueState({ store, queue }: Pick<Parts, 'store' | 'queue'>): Promise<QueueState> {
  const [counts, open, failed] = await Promise.all([queue.counts(), queue.open(SHOWN), queue.failed(SHOWN)]);
  const jobs = [...open, ...failed];
  const mails = await store.administration.mails(
    jobs.flatMap((job) => (job.name === 'mail.send' ? job.payload.mailId : [])),
  );
  const statementOf = (job: JobRef): string | null => {
    if ('statementId' in job.payload) return job.payload.statementId;
    return job.name === 'mail.send' ? (mails.get(job.payload.mailId)?.statementId ?? null) : null;
  };
  const about = await store.administration.about(jobs.flatMap((job) => statementOf(job) ?? []));
  const progress = await store.administration.progress(open.flatMap((job) => workOf(job) ?? []));
  const ready = await store.administration.readyTakes(failed.flatMap((job) => takeOf(job) ?? []));
  // A poster that came to nothing is given up, and chosen anew: another run of its job would make none.
  const settled = await store.administration.settledPosters(
    failed.flatMap((job) => (job.name === 'poster.make' ? job.payload.cutId : [])),
  );
  const told = (job: JobRef): Told => {
    const statementId = statementOf(job);
    const named = statementId === null ? null : (about.get(statementId) ?? null);
    const mail = job.name === 'mail.send' ? (mails.get(job.payload.mailId) ?? null) : null;
    const unwanted = job.name === 'poster.make' && settled.has(job.payload.cutId);
    const gone = unwanted || isGone(job, named, mail !== null);
    // Captions that were not written can be asked for again.
    const removable = gone || job.name === 'captions.transcribe' || ready.has(takeOf(job) ?? '');
    return { about: named, mail: mail?.kind ?? null, gone, removable };
  };
  return {
    counts,
    open: open.map((job) => ({ ...job, ...told(job), progress: progress.get(workOf(job) ?? '') ?? null })),
    failed: failed.map((job) => ({ ...job, ...told(job) })),
  };
}

function workOf(job: JobRef): string | null {
  if (job.name === 'take.prepare') return job.payload.takeId;
  return job.name === 'cut.make' ? job.payload.cutId : null;
}

function takeOf({ name, payload }: JobRef): string | null {
  const ofTake = name === 'take.verify' || name === 'take.check' || name === 'take.prepare';
  return ofTake && 'takeId' in payload ? payload.takeId : null;
}

/** An erasure is a promise: it is never dropped. */
function isGone(job: JobRef, about: AboutStatement | null, mailStands: boolean): boolean {
  if (job.name === 'statement.erase' || job.name === 'sweep' || job.name === 'programme.cards') return false;
  if (job.name === 'mail.send') return !mailStands;
  return about === null || about.gone;
}

/** @throws Problem not_found | conflict (it is about something that still stands) */
export async function removeFailedJob(
  parts: Pick<Parts, 'store' | 'queue'>,
  { actor, jobId }: { actor: Actor; jobId: string },
): Promise<void> {
  const { failed } = await queueState(parts);
  const job = failed.find((one) => one.jobId === jobId);
  if (job === undefined) throw new Problem('not_found');
  if (!job.removable) throw new Problem('conflict');
  if (!(await parts.queue.remove(jobId))) throw new Problem('not_found');
  await parts.store.transaction((tx) =>
    tx.audit({
      action: 'job.removed',
      actor,
      subject: { kind: 'job', id: jobId },
      payload: { name: job.name, reason: job.reason },
    }),
  );
}

/** Each once. What cannot be tried again, because its statement was withdrawn or sends anew, stays. */
export async function retryAllJobs(
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'clock'>,
  { actor }: { actor: StaffActor },
): Promise<{ retried: number; left: number }> {
  const { failed } = await queueState(parts);
  let retried = 0;
  for (const { jobId, gone } of failed) {
    if (gone) continue;
    try {
      await retryJob(parts, { actor, jobId });
      retried += 1;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  return { retried, left: failed.length - retried };
}
