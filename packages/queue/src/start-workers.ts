import type { JobContext, JobHandler, JobHandlers, JobRef, LaneName, Log } from '@rostrum/core';
import { JobStopped, LANES, PermanentFailure } from '@rostrum/core';
import type { JobName } from '@rostrum/domain';
import { UnrecoverableError, WaitingError } from 'bullmq';
import type { LaneWorker, QueueSettings, StoredJob } from './connect.ts';
import { connect } from './connect.ts';
import { closeLanes, lanesReady, openLanes, STORED_OPTIONS } from './create-queue.ts';
import { retryDelayMs } from './job-rules.ts';
import { readJob } from './read-job.ts';
import { writeProgress } from './read-progress.ts';
import { reasonOf } from './reason.ts';

export type WorkerSettings = QueueSettings & {
  /** Jobs at once in this process. 1, 2 and 4 unless told. */
  concurrency?: Partial<Record<LaneName, number>>;
  /** 60 000 unless told; null for a process that leaves the schedule alone. */
  sweepEveryMs?: number | null;
  /** A job whose worker has not been heard of for this long runs again. 30 000 unless told. */
  lockMs?: number;
  /** How often workers look for such jobs. 15 000 unless told. */
  stalledCheckMs?: number;
  /** How often a running job's cancellation is looked for. 500 unless told. */
  cancelCheckMs?: number;
  /** Instead of the rules table: for tests. */
  retryDelayMs?: (name: JobName, failed: number) => number;
};

export type WorkerHooks = {
  /**
   * A job was given up without its handler having seen a last attempt: its workers died, each time.
   * Here its row can be marked as failed.
   */
  onGivenUp?: (job: JobRef) => Promise<void>;
};

export type Workers = {
  /** Jobs that run in this process now. */
  running(): number;
  /**
   * Takes no more jobs, waits for the running ones, aborts those that still run after `graceMs`
   * (20 000 unless told) and puts them back for another worker. Jobs that ignore their signal for
   * ten seconds more are left to be found as stalled.
   */
  close(options?: { graceMs?: number }): Promise<void>;
};

const DEFAULT_CONCURRENCY: Readonly<Record<LaneName, number>> = { media: 1, quick: 2, light: 4 };
const DEFAULT_LOCK_MS = 30_000;
const DEFAULT_STALLED_CHECK_MS = 15_000;
const DEFAULT_CANCEL_CHECK_MS = 500;
const DEFAULT_SWEEP_EVERY_MS = 60_000;
const DEFAULT_GRACE_MS = 20_000;
const IGNORED_ABORT_MS = 10_000;
/** A job that kills its worker every time must end somewhere. */
const MAX_STALLS = 2;

type Running = { lane: LaneName; stop: AbortController };

