import { type ProcessExit, type RunningProcess, startProcess } from '@rostrum/testkit/services';
import { CannotStart, lastLines } from './cannot-start.ts';

/** So many deaths within that time, and it is not started again. */
const MOST_RESTARTS = 5;
const RESTART_WINDOW_MS = 60_000;

export interface ChildRequest {
  /** "API": for messages. */
  name: string;
  /** A TypeScript file; Node runs it as it is. */
  script: string;
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  graceMs: number;
}

export interface Child {
  readonly name: string;
  /** Of the process that runs now. */
  pid(): number;
  output(): string;
  /** Whether it died before it was told to stay: that ends the start of the product. */
  died(): boolean;
  /** From now on it is started again when it dies. */
  stay(): void;
  stop(): Promise<void>;
}

export interface ChildEvents {
  /** A line for the person at the terminal. */
  say(line: string): void;
  /** It died too often. */
  giveUp(failure: CannotStart): void;
}

function how({ code, signal }: ProcessExit): string {
  return signal ? `was ended by ${signal}` : `ended with code ${code}`;
}

/** Starts a programme of ours and starts it again when it dies, until it dies too often or is stopped. */
export async function keepRunning(request: ChildRequest, events: ChildEvents): Promise<Child> {
  const { name, script, cwd, env, logFile, graceMs } = request;
  const deaths: number[] = [];
  let stopping = false;
  let staying = false;
  let dead = false;
  let current: RunningProcess;

  const start = async (): Promise<RunningProcess> => {
    const args = ['--disable-warning=ExperimentalWarning', script];
    const started = await startProcess({ name, command: process.execPath, args, cwd, env, logFile, graceMs });
    void started.exited.then((exit) => onExit(started, exit));
    return started;
  };
  const onExit = async (ended: RunningProcess, exit: ProcessExit): Promise<void> => {
    // Its own children end with it.
    ended.kill();
    if (stopping) return;
    if (!staying) {
      dead = true;
      return;
    }
    const now = performance.now();
    deaths.push(now);
    const recent = deaths.filter((at) => now - at < RESTART_WINDOW_MS).length;
    if (recent > MOST_RESTARTS) {
      const message = `The ${name} ${how(exit)}, ${recent} times within a minute. Its last words (all are in ${logFile}):`;
      events.giveUp(new CannotStart(message, { detail: lastLines(ended.output()) }));
      return;
    }
    events.say(`The ${name} ${how(exit)} and is started again. Its log: ${logFile}`);
    try {
      current = await start();
      if (stopping) await current.stop();
    } catch (cause) {
      events.giveUp(new CannotStart(`The ${name} could not be started again.`, { cause }));
    }
  };

  current = await start();
  return {
    name,
    pid: () => current.pid,
    output: () => current.output(),
    died: () => dead,
    stay: () => {
      staying = true;
    },
    stop: async () => {
      stopping = true;
      await current.stop();
    },
  };
}
