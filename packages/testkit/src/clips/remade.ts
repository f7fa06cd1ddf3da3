import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A clip written once more, beside it and once per machine: `{in}` in the tokens stands for its name. */
export async function remade(file: string, tokens: readonly string[], extension: string): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([file, tokens]))
    .digest('hex')
    .slice(0, 24);
  const made = path.join(path.dirname(file), `${key}.${extension}`);
  if (existsSync(made)) return made;
  const partial = path.join(path.dirname(file), `${key}.${process.pid}.${extension}`);
  const given = tokens.map((token) => token.replace('{in}', file));
  try {
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...given, partial], {
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    await rename(partial, made);
  } finally {
    await rm(partial, { force: true });
  }
  return made;
}
