import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Container, keptClip } from './clip.ts';

const run = promisify(execFile);

export interface Remux {
  container: Container;
  /** Options of the first input: the recording itself. */
  opening?: readonly string[];
  /** Whole further inputs: options, `-i` and what is opened. */
  inputs?: readonly string[];
  /** Options of the output. Everything is copied unless they say otherwise. */
  options: readonly string[];
}

/** Another file of the same pictures and sound. The same source and options are the same file, made once. */
export async function remuxed(source: string, remux: Remux): Promise<string> {
  const { opening = [], inputs = [], options, container } = remux;
  const tokens = [...opening, '-i', source, ...inputs, '-c', 'copy', ...options];
  const key = createHash('sha256').update(JSON.stringify(tokens)).digest('hex').slice(0, 24);
  return keptClip(`${key}.${container}`, async () => {
    const made = path.join(os.tmpdir(), `rostrum-${key}-${process.pid}.${container}`);
    try {
      await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...tokens, made], {
        timeout: 60_000,
        killSignal: 'SIGKILL',
      });
      return await readFile(made);
    } finally {
      await rm(made, { force: true });
    }
  });
}

/** An input of two subtitles, without a file. */
export function subtitles(text: string): string[] {
  const srt = `1\n00:00:00,000 --> 00:00:00,400\n${text}\n\n2\n00:00:00,500 --> 00:00:00,900\n${text}\n`;
  return ['-f', 'srt', '-i', `data:text/plain;base64,${Buffer.from(srt).toString('base64')}`];
}

/** One after the other in one track, as they are: a recording whose picture changes its size. */
export async function followed(sources: readonly string[], container: Container): Promise<string> {
  const [first] = sources;
  if (first === undefined) throw new RangeError('nothing to follow');
  const list = sources.map((file) => `file 'file:${file}'\n`).join('');
  const data = `data:text/plain;base64,${Buffer.from(list).toString('base64')}`;
  return remuxed(data, {
    container,
    opening: ['-f', 'concat', '-safe', '0', '-protocol_whitelist', 'file,data'],
    options: ['-map', '0'],
  });
}
