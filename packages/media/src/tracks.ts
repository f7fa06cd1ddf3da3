import { createHash } from 'node:crypto';
import type { RenditionName } from '@rostrum/domain';

export type TrackName = RenditionName | 'audio';

/**
 * A whole segment, on disk, that will not change again. Times are in the track's own timescale; where the file is
 * a take's and the segment a cut's, the file itself still has the take's time.
 */
export interface WrittenSegment {
  track: TrackName;
  file: string;
  /** Counted from 0 within the track. */
  index: number;
  startTicks: number;
  durationTicks: number;
  bytes: number;
}

/** Of a cut: the take's segment as it is, but for its time, which is the cut's here and still the take's there. */
export interface WholeSegment {
  track: RenditionName;
  /** Counted from 0 within the take's track. */
  segment: number;
  /** Counted from 0 within the cut's track. */
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

/**
 * Told of each file as soon as it is whole, a few at a time, a track's init before its segments. Those come in
 * order, but of a spliced cut, whose edges are encoded while the rest is told. May be slow: nothing waits for it
 * but the end.
 */
export interface TrackListener {
  onInit?: ((init: WrittenInit) => void | Promise<void>) | undefined;
  onSegment?: ((segment: WrittenSegment) => void | Promise<void>) | undefined;
  /** In the place of `onSegment`, where a cut uses its take's. */
  onWhole?: ((whole: WholeSegment) => void | Promise<void>) | undefined;
}

export function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Storing waits for disks and networks far more than it works. */
const TOLD_AT_ONCE = 6;
/** What a player begins with is told before all that waits. */
const FIRST_SEGMENTS = 2;

/** Calls the listener for a few files at a time, and keeps its first failure for whoever drains it. */
export class Announcer {
  readonly #listener: TrackListener;
  readonly #onFailure: (error: unknown) => void;
  readonly #first: (() => Promise<void>)[] = [];
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #inits = new Map<TrackName, Promise<void>>();
  readonly #ends: (() => void)[] = [];
  #running = 0;
  #failed: { error: unknown } | null = null;

  constructor(listener: TrackListener, onFailure: (error: unknown) => void) {
    this.#listener = listener;
    this.#onFailure = onFailure;
  }

  init(init: WrittenInit): void {
    this.#inits.set(
      init.track,
      new Promise((told) => {
        this.#next(this.#first, async () => {
          try {
            await this.#listener.onInit?.(init);
          } finally {
            told();
          }
        });
      }),
    );
  }

  /** Its init was announced before, so that it is being told or has been when this one's turn comes. */
  segment(segment: WrittenSegment): void {
    this.#segment(segment, () => this.#listener.onSegment?.(segment));
  }

  whole(whole: WholeSegment): void {
    this.#segment(whole, () => this.#listener.onWhole?.(whole));
  }

  /** What has not begun is not told any more. */
  stop(error: unknown): void {
    this.#failed ??= { error };
    this.#first.length = 0;
    this.#waiting.length = 0;
  }

  /** When this settles, the listener is at rest. */
  async drain(): Promise<void> {
    if (this.#running > 0) await new Promise<void>((end) => this.#ends.push(end));
    if (this.#failed !== null) throw this.#failed.error;
  }

  #segment(
    { track, index }: { track: TrackName; index: number },
    tell: () => void | Promise<void> | undefined,
  ): void {
    this.#next(index < FIRST_SEGMENTS ? this.#first : this.#waiting, async () => {
      await this.#inits.get(track);
      if (this.#failed === null) await tell();
    });
  }

  #next(queue: (() => Promise<void>)[], work: () => Promise<void>): void {
    if (this.#failed !== null) return;
    queue.push(work);
    if (this.#running < TOLD_AT_ONCE) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running += 1;
    const take = () => this.#first.shift() ?? this.#waiting.shift();
    for (let work = take(); work !== undefined; work = take()) {
      try {
        await work();
      } catch (error) {
        const first = this.#failed === null;
        this.stop(error);
        if (first) this.#onFailure(error);
      }
    }
    this.#running -= 1;
    if (this.#running === 0) for (const end of this.#ends.splice(0)) end();
  }
}
