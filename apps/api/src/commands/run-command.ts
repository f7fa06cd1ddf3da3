import { Problem } from '@rostrum/domain';
import { ConfigError } from '@rostrum/runtime';
import { NotRunning } from './environment.ts';

/** Arguments or a file that a command cannot work with; nothing was done. */
export class Misused extends Error {}

const TOLD = [ConfigError, Problem, NotRunning, Misused];

/** @param work its result is the exit code: 0 unless it says otherwise. What could not be done at all is 2. */
export function runCommand(work: () => Promise<number | undefined>): void {
  work().then(
    (code) => {
      process.exitCode = code ?? 0;
    },
    (error: unknown) => {
      console.error(
        error instanceof Error && TOLD.some((one) => error instanceof one) ? error.message : error,
      );
      process.exitCode = 2;
    },
  );
}
