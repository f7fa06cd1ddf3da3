/** Why sending stands still by itself; it goes on by itself too. */
export type WaitingFor =
  | 'offline'
  | 'network'
  | 'stalled'
  | 'other_window'
  | 'server'
  /** Their disks are full. */
  | 'full'
  /** Something on the way answers in the server's place. */
  | 'between';

export interface SendProgress {
  /** Bytes that left this device, those on their way included. */
  readonly sentBytes: number;
  /** Bytes that the server said it has. */
  readonly safeBytes: number;
  readonly totalBytes: number;
  /** Null while it is being measured. */
  readonly bytesPerSecond: number | null;
}

export type SendState =
  | { readonly step: 'reading'; readonly share: number }
  | ({ readonly step: 'sending' | 'paused' } & SendProgress)
  | ({ readonly step: 'waiting'; readonly why: WaitingFor } & SendProgress)
  | { readonly step: 'sent'; readonly takeId: string | null }
  | {
      readonly step: 'stopped';
      readonly code: string;
      readonly title: string;
      readonly figures: Record<string, number>;
    };

export interface SendRequest {
  readonly file: File;
  readonly statementId: string;
  readonly partBytes: number;
  /** The unfinished take that this file belongs to, if any. */
  readonly takeId: string | null;
}

export interface Sender {
  readonly state: () => SendState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Ends sending here; what the server has stays there. */
  readonly stop: () => void;
  /** The take this goes into, once the server has begun it. */
  readonly takeId: () => string | null;
}
