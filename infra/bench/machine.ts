import { execFile } from 'node:child_process';
import os from 'node:os';
import { promisify } from 'node:util';
import type { Results } from './row.ts';

const run = promisify(execFile);

export async function machineFacts(): Promise<Pick<Results, 'cores' | 'cpu' | 'ffmpeg'>> {
  const { stdout } = await run('ffmpeg', ['-hide_banner', '-version'], { timeout: 10_000 });
  return {
    cores: os.availableParallelism(),
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    ffmpeg: /^ffmpeg version (\S+)/.exec(stdout)?.[1] ?? 'unknown',
  };
}

/** Other work on the machine makes every figure void; the load of the last minute tells of it. */
export function warningOfLoad(): string | null {
  const [lastMinute = 0] = os.loadavg();
  if (lastMinute < 0.5) return null;
  return `The machine is busy with something else (load ${lastMinute.toFixed(1)}): these figures will be worse than the truth.`;
}
