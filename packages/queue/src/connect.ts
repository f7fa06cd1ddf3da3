import type { LaneName, Log } from '@rostrum/core';
import type { JobName } from '@rostrum/domain';
import type { BackendFactory, IQueueBackend, Job, JobProgress, Processor, WorkerOptions } from 'bullmq';
import { createPostgresBackend, createRedisBackend, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

export type QueueSettings = {
  kind: 'postgres' | 'redis';
  url: string;
  /** PostgreSQL: the schema. Redis: the keys' prefix. `rostrum_jobs` unless told. */
  namespace?: string;
};

/** What is stored of a job. Foreign data when it comes back: see `read-job.ts`. */
export type JobData = { payload: unknown; cancelled?: true };

export type StoredJob = Job<JobData, void, JobName>;
export type Lane = Queue<JobData, void, JobName, JobData, void, JobName, IQueueBackend, QueueSettings>;
export type LaneWorker = Worker<JobData, void, JobName, IQueueBackend, JobProgress, QueueSettings>;
export type LaneProcessor = Processor<JobData, void, JobName>;
export type LaneWorkerOptions = Omit<WorkerOptions<QueueSettings>, 'connection' | 'prefix'>;

/** Both backends behind the same BullMQ classes: nothing else in this package knows which one it is. */
export type Connection = {
  openLane(lane: LaneName): Lane;
  openWorker(lane: LaneName, run: LaneProcessor, options: LaneWorkerOptions): LaneWorker;
  /** Rejects when the queue cannot be reached: for the start, where there is nothing to fall back on. */
  ready(part: { waitUntilReady(): Promise<unknown> }): Promise<void>;
  /** After the lanes and workers have been closed. */
  close(): void;
};

const DEFAULT_NAMESPACE = 'rostrum_jobs';
const CONNECT_MS = 5_000;
const READY_MS = 20_000;
const POOL_SIZE = 3;
const FIRST_RECONNECT_MS = 100;
const LONGEST_RECONNECT_MS = 5_000;
const EVENTS_KEPT = 1_000;

export function connect(settings: QueueSettings, log: Log): Connection {
  const namespace = settings.namespace ?? DEFAULT_NAMESPACE;
  const opened: Redis[] = [];

  function openRedis(maxRetriesPerRequest: number | null): Redis {
    const client = new Redis(settings.url, {
      maxRetriesPerRequest,
      connectTimeout: CONNECT_MS,
      retryStrategy: (times) => Math.min(FIRST_RECONNECT_MS * times, LONGEST_RECONNECT_MS),
    });
    client.on('error', (error) => log.error('queue.connection', error));
    opened.push(client);
    return client;
  }

  /** @param patient a worker waits until the store is back; a request is told soon that it is away */
  function backend(patient: boolean): BackendFactory<IQueueBackend, QueueSettings> {
    if (settings.kind === 'redis') {
      const connection = openRedis(patient ? null : 1);
      return (name, options, more) => createRedisBackend(name, { ...options, connection }, more);
    }
    const connection = {
      connectionString: settings.url,
      schema: namespace,
      migrate: true,
      max: POOL_SIZE,
      connectionTimeoutMillis: CONNECT_MS,
    };
    return (name, options, more) => createPostgresBackend(name, { ...options, connection }, more);
  }

  return {
    openLane(lane) {
      const queue: Lane = new Queue(
        lane,
        {
          connection: settings,
          prefix: namespace,
          skipWaitingForReady: true,
          streams: { events: { maxLen: EVENTS_KEPT } },
        },
        backend(false),
      );
      queue.on('error', (error) => log.error('queue.error', error, { lane }));
      return queue;
    },
    openWorker(lane, run, options) {
      const worker: LaneWorker = new Worker(
        lane,
        run,
        { ...options, connection: settings, prefix: namespace },
        backend(true),
      );
      worker.on('error', (error) => log.error('queue.worker_error', error, { lane }));
      return worker;
    },
    async ready(part) {
      const { promise: late, reject } = Promise.withResolvers<never>();
      const timer = setTimeout(
        () => reject(new Error(`the job queue (${settings.kind}) did not answer within ${READY_MS} ms`)),
        READY_MS,
      );
      try {
        await Promise.race([part.waitUntilReady(), late]);
      } finally {
        clearTimeout(timer);
      }
    },
    close() {
      for (const client of opened) client.disconnect();
    },
  };
}
