import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import type { Account } from './account.ts';
import { doNotReap, reapAfterMe } from './reaper.ts';

const KEPT_OUTPUT_BYTES = 16_384;

export interface ProcessRequest {
  /** For messages: "PostgreSQL", "the API". */
  name: string;
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Run as somebody else. Only root can. */
  account?: Account | undefined;
  /** What asks this programme to end in good order. PostgreSQL: SIGINT is its fast shutdown. */
  stopSignal?: 'SIGTERM' | 'SIGINT' | 'SIGQUIT';
  /** How long it may take to end after being asked; then SIGKILL goes to its whole process group. */
  graceMs?: number;
  /** Output is appended here as well. */
  logFile?: string;
  /** Each complete line of output, as it comes. */
  onLine?: (line: string) => void;
}

export interface ProcessExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  /** Resolves when it has ended, whatever the reason. */
  readonly exited: Promise<ProcessExit>;
  hasExited(): boolean;
  /** The end of what it printed, at most 16 kB. */
  output(): string;
  /** Asks it to end, waits, kills. May be called twice. */
  stop(): Promise<ProcessExit>;
  /** SIGKILL to its process group, now. */
  kill(): void;
}

/**
 * Starts a programme as the leader of its own process group, so that Ctrl-C in the terminal reaches only this
 * process and the order of stopping stays ours, and so that a last SIGKILL takes its children along.
 */
export async function startProcess(request: ProcessRequest): Promise<RunningProcess> {
  const { name, stopSignal = 'SIGTERM', graceMs = 10_000 } = request;
  const child = spawn(request.command, request.args, {
    cwd: request.cwd,
    env: request.env ?? process.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(request.account ? { uid: request.account.uid, gid: request.account.gid } : {}),
  });

  let output = '';
  let unfinished = '';
  const log = request.logFile ? createWriteStream(request.logFile, { flags: 'a', mode: 0o600 }) : undefined;
  log?.on('error', () => log.destroy());
  const take = (chunk: string) => {
    output = (output + chunk).slice(-KEPT_OUTPUT_BYTES);
    log?.write(chunk);
    if (!request.onLine) return;
    const lines = (unfinished + chunk).split('\n');
    unfinished = (lines.pop() ?? '').slice(-KEPT_OUTPUT_BYTES);
    for (const line of lines) request.onLine(line);
  };
  child.stdout.setEncoding('utf8').on('data', take);
  child.stderr.setEncoding('utf8').on('data', take);

  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => reject(new Error(`${name} could not be started`, { cause })));
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} has no process id`);
  reapAfterMe(pid, stopSignal === 'SIGINT' ? 'INT' : stopSignal === 'SIGQUIT' ? 'QUIT' : 'TERM');

  let ended: ProcessExit | undefined;
  const exited = new Promise<ProcessExit>((resolve) => {
    // 'exit', not 'close': a grandchild that holds the pipe must not keep the parent "alive".
    child.once('exit', (code, signal) => {
      ended = { code, signal };
      doNotReap(pid);
      log?.end();
      resolve(ended);
    });
  });

  const killGroup = (signal: NodeJS.Signals) => {
    try {
      process.kill(-pid, signal);
    } catch (failure) {
      if (!(failure instanceof Error && 'code' in failure && failure.code === 'ESRCH')) throw failure;
    }
  };

  const stop = async (): Promise<ProcessExit> => {
    if (ended) return ended;
    child.kill(stopSignal);
    const timer = setTimeout(() => killGroup('SIGKILL'), graceMs);
    try {
      return await exited;
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    name,
    pid,
    exited,
    hasExited: () => ended !== undefined,
    output: () => output,
    stop,
    kill: () => killGroup('SIGKILL'),
  };
}
