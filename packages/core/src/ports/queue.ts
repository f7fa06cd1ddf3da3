import type { JobName, JobPayloads } from '@rostrum/domain';

/**
 * Thrown by a handler when trying again cannot help (bad media, say). The job fails at once.
 * `code` is shown on the administrator's page; `message` only goes to the log.
 */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** `signal.reason` of a running job that should stop. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped';
  /** `cancelled`: never again. `shutdown`: soon again, elsewhere. `lost`: another worker may already run it. */
  readonly why: 'cancelled' | 'shutdown' | 'lost';

  constructor(why: 'cancelled' | 'shutdown' | 'lost') {
    super(`job stopped: ${why}`);
    this.why = why;
  }
}

export type AddOptions = {
  /** `[A-Za-z0-9][A-Za-z0-9._-]{0,199}`, not all digits. Without it: the job's name and what it is about. */
  jobId?: string;
  delayMs?: number;
};

export type JobCounts = { waiting: number; active: number; delayed: number; failed: number };

/** One job, by name: narrowing `name` narrows `payload`. */
export type JobRef<N extends JobName = JobName> = {
  [P in N]: { jobId: string; name: P; payload: JobPayloads[P] };
}[N];

/**
 * `media` is minutes of encoding, one at a time. `quick` is what a person waits for, seconds each: behind
 * somebody else's preparing, a speaker would learn too late that a file is no good. `light` is never kept
 * waiting by either.
 */
export const LANES = ['media', 'quick', 'light'] as const;
export type LaneName = (typeof LANES)[number];

export type FailedJob = JobRef & {
  lane: LaneName;
  /** Attempts that ended in an error. */
  attempts: number;
  failedAtMs: number;
  /** A code or an error's class, never its message: messages may quote what a speaker sent. */
  reason: string;
};

/** A job that is not over. */
export type OpenJob = JobRef & {
  lane: LaneName;
  state: 'active' | 'waiting' | 'delayed';
  /** When this run began; where it waits, when it was added; where it is held back, when it may run. */
  sinceMs: number;
  /** Attempts that ended in an error. */
  attempts: number;
  /** What its run told last, where it told anything lately. */
  remainingMs: number | null;
};

/**
 * Work to be done by some worker, later, at least once.
 *
 * In the contract: a job runs again when it throws (as its row in the rules table says), when its
 * worker dies, and when its worker is stopped in the middle; adding an id that waits or runs adds
 * nothing; an id that succeeded or failed may be added again, and then leaves the list of failures.
 *
 * Not in the contract: running once only; order; results (a handler writes them to the database);
 * a transaction with the database (the sweep finds a row without its job).
 */
export interface JobQueue {
  /** Fails soon rather than waiting for a queue that is away. */
  add<N extends JobName>(name: N, payload: JobPayloads[N], options?: AddOptions): Promise<void>;
  /**
   * Removes the statement's waiting and failed jobs and tells its running ones to stop, in whatever
   * process they run. Its erasure goes on. Resolves before the running ones have ended.
   * @returns jobs removed or told to stop
   */
  cancelFor(statementId: string): Promise<number>;
  /** The same for one job. False where it neither waits nor runs. */
  cancel<N extends JobName>(name: N, payload: JobPayloads[N]): Promise<boolean>;
  /** What the job's run told last. Null where it told nothing, or nothing lately: it may run no more. */
  remainingMs<N extends JobName>(name: N, payload: JobPayloads[N]): Promise<number | null>;
  counts(): Promise<Record<LaneName, JobCounts>>;
  /** Newest first. @param limit 200 unless told */
  failed(limit?: number): Promise<FailedJob[]>;
  /** What runs, then what waits, then what is held back; each lane no more than `limit`. @param limit 200 unless told */
  open(limit?: number): Promise<OpenJob[]>;
  /** Takes a failed job off the list. False where no such job has failed. */
  remove(jobId: string): Promise<boolean>;
  /** Starts a failed job afresh, with all its attempts. False where no such job has failed. */
  retry(jobId: string): Promise<boolean>;
  /** Resolves when the queue can be reached now. */
  health(): Promise<void>;
  close(): Promise<void>;
}

export type JobContext = {
  jobId: string;
  /** From 1. A run whose worker died counts no attempt. */
  attempt: number;
  /** When this run fails, the job has failed: the time to say so in the database. */
  isLastAttempt: boolean;
  /** Aborted with a `JobStopped`. What the handler does after that changes nothing for the queue. */
  signal: AbortSignal;
  /** @param fraction 0 to 1 @param remainingMs null while it is not known. Never throws. */
  progress(fraction: number, remainingMs: number | null): void;
};

export type JobHandler<N extends JobName> = (payload: JobPayloads[N], context: JobContext) => Promise<void>;

/** Total: a job without its handler does not compile. */
export type JobHandlers = { readonly [N in JobName]: JobHandler<N> };
