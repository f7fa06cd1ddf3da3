import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Command lines of the encoders, and of what confines them, that name a folder. */
export async function encodersOf(folder: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
  return stdout.split('\n').filter((line) => line.includes('ffmpeg') && line.includes(folder));
}

/** From now on they do nothing until they are killed: on no machine do they end by themselves meanwhile. */
export async function freezeEncoders(folder: string): Promise<void> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,comm=,args=']);
  for (const line of stdout.split('\n')) {
    const [, pid] = /^\s*(\d+) ffmpeg\s/.exec(line) ?? [];
    if (pid !== undefined && line.includes(folder)) process.kill(Number(pid), 'SIGSTOP');
  }
}
