import { giveUpJob } from '@rostrum/core';
import { startWorkers, type WorkerSettings, type Workers } from '@rostrum/queue';
import { type Config, openParts, queueSettings } from '@rostrum/runtime';
import { jobHandlers } from './handlers.ts';
import { createMetrics } from './measured.ts';
import { startStatusServer } from './status-server.ts';

export interface RunningWorker {
  /** Of health and metrics. */
  port: number;
  /** Stops running work, which runs again elsewhere, and closes every part. */
  close(): Promise<void>;
}

export interface WorkerOptions {
  config: Config;
  /** Where health and metrics are served. */
  statusPort: number;
  /** How soon a dead worker is noticed, and how often is swept. The queue's own figures unless told. */
  pace?: Pick<WorkerSettings, 'lockMs' | 'stalledCheckMs' | 'cancelCheckMs' | 'sweepEveryMs'>;
}

/** A short job may still end; an encoder is killed then, and its job runs again. */
const GRACE_MS = 2000;

export async function startWorker({ config, statusPort, pace = {} }: WorkerOptions): Promise<RunningWorker> {
  const parts = await openParts(config, { name: 'worker' });
  let workers: Workers | undefined;
  const metrics = createMetrics(parts, () => workers?.running() ?? 0);
  try {
    const status = await startStatusServer({
      parts,
      registry: metrics.registry,
      isWorking: () => workers !== undefined,
      host: config.host,
      port: statusPort,
    });
    try {
      workers = await startWorkers(
        { ...queueSettings(config), ...pace, concurrency: { media: config.mediaWorkers } },
        metrics.measured(jobHandlers(parts)),
        parts.log,
        { onGivenUp: (job) => giveUpJob(parts, job) },
      );
    } catch (error) {
      await status.close();
      throw error;
    }
    const started = workers;
    parts.log.info('worker_started', { port: status.port, mediaWorkers: config.mediaWorkers });
    return {
      port: status.port,
      async close() {
        await started.close({ graceMs: GRACE_MS });
        await status.close();
        parts.log.info('worker_stopped');
        await parts.close();
      },
    };
  } catch (error) {
    await parts.close();
    throw error;
  }
}
