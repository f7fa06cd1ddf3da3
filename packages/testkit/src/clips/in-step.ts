import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Events {
  /** When the picture turned white, and when the beeps set in, in milliseconds of the files' own time. */
  flashes: number[];
  beeps: number[];
}

/** Both by their timestamps as ffmpeg decodes them, nothing filled and nothing moved. */
export async function flashesAndBeeps(picture: string, sound = picture): Promise<Events> {
  const { stdout, stderr } = await run(
    'ffmpeg',
    [
      ...['-nostdin', '-hide_banner', '-nostats', '-v', 'info', '-copyts', '-i', picture],
      ...(sound === picture ? [] : ['-i', sound]),
      ...['-map', '0:v:0', '-vf', 'scale=32:32,signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-'],
      ...['-fps_mode', 'passthrough', '-f', 'null', '-'],
      ...['-map', `${sound === picture ? 0 : 1}:a:0`, '-af', 'silencedetect=noise=-20dB:duration=0.1'],
      ...['-f', 'null', '-'],
    ],
    { maxBuffer: 64 << 20, timeout: 60_000, killSignal: 'SIGKILL' },
  );
  const lumas = [...stdout.matchAll(/pts_time:(-?[\d.]+)\s+\S+YAVG=([\d.]+)/g)].map(([, time, luma]) => ({
    ms: Number(time) * 1000,
    luma: Number(luma),
  }));
  const levels = lumas.map(({ luma }) => luma);
  const half = (Math.max(...levels) + Math.min(...levels)) / 2;
  const flashes = lumas.filter(({ luma }, i) => luma > half && (lumas[i - 1]?.luma ?? half) < half);
  return {
    flashes: flashes.map(({ ms }) => ms),
    // A silence that reaches the end is said to end there: a beep is followed by silence again.
    beeps: [...stderr.matchAll(/silence_end: (-?[\d.]+)(?=[\s\S]*silence_start)/g)].map(
      ([, time]) => Number(time) * 1000,
    ),
  };
}

/** How much later than its flash each beep is heard. Throws when there is not one for each. */
export function offsetsMs({ flashes, beeps }: Events): number[] {
  return flashes.map((flash) => {
    const near = beeps.toSorted((a, b) => Math.abs(a - flash) - Math.abs(b - flash))[0];
    if (near === undefined || Math.abs(near - flash) > 900) throw new RangeError(`no beep near ${flash} ms`);
    return near - flash;
  });
}
