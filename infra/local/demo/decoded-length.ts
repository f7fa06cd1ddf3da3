import { spawn } from 'node:child_process';
import { z } from 'zod';

const TIMEOUT_MS = 15 * 60_000;
const Streams = z.object({
  streams: z.array(z.object({ nb_read_frames: z.coerce.number().int(), r_frame_rate: z.string() })).min(1),
});

/** Decodes the smallest picture of a playlist as any player would, without a cookie, and counts its frames. */
export async function decodedLength(playlistUrl: string): Promise<{ frames: number; frameMs: number }> {
  const text = await (await fetch(playlistUrl)).text();
  const smallest = smallestVariant(text, playlistUrl);
  const args = ['-v', 'error', '-count_frames', '-select_streams', 'v:0'];
  const said = await run('ffprobe', [
    ...args,
    '-show_entries',
    'stream=nb_read_frames,r_frame_rate',
    '-of',
    'json',
    smallest,
  ]);
  const [stream] = Streams.parse(JSON.parse(said)).streams;
  const [num = 0, den = 1] = (stream?.r_frame_rate ?? '').split('/').map(Number);
  return { frames: stream?.nb_read_frames ?? 0, frameMs: (1000 * den) / num };
}

function smallestVariant(multivariant: string, base: string): string {
  const variants = [...multivariant.matchAll(/^#EXT-X-STREAM-INF:(.*)\n(.+)$/gm)]
    .filter(([, attributes = '']) => attributes.includes('RESOLUTION='))
    .map(([, attributes = '', uri = '']) => ({
      bps: Number(/(?:^|,)BANDWIDTH=(\d+)/.exec(attributes)?.[1]),
      uri,
    }))
    .sort((a, b) => a.bps - b.bps);
  return new URL(variants[0]?.uri ?? '', base).href;
}

async function run(command: string, args: string[]): Promise<string> {
  return await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (part) => (out += part));
    child.stderr.on('data', (part) => (err = `${err}${part}`.slice(-2000)));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`${command} failed: ${err}`))));
  });
}
