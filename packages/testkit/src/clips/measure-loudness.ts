import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** EBU R 128 of a file's first sound, as ffmpeg's filter prints it. −70 and −120 stand for nothing heard. */
export async function measureLoudness(file: string): Promise<{ lufs: number; dbtp: number }> {
  const { stderr } = await run(
    'ffmpeg',
    ['-nostdin', '-hide_banner', '-i', file, '-map', '0:a:0', '-af', 'ebur128=peak=true', '-f', 'null', '-'],
    { maxBuffer: 64 << 20, timeout: 60_000, killSignal: 'SIGKILL' },
  );
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const figure = (pattern: RegExp, floor: number) => {
    const value = Number(pattern.exec(summary)?.[1]);
    return Number.isFinite(value) ? value : floor;
  };
  return {
    lufs: figure(/\bI:\s+(-?[\d.]+) LUFS/, -70),
    dbtp: figure(/\bPeak:\s+(-?[\d.]+) dBFS/, -120),
  };
}
