import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RateClass, RenditionName } from '@rostrum/domain';
import { retimed } from './boxes.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-svg.ts';
import { MediaProcessError } from './media-error.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';
import { cascade, profilesOf, RAW_INIT, videoOutput } from './video-run.ts';

export interface StillPicture {
  /** 1920 by 1080, red, green, blue and alpha of each pixel. */
  rgba: Uint8Array;
  rate: RateClass;
  frames: number;
  renditions: readonly RenditionName[];
  outDir: string;
  timeoutMs: number;
}

/**
 * A picture that does not move, for so many frames, in the folders and files that an encoder of all of them would
 * write. Every whole segment of it is the same but for its time: one is encoded, and a last one of what remains.
 */
export async function makeStill(
  still: StillPicture,
  { signal, onFrames }: { signal: AbortSignal; onFrames(frames: number): void },
): Promise<void> {
  const { rate, frames, outDir, renditions } = still;
  const { gopFrames, ticksPerFrame } = rate;
  const profiles = profilesOf(renditions);
  const made = path.join(outDir, 'still');
  const file = path.join(made, 'card.rgba');
  const whole = Math.floor(frames / gopFrames);
  const rest = frames % gopFrames;
  try {
    for (const { name } of profiles) await mkdir(path.join(made, name), { recursive: true });
    await writeFile(file, still.rgba);
    await encode(stillRun(file, { ...still, outDir: made, frames: Math.min(whole, 1) * gopFrames + rest }), {
      confinement: { read: [file], write: profiles.map(({ name }) => path.join(made, name)) },
      timeoutMs: still.timeoutMs,
      signal,
    });
    const sources = await Promise.all(
      profiles.map(async ({ name }) => {
        const part = (index: number) => readFile(path.join(made, name, `0000${index}.m4s`));
        const full = whole > 0 ? await part(0) : null;
        return { name, full, last: rest > 0 ? await part(whole > 0 ? 1 : 0) : null };
      }),
    );
    for (const { name } of profiles)
      await copyFile(path.join(made, name, RAW_INIT), path.join(outDir, name, RAW_INIT));
    for (let index = 0; index * gopFrames < frames; index += 1) {
      signal.throwIfAborted();
      for (const { name, full, last } of sources) {
        const segment = index < whole ? full : last;
        if (segment === null) throw new RangeError('a still picture without its segment');
        const to = path.join(outDir, name, `${String(index).padStart(5, '0')}.m4s`);
        // Whoever watches the folder takes what has this name for whole.
        await writeFile(`${to}.part`, retimed(segment, index * gopFrames * ticksPerFrame, index + 1));
        await rename(`${to}.part`, to);
      }
      onFrames(Math.min(frames, (index + 1) * gopFrames));
    }
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/** What fails here is ours: the picture is none of the speaker's file. */
async function encode(...run: Parameters<typeof runFfmpeg>): Promise<void> {
  try {
    await runFfmpeg(...run);
  } catch (error) {
    if (!(error instanceof MediaProcessError) || error.timedOut || !error.ran) throw error;
    throw new Error('a card could not be encoded', { cause: error });
  }
}

export function stillRun(
  file: string,
  still: Pick<StillPicture, 'rate' | 'frames' | 'renditions' | 'outDir'>,
): FfmpegRun {
  const profiles = profilesOf(still.renditions);
  const [top] = profiles;
  if (top === undefined) throw new RangeError('no rendition asked for');
  const { num, den } = still.rate;
  const size = `${CARD_WIDTH}x${CARD_HEIGHT}`;
  const first = [
    `scale=w=${top.width}:h=${top.height}:flags=bicubic:out_color_matrix=bt709:out_range=tv`,
    'format=yuv420p',
    `loop=loop=${still.frames - 1}:size=1:start=0`,
    // Rounded: of 25 a second, the sixtieth picture would else have the time of the one before it.
    `setpts=round(N/(${num}/${den})/TB)`,
    'setsar=1',
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
  ];
  const raw = ['-f', 'rawvideo', '-pixel_format', 'rgba', '-video_size', size, '-framerate', `${num}/${den}`];
  return {
    inputs: [{ options: ['-v', 'error', '-protocol_whitelist', 'file', ...raw], file: `file:${file}` }],
    graph: cascade('0:v', first, profiles),
    outputs: profiles.map((profile) => videoOutput(profile, still.rate, still.outDir)),
  };
}
