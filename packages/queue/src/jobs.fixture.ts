import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type JobContext, type JobHandlers, PermanentFailure } from '@rostrum/core';
import { expect, onTestFinished } from 'vitest';
import type { QueueSettings } from './connect.ts';

export const POLL = { timeout: 10_000, interval: 20 };

export function freshName(): string {
  return `jobs_${randomUUID().replaceAll('-', '')}`;
}

export function take(): { takeId: string; statementId: string } {
  return { takeId: randomUUID(), statementId: randomUUID() };
}

export function unexpected(logged: string[]): JobHandlers {
  const refuse = async (_payload: unknown, { jobId }: JobContext) => {
    logged.push(`unexpected ${jobId}`);
    throw new PermanentFailure('unexpected', jobId);
  };
  return {
    'take.verify': refuse,
    'take.check': refuse,
    'take.prepare': refuse,
    'cut.make': refuse,
    'poster.make': refuse,
    'captions.transcribe': refuse,
    'card.draw': refuse,
    'programme.cards': refuse,
    'statement.erase': refuse,
    'mail.send': refuse,
    sweep: refuse,
  };
}

export type HangingWorker = {
  process: ChildProcess;
  says(line: string): Promise<void>;
  exited: Promise<number | null>;
};

export async function hangingWorker({ kind, url, namespace }: QueueSettings): Promise<HangingWorker> {
  const script = join(import.meta.dirname, 'hanging-worker.fixture.ts');
  const child = spawn(process.execPath, [script, kind, url, namespace ?? ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const says = async (line: string) => {
    await expect.poll(() => child.exitCode !== null || lines.includes(line), POLL).toBe(true);
    expect(lines).toContain(line);
  };
  await says('ready');
  return { process: child, says, exited };
}
