export type { QueueSettings } from './connect.ts';
export { createQueue } from './create-queue.ts';
export { JOB_RULES, type JobRule, retryDelayMs } from './job-rules.ts';
export { startWorkers, type WorkerHooks, type WorkerSettings, type Workers } from './start-workers.ts';
