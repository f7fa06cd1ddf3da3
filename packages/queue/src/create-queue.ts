import {
  type AddOptions,
  type FailedJob,
  type JobCounts,
  type JobQueue,
  type JobRef,
  LANES,
  type LaneName,
  type Log,
  type OpenJob,
} from '@rostrum/core';
import type { JobName, JobPayloads } from '@rostrum/domain';
import { jobIdOf, parseJobPayload } from '@rostrum/domain';
import type { Connection, Lane, QueueSettings, StoredJob } from './connect.ts';
import { connect } from './connect.ts';
import { JOB_RULES } from './job-rules.ts';
import { readJob } from './read-job.ts';
import { readProgress } from './read-progress.ts';

const JOB_ID = /^(?![0-9]+$)[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;
const SHOWN = 200;
const FAILED_KEPT_SECONDS = 30 * 24 * 60 * 60;
const FAILED_KEPT = 2_000;
const PENDING = ['waiting', 'active', 'delayed', 'failed'] as const;

/** What every job is stored with. No stack traces: what an error says stays in the log. */
export const STORED_OPTIONS = {
  removeOnComplete: true,
  removeOnFail: { age: FAILED_KEPT_SECONDS, count: FAILED_KEPT },
  stackTraceLimit: 0,
} as const;

/** Connects, and makes the queue's tables where they are missing. Rejects when it cannot be reached. */
export async function createQueue(settings: QueueSettings, log: Log): Promise<JobQueue> {
  const connection = connect(settings, log);
  const lanes = openLanes(connection);
  const close = async () => {
    await closeLanes(lanes);
    connection.close();
  };
  try {
    await lanesReady(connection, lanes);
  } catch (error) {
    await close().catch((failure: unknown) => log.error('queue.close', failure));
    throw error;
  }
  return { ...jobQueue(lanes), close };
}

export type Lanes = Readonly<Record<LaneName, Lane>>;

export function openLanes(connection: Connection): Lanes {
  return {
    media: connection.openLane('media'),
    quick: connection.openLane('quick'),
    light: connection.openLane('light'),
  };
}

export async function closeLanes(lanes: Lanes): Promise<void> {
  await Promise.all(LANES.map((name) => lanes[name].close()));
}

export async function lanesReady(connection: Connection, lanes: Lanes): Promise<void> {
  // One after the other: the first makes the tables.
  for (const name of LANES) await connection.ready(lanes[name]);
}

function jobQueue(lanes: Lanes): Omit<JobQueue, 'close'> {
  async function add<N extends JobName>(
    name: N,
    given: JobPayloads[N],
    options: AddOptions = {},
  ): Promise<void> {
    const payload = parseJobPayload(name, given);
    const jobId = options.jobId ?? jobIdOf(name, payload);
    if (!JOB_ID.test(jobId)) throw new RangeError('not a job id');
    const { lane, attempts } = JOB_RULES[name];
    // A failed job keeps its id for as long as it is listed.
    const former = await lanes[lane].getJob(jobId);
    if (former !== undefined && (await former.isFailed())) await former.remove();
    await lanes[lane].add(
      name,
      { payload },
      {
        ...STORED_OPTIONS,
        jobId,
        attempts,
        backoff: { type: 'by-rule' },
        ...(options.delayMs === undefined ? {} : { delay: options.delayMs }),
      },
    );
  }

  function addRef<N extends JobName>(ref: JobRef<N>, options: AddOptions): Promise<void> {
    return add<N>(ref.name, ref.payload, options);
  }

  async function cancelFor(statementId: string): Promise<number> {
    let cancelled = 0;
    for (const lane of Object.values(lanes)) {
      for (const job of await lane.getJobs([...PENDING])) {
        const read = readJob(job);
        if (read === null || read.ref.name === 'statement.erase') continue;
        if (!('statementId' in read.ref.payload) || read.ref.payload.statementId !== statementId) continue;
        if (await cancel(job)) cancelled += 1;
      }
    }
    return cancelled;
  }

  async function cancelOne<N extends JobName>(name: N, payload: JobPayloads[N]): Promise<boolean> {
    const job = await lanes[JOB_RULES[name].lane].getJob(jobIdOf(name, payload));
    return job !== undefined && !(await job.isFailed()) && (await cancel(job));
  }

  async function remainingMs<N extends JobName>(name: N, payload: JobPayloads[N]): Promise<number | null> {
    const job = await lanes[JOB_RULES[name].lane].getJob(jobIdOf(name, payload));
    return job === undefined ? null : readProgress(job.progress, Date.now());
  }

  async function failed(limit = SHOWN): Promise<FailedJob[]> {
    const found: FailedJob[] = [];
    for (const lane of Object.values(lanes)) {
      for (const job of await lane.getJobs(['failed'], 0, limit - 1)) {
        const read = readJob(job);
        if (read === null) continue;
        found.push({
          ...read.ref,
          lane: JOB_RULES[read.ref.name].lane,
          attempts: job.attemptsMade,
          failedAtMs: job.finishedOn ?? job.timestamp,
          reason: job.failedReason ?? 'unknown',
        });
      }
    }
    return found.sort((a, b) => b.failedAtMs - a.failedAtMs).slice(0, limit);
  }

  async function open(limit = SHOWN): Promise<OpenJob[]> {
    const found: OpenJob[] = [];
    for (const state of ['active', 'waiting', 'delayed'] as const) {
      for (const lane of Object.values(lanes)) {
        for (const job of await lane.getJobs([state], 0, limit - 1, true)) {
          const read = readJob(job);
          if (read === null) continue;
          const dueMs = job.timestamp + (state === 'delayed' ? (job.delay ?? 0) : 0);
          found.push({
            ...read.ref,
            lane: JOB_RULES[read.ref.name].lane,
            state,
            sinceMs: state === 'active' ? (job.processedOn ?? job.timestamp) : dueMs,
            attempts: job.attemptsMade,
            remainingMs: readProgress(job.progress, Date.now()),
          });
        }
      }
    }
    return found;
  }

  async function remove(jobId: string): Promise<boolean> {
    for (const lane of Object.values(lanes)) {
      const job = await lane.getJob(jobId);
      if (job === undefined || !(await job.isFailed())) continue;
      await job.remove();
      return true;
    }
    return false;
  }

  async function retry(jobId: string): Promise<boolean> {
    for (const lane of Object.values(lanes)) {
      const job = await lane.getJob(jobId);
      if (job === undefined || !(await job.isFailed())) continue;
      const read = readJob(job);
      if (read === null) return false;
      // Added anew, not put back: what BullMQ remembers of its stalls would fail it again at once.
      await job.remove();
      await addRef(read.ref, JOB_ID.test(jobId) ? { jobId } : {});
      return true;
    }
    return false;
  }

  async function counts(): Promise<Record<LaneName, JobCounts>> {
    const [media, quick, light] = await Promise.all([
      countsOf(lanes.media),
      countsOf(lanes.quick),
      countsOf(lanes.light),
    ]);
    return { media, quick, light };
  }

  async function health(): Promise<void> {
    await lanes.light.getJobCountByTypes('active');
  }

  return { add, cancelFor, cancel: cancelOne, remainingMs, failed, open, remove, retry, counts, health };
}

async function countsOf(lane: Lane): Promise<JobCounts> {
  const {
    waiting = 0,
    active = 0,
    delayed = 0,
    failed = 0,
  } = await lane.getJobCounts('waiting', 'active', 'delayed', 'failed');
  return { waiting, active, delayed, failed };
}

/** Marked first: a worker that takes the job between the two calls finds the mark. */
async function cancel(job: StoredJob): Promise<boolean> {
  let marked = false;
  try {
    await job.updateData({ ...job.data, cancelled: true });
    marked = true;
    await job.remove();
    return true;
  } catch (error) {
    const state = await job.getState();
    // A running job cannot be removed: its worker reads the mark, and may have done so already.
    if (state === 'active') return true;
    if (state === 'unknown') return marked;
    throw error;
  }
}
