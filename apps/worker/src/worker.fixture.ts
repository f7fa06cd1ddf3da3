import process from 'node:process';
import { readConfig } from '@rostrum/runtime';
import { startWorker } from './start-worker.ts';

// A worker that tests may kill: as main.ts, but quick to notice that another one is dead.
const worker = await startWorker({
  config: readConfig(process.env),
  statusPort: 0,
  pace: { lockMs: 2000, stalledCheckMs: 500, sweepEveryMs: null },
});
process.stdout.write(`port ${worker.port}\n`);
process.once('SIGTERM', () => {
  void worker.close().then(() => process.exit(0));
});
