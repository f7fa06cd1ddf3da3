import { type JobHandler, type JobHandlers, JobStopped, type Parts } from '@rostrum/core';
import { JOB_NAMES, type JobName, TAKE_STATES } from '@rostrum/domain';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  /** The handlers, with every run counted and timed. */
  measured(handlers: JobHandlers): JobHandlers;
}

type Outcome = 'done' | 'failed' | 'stopped';

/** Names of jobs, states and lanes are the only labels: nothing of a statement is in a metric. */
export function createMetrics(parts: Pick<Parts, 'store' | 'queue' | 'log'>, running: () => number): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'rostrum_worker_' });
  const seconds = new Histogram({
    name: 'rostrum_job_seconds',
    help: 'How long one run of a job took.',
    labelNames: ['job', 'outcome'],
    buckets: [0.05, 0.25, 1, 5, 15, 60, 300, 900, 1800],
    registers: [registry],
  });
  const runs = new Counter({
    name: 'rostrum_job_runs_total',
    help: 'Runs of jobs by how they ended.',
    labelNames: ['job', 'outcome'],
    registers: [registry],
  });
  for (const job of JOB_NAMES)
    for (const outcome of ['done', 'failed', 'stopped'] satisfies Outcome[]) runs.inc({ job, outcome }, 0);
  new Gauge({
    name: 'rostrum_jobs_running',
    help: 'Jobs that run in this process.',
    registers: [registry],
    collect() {
      this.set(running());
    },
  });
  new Gauge({
    name: 'rostrum_queue_jobs',
    help: 'Jobs of the whole queue, by lane and state.',
    labelNames: ['lane', 'state'],
    registers: [registry],
    async collect() {
      const counts = await parts.queue.counts();
      for (const [lane, states] of Object.entries(counts))
        for (const [state, count] of Object.entries(states)) this.set({ lane, state }, count);
    },
  });
  new Gauge({
    name: 'rostrum_takes',
    help: 'Takes by state.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const counts = await parts.store.takes.countByState();
      for (const state of TAKE_STATES) this.set({ state }, counts[state] ?? 0);
    },
  });

  function measure<N extends JobName>(job: N, handler: JobHandler<N>): JobHandler<N> {
    return async (payload, context) => {
      const startedAt = performance.now();
      const end = (outcome: Outcome) => {
        const labels = { job, outcome };
        seconds.observe(labels, (performance.now() - startedAt) / 1000);
        runs.inc(labels);
      };
      try {
        await handler(payload, context);
        end('done');
      } catch (error) {
        end(error instanceof JobStopped || context.signal.aborted ? 'stopped' : 'failed');
        throw error;
      }
    };
  }

  return {
    registry,
    measured: (handlers) => ({
      'take.verify': measure('take.verify', handlers['take.verify']),
      'take.check': measure('take.check', handlers['take.check']),
      'take.prepare': measure('take.prepare', handlers['take.prepare']),
      'cut.make': measure('cut.make', handlers['cut.make']),
      'poster.make': measure('poster.make', handlers['poster.make']),
      'captions.transcribe': measure('captions.transcribe', handlers['captions.transcribe']),
      'card.draw': measure('card.draw', handlers['card.draw']),
      'programme.cards': measure('programme.cards', handlers['programme.cards']),
      'statement.erase': measure('statement.erase', handlers['statement.erase']),
      'mail.send': measure('mail.send', handlers['mail.send']),
      sweep: measure('sweep', handlers.sweep),
    }),
  };
}