/** Rejects when the queue cannot be reached. Once resolved, outages are waited for. */
export async function startWorkers(
  settings: WorkerSettings,
  handlers: JobHandlers,
  log: Log,
  hooks: WorkerHooks = {},
): Promise<Workers> {
  const connection = connect(settings, log);
  const lanes = openLanes(connection);
  const delayMs = settings.retryDelayMs ?? retryDelayMs;
  const running = new Map<string, Running>();
  const workers: LaneWorker[] = [];
  let closing = false;

  function open(lane: LaneName, concurrency: number): void {
    const worker = connection.openWorker(lane, (job, token) => runJob(lane, job, token), {
      concurrency,
      lockDuration: settings.lockMs ?? DEFAULT_LOCK_MS,
      stalledInterval: settings.stalledCheckMs ?? DEFAULT_STALLED_CHECK_MS,
      maxStalledCount: MAX_STALLS,
      settings: {
        backoffStrategy: (failed, _type, _error, job) => {
          const read = job === undefined ? null : readJob({ id: job.id, name: job.name, data: job.data });
          return read === null ? 0 : delayMs(read.ref.name, failed);
        },
      },
    });
    worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids) running.get(runKey(lane, id))?.stop.abort(new JobStopped('lost'));
    });
    worker.on('stalled', (jobId) => log.warn('job.stalled', { lane, jobId }));
    worker.on('failed', (job) => {
      if (job?.deferredFailure !== undefined) void givenUp(job);
    });
    workers.push(worker);
  }

  async function runJob(lane: LaneName, job: StoredJob, token: string | undefined): Promise<void> {
    const read = readJob(job);
    if (read === null) {
      log.warn('job.unreadable', { lane, jobId: job.id });
      throw new UnrecoverableError('unreadable');
    }
    const { ref } = read;
    if (read.cancelled) return;
    // What a shutdown puts back may be handed to a slot of this very process that was still waiting for a job.
    if (closing) await putBack(job, token);
    const stop = new AbortController();
    const attempt = job.attemptsMade + 1;
    const context: JobContext = {
      jobId: ref.jobId,
      attempt,
      isLastAttempt: attempt >= (job.opts.attempts ?? 1),
      signal: stop.signal,
      progress: progressOf(job, log),
    };
    const key = runKey(lane, ref.jobId);
    running.set(key, { lane, stop });
    try {
      await handle(handlers, ref, context);
      stop.signal.throwIfAborted();
    } catch (error) {
      const stopped: unknown = stop.signal.reason;
      if (stopped instanceof JobStopped) {
        log.info('job.stopped', { jobId: ref.jobId, why: stopped.why });
        if (stopped.why === 'cancelled') return;
        if (stopped.why === 'shutdown') await putBack(job, token);
      }
      log.error('job.failed', error, { jobId: ref.jobId, attempt, isLastAttempt: context.isLastAttempt });
      if (error instanceof PermanentFailure) throw new UnrecoverableError(reasonOf(error));
      throw new Error(reasonOf(error));
    } finally {
      running.delete(key);
    }
  }

  async function givenUp(job: StoredJob): Promise<void> {
    const read = readJob(job);
    log.warn('job.given_up', { jobId: job.id });
    try {
      if (read !== null && !read.cancelled) await hooks.onGivenUp?.(read.ref);
    } catch (error) {
      log.error('job.given_up_failed', error, { jobId: job.id });
    }
  }

  /** The mark is in the job itself, so that it reaches every process and outlives a restart. */
  async function lookForCancelled(): Promise<void> {
    for (const [key, { lane, stop }] of running) {
      if (stop.signal.aborted) continue;
      const job = await lanes[lane].getJob(key.slice(lane.length + 1));
      if (job !== undefined && readJob(job)?.cancelled === true) stop.abort(new JobStopped('cancelled'));
    }
  }

  const cancelChecks = repeat(lookForCancelled, settings.cancelCheckMs ?? DEFAULT_CANCEL_CHECK_MS, (error) =>
    log.error('queue.cancel_check', error),
  );

  function abortAll(): void {
    for (const { stop } of running.values()) stop.abort(new JobStopped('shutdown'));
  }

  async function close(options: { graceMs?: number } = {}): Promise<void> {
    closing = true;
    const graceMs = options.graceMs ?? DEFAULT_GRACE_MS;
    const grace = setTimeout(abortAll, graceMs);
    const { promise: ignored, resolve: giveUp } = Promise.withResolvers<void>();
    const patience = setTimeout(() => {
      log.warn('queue.jobs_left', { jobs: running.size });
      giveUp();
    }, graceMs + IGNORED_ABORT_MS);
    try {
      await Promise.race([Promise.all(workers.map((worker) => worker.close())), ignored]);
    } finally {
      clearTimeout(grace);
      clearTimeout(patience);
      await cancelChecks.stop();
      await closeLanes(lanes);
      connection.close();
    }
  }

  try {
    await lanesReady(connection, lanes);
    for (const lane of LANES) open(lane, settings.concurrency?.[lane] ?? DEFAULT_CONCURRENCY[lane]);
    for (const worker of workers) await connection.ready(worker);
    const every = settings.sweepEveryMs === undefined ? DEFAULT_SWEEP_EVERY_MS : settings.sweepEveryMs;
    if (every !== null) {
      await lanes.light.upsertJobScheduler(
        'sweep',
        { every },
        { name: 'sweep', data: { payload: {} }, opts: { ...STORED_OPTIONS, attempts: 1 } },
      );
    }
  } catch (error) {
    await close({ graceMs: 0 }).catch((failure: unknown) => log.error('queue.close', failure));
    throw error;
  }
  return { running: () => running.size, close };
}

/** For another worker, with no attempt used up. */
async function putBack(job: StoredJob, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}

function runKey(lane: LaneName, jobId: string): string {
  return `${lane}/${jobId}`;
}

function handle<N extends JobName>(
  handlers: JobHandlers,
  ref: JobRef<N>,
  context: JobContext,
): Promise<void> {
  const handler: JobHandler<N> = handlers[ref.name];
  return handler(ref.payload, context);
}

function progressOf(job: StoredJob, log: Log): JobContext['progress'] {
  let sending = false;
  return (fraction, remainingMs) => {
    if (sending || !(fraction >= 0 && fraction <= 1)) return;
    sending = true;
    job
      .updateProgress(writeProgress(fraction, remainingMs, Date.now()))
      .catch((error: unknown) => log.error('job.progress', error, { jobId: job.id }))
      .finally(() => {
        sending = false;
      });
  };
}

/** The next run begins `everyMs` after the last one ended. */
function repeat(work: () => Promise<void>, everyMs: number, onError: (error: unknown) => void) {
  let stopped = false;
  let current: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const plan = () => {
    timer = setTimeout(() => {
      current = work()
        .catch(onError)
        .then(() => {
          if (!stopped) plan();
        });
    }, everyMs);
  };
  plan();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
