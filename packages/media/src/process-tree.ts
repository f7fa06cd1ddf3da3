/** Kills a process and everything in the group it leads. Never SIGTERM: ffmpeg would rename half a segment as whole. */
export function killTree(pid: number | undefined): void {
  if (pid === undefined) return;
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ESRCH';
}

/** The last lines of a stream that may be endless. */
export class BoundedTail {
  readonly #lines: string[] = [];
  readonly #maxLines: number;
  readonly #maxLineLength: number;

  constructor(maxLines = 200, maxLineLength = 500) {
    this.#maxLines = maxLines;
    this.#maxLineLength = maxLineLength;
  }

  add(line: string): void {
    this.#lines.push(line.slice(0, this.#maxLineLength));
    if (this.#lines.length > this.#maxLines) this.#lines.shift();
  }

  text(): string {
    return this.#lines.join('\n');
  }
}
