import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { CAPTIONS_LIMIT_BYTES } from '@rostrum/domain';
import { inputUrl, openTokens } from './hostile-input.ts';
import { runTool } from './run-tool.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';
import { LATER_NICENESS } from './sandbox.ts';

export interface WhisperSettings {
  /** Absolute path of whisper.cpp's `whisper-cli`, or of what takes the same arguments. */
  command: `/${string}`;
  /** Absolute path of a model in its format. */
  model: string;
  threads: number;
}

/** What Whisper's models listen to. */
const LISTENS_AT = 16_000;
const HOUR_MS = 60 * 60 * 1000;
/** The largest model and what it works with. */
const MODEL_MEMORY_BYTES = 12 * 1024 ** 3;
const SAID_BYTES = 16 * 1024 * 1024;

export interface TranscribeWork {
  audioFile: string;
  language: string;
  outDir: string;
  signal?: AbortSignal;
}

/** A transcriber of one's own machine, confined like every tool: it reads its model and one sound, and no network. */
export function whisperTranscriber(settings: WhisperSettings) {
  return {
    /** WebVTT, as it was written. @throws MediaProcessError, or the signal's reason */
    async transcribe({ audioFile, language, outDir, signal }: TranscribeWork): Promise<string> {
      const sound = path.join(outDir, 'sound.wav');
      const written = path.join(outDir, 'said');
      try {
        await runFfmpeg(toListenRun(audioFile, sound), {
          confinement: { read: [audioFile], write: [outDir] },
          timeoutMs: HOUR_MS,
          ...(signal && { signal }),
        });
        await runTool(settings.command, whisperTokens(settings, { sound, language, written }), {
          confinement: {
            read: [settings.command, settings.model],
            write: [outDir],
            memoryBytes: MODEL_MEMORY_BYTES,
            niceness: LATER_NICENESS,
          },
          timeoutMs: 6 * HOUR_MS,
          maxBytes: SAID_BYTES,
          signal,
        });
        return await readSaid(`${written}.vtt`);
      } finally {
        await rm(sound, { force: true });
      }
    },
  };
}

export function toListenRun(audioFile: string, sound: string): FfmpegRun {
  return {
    inputs: [{ options: ['-nostdin', '-v', 'error', ...openTokens()], file: inputUrl(audioFile) }],
    outputs: [
      {
        options: ['-map', '0:a:0', '-ac', '1', '-ar', String(LISTENS_AT), '-c:a', 'pcm_s16le', '-f', 'wav'],
        file: sound,
      },
    ],
  };
}

/** Its own names of languages have no region and no script. */
export function whisperTokens(
  { model, threads }: Pick<WhisperSettings, 'model' | 'threads'>,
  { sound, language, written }: { sound: string; language: string; written: string },
): string[] {
  return [
    ...['--model', model],
    ...['--file', sound],
    ...['--language', new Intl.Locale(language).language],
    ...['--threads', String(threads)],
    // Lines that fit a screen, broken between words.
    ...['--max-len', '84', '--split-on-word'],
    ...['--output-vtt', '--output-file', written],
    '--no-prints',
  ];
}

async function readSaid(file: string): Promise<string> {
  const found = await stat(file).catch(() => null);
  if (found === null || found.size > CAPTIONS_LIMIT_BYTES) {
    throw new Error('the transcriber left no captions of a size that could be any');
  }
  return await readFile(file, 'utf8');
}
