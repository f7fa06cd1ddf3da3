import { spawn } from 'node:child_process';
import { endedChildrenCpuSeconds } from './cpu-time.ts';

export interface Timed {
  seconds: number;
  cpuSeconds: number;
  stderr: string;
}

const LONGEST_MS = 10 * 60_000;
const KEPT_STDERR = 20_000;

/** One plain ffmpeg, unconfined, from start to end. One at a time: its processor time is that of all children. */
export async function timedFfmpeg(tokens: readonly string[], signal: AbortSignal): Promise<Timed> {
  const cpuBefore = endedChildrenCpuSeconds();
  const began = performance.now();
  const child = spawn('ffmpeg', ['-nostdin', '-hide_banner', '-y', ...tokens], {
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
    timeout: LONGEST_MS,
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-KEPT_STDERR);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${stderr.slice(-2000)}`);
  const seconds = (performance.now() - began) / 1000;
  return { seconds, cpuSeconds: endedChildrenCpuSeconds() - cpuBefore, stderr };
}
