import process from 'node:process';
import { ConfigError, readConfig } from '@rostrum/runtime';
import { startWorker } from './start-worker.ts';

/** Whoever started this waits ten seconds before it kills; a part that hangs must not make it do so. */
const EXIT_WITHIN_MS = 9500;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const starting = startWorker({ config, statusPort: config.metricsPort });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), EXIT_WITHIN_MS).unref();
    starting
      .then((worker) => worker.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await starting;
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
});
