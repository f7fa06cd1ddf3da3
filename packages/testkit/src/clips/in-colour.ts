import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The most colourful point of each picture of a film or an image, 0 (grey) to 181. */
export async function mostColourful(file: string): Promise<number[]> {
  const { stdout } = await run(
    'ffmpeg',
    [
      ...['-nostdin', '-v', 'error', '-i', file, '-map', '0:v:0'],
      ...['-vf', 'format=yuv420p,signalstats,metadata=print:key=lavfi.signalstats.SATMAX:file=-'],
      ...['-fps_mode', 'passthrough', '-f', 'null', '-'],
    ],
    { maxBuffer: 64 << 20, timeout: 60_000, killSignal: 'SIGKILL' },
  );
  return [...stdout.matchAll(/SATMAX=([\d.]+)/g)].map(([, value]) => Number(value));
}
