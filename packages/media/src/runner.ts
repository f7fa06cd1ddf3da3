import type { ChildProcess } from 'node:child_process';
import ffmpeg from 'fluent-ffmpeg';
import { type Ending, MediaProcessError } from './media-error.ts';
import { BoundedTail, killTree } from './process-tree.ts';
import { type Confinement, launch } from './sandbox.ts';

/** One ffmpeg run as data. Tokens are in the order in which ffmpeg reads them. */
export interface FfmpegRun {
  inputs: { options: string[]; file: string }[];
  graph?: string;
  outputs: { options: string[]; file: string }[];
}

export interface FfmpegProgress {
  frames: number;
  /** How far the output's own time has come. */
  outTimeUs: number;
}

export interface RunOptions {
  confinement: Confinement;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: FfmpegProgress) => void) | undefined;
}

const QUIET_TOKENS = ['-nostdin', '-hide_banner', '-nostats'];
const PROGRESS_TOKENS = [...QUIET_TOKENS, '-progress', 'pipe:2', '-stats_period', '0.3'];

/** The tokens that the run becomes, without what starts and confines the process. */
export function runTokens(run: FfmpegRun): string[] {
  return command(run, PROGRESS_TOKENS)._getArguments();
}

/** The same where nobody listens to how far it has come. */
export function quietTokens(run: FfmpegRun): string[] {
  return command(run, QUIET_TOKENS)._getArguments();
}

/**
 * Runs ffmpeg to its end. Resolves with the last lines of stderr on exit code 0 alone; rejects with
 * MediaProcessError otherwise, or with the signal's reason. When it settles, the whole process group is gone.
 */
export async function runFfmpeg(run: FfmpegRun, options: RunOptions): Promise<{ stderrTail: string }> {
  options.signal?.throwIfAborted();
  const { command: program, prefix } = await launch('ffmpeg', options.confinement);
  options.signal?.throwIfAborted();
  const tail = new BoundedTail();
  let timedOut = false;
  let child: ChildProcess | undefined;

  await new Promise<void>((resolve, reject) => {
    // fluent-ffmpeg keeps the program's path for the whole process: it is always the same launcher, and
    // what differs from run to run (limits, sandbox, then ffmpeg) are the launcher's first arguments.
    const process = command(run, [...prefix, ...PROGRESS_TOKENS]).setFfmpegPath(program);
    // It would first ask the launcher for `-formats` and `-encoders`, outside of every limit. Which formats
    // and encoders there are is ffmpeg's to say when it is given the tokens.
    const formats = Object.fromEntries(
      formatsOf(run).map((name) => [name, { canMux: true, canDemux: true }]),
    );
    const answers = { availableFormats: formats, availableEncoders: {} };
    for (const [question, known] of Object.entries(answers))
      Reflect.set(process, question, (answer: (error: null, known: object) => void) => answer(null, known));

    const kill = () => killTree(child?.pid);
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, options.timeoutMs);
    options.signal?.addEventListener('abort', kill, { once: true });
    const settle = (error: Error | null) => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', kill);
      kill();
      if (options.signal?.aborted) reject(options.signal.reason);
      else if (error === null && !timedOut) resolve();
      else reject(new MediaProcessError('ffmpeg', endingOf(child, timedOut, tail.text()), { cause: error }));
    };

    // Neither `progress` nor `codecData` is listened to: for those fluent-ffmpeg probes the input by
    // itself, outside of the sandbox.
    process.on('start', () => {
      child = Reflect.get(process, 'ffmpegProc');
      if (options.signal?.aborted) kill();
    });
    const progress = progressReader(options.onProgress);
    process.on('stderr', (line: string) => {
      if (!progress(line)) tail.add(line);
    });
    process.on('end', () => settle(null));
    process.on('error', (error: Error) => settle(error));
    process.run();
  });
  return { stderrTail: tail.text() };
}

function command(run: FfmpegRun, before: string[]): ffmpeg.FfmpegCommand {
  const built = ffmpeg({ stdoutLines: 50 });
  run.inputs.forEach((input, index) => {
    const tokens = index === 0 ? [...before, ...input.options] : input.options;
    built.input(input.file);
    if (tokens.length > 0) built.inputOptions(...whole(tokens));
  });
  if (run.graph !== undefined) built.complexFilter(run.graph);
  for (const output of run.outputs) built.output(output.file).outputOptions(...whole(output.options));
  return built;
}

function endingOf(child: ChildProcess | undefined, timedOut: boolean, stderrTail: string): Ending {
  return { exitCode: child?.exitCode ?? null, killedBy: child?.signalCode ?? null, timedOut, stderrTail };
}

function formatsOf(run: FfmpegRun): string[] {
  return [...run.inputs, ...run.outputs].flatMap(({ options }) =>
    options.filter((_, i) => options[i - 1] === '-f'),
  );
}

/** fluent-ffmpeg splits a lone option at its blank; two or more are taken as they are. */
function whole(tokens: string[]): string[] {
  if (tokens.length === 1) throw new RangeError('ffmpeg options come in pairs');
  return tokens;
}

function progressReader(report: RunOptions['onProgress']): (line: string) => boolean {
  let frames = 0;
  let outTimeUs = 0;
  return (line) => {
    const match = /^([a-z_0-9]+)=\s*(\S*)\s*$/.exec(line);
    if (match === null) return false;
    const [, key, value] = match;
    if (key === 'frame') frames = Number.parseInt(value ?? '', 10) || frames;
    else if (key === 'out_time_us') outTimeUs = Math.max(outTimeUs, Number.parseInt(value ?? '', 10) || 0);
    else if (key === 'progress') report?.({ frames, outTimeUs });
    return true;
  };
}
