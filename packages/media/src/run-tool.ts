import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { MediaProcessError } from './media-error.ts';
import { BoundedTail, killTree } from './process-tree.ts';
import { type Confinement, launch, type Tool } from './sandbox.ts';

export interface ToolOptions {
  confinement: Confinement;
  timeoutMs: number;
  /** Its standard input; without it there is none. */
  input?: Uint8Array;
  signal?: AbortSignal | undefined;
  /** Standard output above this many bytes ends the tool. */
  maxBytes: number;
  /** Called with every line of standard output; without it and `onBytes`, the text is returned. */
  onLine?: (line: string) => void;
  /** Called with standard output as it comes; nothing of it is kept. */
  onBytes?: (bytes: Buffer) => void;
  /** Called with every line of standard error. */
  onMessage?: (line: string) => void;
}

/**
 * Runs a tool whose standard output is wanted: ffprobe's text, or what ffmpeg decoded. Resolves on exit
 * code 0 alone; the process group is gone when it settles.
 */
export async function runTool(tool: Tool, args: readonly string[], options: ToolOptions): Promise<Buffer> {
  options.signal?.throwIfAborted();
  const { command, prefix } = await launch(tool, options.confinement);
  options.signal?.throwIfAborted();
  const tokens = [...prefix, ...args];
  const child =
    options.input === undefined
      ? spawn(command, tokens, { stdio: ['ignore', 'pipe', 'pipe'] })
      : spawn(command, tokens, { stdio: ['pipe', 'pipe', 'pipe'] });
  // Whoever has seen enough of it closes its end; how it ended is told by its exit code.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.input);
  const tail = new BoundedTail();
  const chunks: Buffer[] = [];
  let bytes = 0;
  let timedOut = false;
  let failure: Error | null = null;
  const kill = () => killTree(child.pid);
  const timer = setTimeout(() => {
    timedOut = true;
    kill();
  }, options.timeoutMs);
  options.signal?.addEventListener('abort', kill, { once: true });

  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > options.maxBytes) kill();
    else if (options.onBytes !== undefined) options.onBytes(chunk);
    else if (options.onLine === undefined) chunks.push(chunk);
  });
  if (options.onLine !== undefined) {
    const { onLine } = options;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (failure !== null || bytes > options.maxBytes) return;
      try {
        onLine(line);
      } catch (error) {
        failure = error instanceof Error ? error : new Error('line handler failed', { cause: error });
        kill();
      }
    });
  }
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.trim() === '') return;
    tail.add(line);
    options.onMessage?.(line);
  });

  try {
    const { exitCode, killedBy } = await new Promise<{ exitCode: number | null; killedBy: string | null }>(
      (resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, endedBy) => resolve({ exitCode: code, killedBy: endedBy }));
      },
    );
    options.signal?.throwIfAborted();
    if (failure !== null) throw failure;
    if (exitCode !== 0 || timedOut) {
      throw new MediaProcessError(tool, { exitCode, killedBy, timedOut, stderrTail: tail.text() });
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', kill);
    kill();
  }
}
