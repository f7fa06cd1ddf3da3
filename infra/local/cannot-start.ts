/** Why the product cannot start or go on, and what to do, for the person at the terminal. */
export class CannotStart extends Error {
  /** What a programme printed, when that helps whoever looks into it. */
  readonly detail: string;
  constructor(message: string, options: { detail?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'CannotStart';
    this.detail = (options.detail ?? '').trim();
  }
}

const LAST_LINES = 20;

export function lastLines(text: string, count = LAST_LINES): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

export function errorCode(failure: unknown): string | undefined {
  if (!(failure instanceof Error) || !('code' in failure)) return undefined;
  return typeof failure.code === 'string' ? failure.code : undefined;
}
