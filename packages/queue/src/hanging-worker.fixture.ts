import type { Log } from '@rostrum/core';
import { startWorkers } from './start-workers.ts';

/** A worker process for tests: says what it is handed, and works on it until it is told to stop or killed. */
const [kind, url, namespace] = process.argv.slice(2);
if ((kind !== 'postgres' && kind !== 'redis') || url === undefined || namespace === undefined) {
  throw new Error('usage: hanging-worker.fixture.ts postgres|redis URL NAMESPACE');
}

const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (event, error) => console.error(event, error),
};

async function hang(_payload: unknown, context: { jobId: string; signal: AbortSignal }): Promise<void> {
  console.log(`started ${context.jobId}`);
  await new Promise<void>((resolve) => {
    context.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  console.log(`stopped ${context.jobId}: ${context.signal.reason.why}`);
}

const workers = await startWorkers(
  { kind, url, namespace, lockMs: 1000, stalledCheckMs: 250, cancelCheckMs: 50, sweepEveryMs: null },
  {
    'take.verify': hang,
    'take.check': hang,
    'take.prepare': hang,
    'cut.make': hang,
    'poster.make': hang,
    'captions.transcribe': hang,
    'card.draw': hang,
    'programme.cards': hang,
    'statement.erase': hang,
    'mail.send': hang,
    sweep: hang,
  },
  log,
);
console.log('ready');

process.once('SIGTERM', () => {
  workers.close({ graceMs: 0 }).then(
    () => console.log('closed'),
    (error: unknown) => console.error(error),
  );
});
