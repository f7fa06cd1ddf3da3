import type { Refusal } from '@rostrum/domain';

/** The file itself is the reason: trying again cannot help. */
export class MediaRefusal extends Error {
  readonly reason: Refusal;
  readonly figures: Record<string, number>;

  constructor(reason: Refusal, figures: Record<string, number> = {}, options?: ErrorOptions) {
    super(`media refused: ${reason}`, options);
    this.name = 'MediaRefusal';
    this.reason = reason;
    this.figures = figures;
  }
}

export interface Ending {
  exitCode: number | null;
  killedBy: string | null;
  timedOut: boolean;
  stderrTail: string;
}

/** A tool ended otherwise than with exit code 0. `stderrTail` is bounded, and is for logs alone. */
export class MediaProcessError extends Error {
  readonly exitCode: number | null;
  /** The signal that ended it: a crash, or a limit of the system's. */
  readonly killedBy: string | null;
  readonly timedOut: boolean;
  readonly stderrTail: string;

  constructor(tool: string, ending: Ending, options?: ErrorOptions) {
    const how = ending.timedOut
      ? 'by running out of time'
      : `with ${ending.exitCode ?? ending.killedBy ?? 'nothing'}`;
    super(`${tool} ended ${how}`, options);
    this.name = 'MediaProcessError';
    this.exitCode = ending.exitCode;
    this.killedBy = ending.killedBy;
    this.timedOut = ending.timedOut;
    this.stderrTail = ending.stderrTail;
  }

  /** It ran, and ended badly: on hostile input that is the input's doing. False when it could not start. */
  get ran(): boolean {
    return this.timedOut || this.exitCode !== null || this.killedBy !== null;
  }
}
