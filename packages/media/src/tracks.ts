import { createHash } from 'node:crypto';
import type { RenditionName } from '@rostrum/domain';

export type TrackName = RenditionName | 'audio';

/** A whole segment, on disk, that will not change again. Times are in the track's own timescale. */
export interface WrittenSegment {
  track: TrackName;
  file: string;
  /** Counted from 0 within the track. */
  index: number;
  startTicks: number;
  durationTicks: number;
  bytes: number;
}

export interface WrittenInit {
  track: TrackName;
  file: string;
  bytes: number;
  sha256: string;
}

export interface WrittenTrack {
  track: TrackName;
  init: WrittenInit;
  timescale: number;
  codecs: string;
  width: number | null;
  height: number | null;
  segments: WrittenSegment[];
}

/** Told of each file as soon as it is whole, a track's init first, its segments in order. May be slow: nothing waits for it but the end. */
export interface TrackListener {
  onInit?: ((init: WrittenInit) => void | Promise<void>) | undefined;
  onSegment?: ((segment: WrittenSegment) => void | Promise<void>) | undefined;
}

export function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Calls the listener one file at a time and keeps its first failure for whoever drains it. */
export class Announcer {
  readonly #listener: TrackListener;
  #queue: Promise<void> = Promise.resolve();
  #failed: { error: unknown } | null = null;
  readonly #onFailure: (error: unknown) => void;

  constructor(listener: TrackListener, onFailure: (error: unknown) => void) {
    this.#listener = listener;
    this.#onFailure = onFailure;
  }

  init(init: WrittenInit): void {
    this.#next(() => this.#listener.onInit?.(init));
  }

  segment(segment: WrittenSegment): void {
    this.#next(() => this.#listener.onSegment?.(segment));
  }

  async drain(): Promise<void> {
    await this.#queue;
    if (this.#failed !== null) throw this.#failed.error;
  }

  #next(work: () => void | Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#failed !== null) return;
      try {
        await work();
      } catch (error) {
        this.#failed = { error };
        this.#onFailure(error);
      }
    });
  }
}
