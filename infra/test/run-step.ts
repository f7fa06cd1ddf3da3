import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import type { Step } from './steps.ts';

const GRACE_MS = 15_000;
const running = new Set<ChildProcess>();

/**
 * Runs a step with its output on this terminal, or in a file. True when it ended with 0. Past its time, or when this
 * process is told to end or loses its parent, the step's whole process group is asked to end and then killed.
 */
export async function runStep(
  step: Step,
  root: string,
  reportsDir: string,
  outputFile?: string,
): Promise<boolean> {
  const fill = (text: string) => text.replace('{reports}', reportsDir);
  const [programme, ...args] = step.command;
  const bin = path.join(root, 'node_modules/.bin');
  const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value)]));
  const output = outputFile === undefined ? 'inherit' : openSync(outputFile, 'w');
  const child = spawn(path.join(bin, programme), args.map(fill), {
    cwd: root,
    stdio: ['ignore', output, output],
    detached: true,
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`, ...env },
  });
  if (output !== 'inherit') closeSync(output);
  running.add(child);
  child.once('exit', () => running.delete(child));

  const signalGroup = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The group has ended.
    }
  };
  let killer: NodeJS.Timeout | undefined;
  const end = () => {
    signalGroup('SIGTERM');
    killer ??= setTimeout(() => signalGroup('SIGKILL'), GRACE_MS);
  };
  const interrupted = () => {
    end();
    child.once('exit', () => {
      if (running.size === 0) process.exit(130);
    });
  };
  const timer = setTimeout(() => {
    console.error(`${step.title} did not end within ${step.timeoutMs / 1000} s and is stopped.`);
    end();
  }, step.timeoutMs);
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted).once('disconnect', interrupted);
  try {
    return await new Promise<boolean>((resolve) => {
      child.once('error', (failure) => {
        console.error(`${step.title} could not be started: ${failure.message}`);
        resolve(false);
      });
      child.once('exit', (code) => resolve(code === 0));
    });
  } finally {
    clearTimeout(timer);
    clearTimeout(killer);
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted).off('disconnect', interrupted);
    // What the step left behind ends with it.
    signalGroup('SIGKILL');
  }
}
