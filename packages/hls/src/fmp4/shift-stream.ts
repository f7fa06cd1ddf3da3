import { HlsError } from '../errors.ts';
import {
  firstBaseTime,
  numberOf,
  patchMoof,
  resolveShift,
  type Shift,
  type ShiftOptions,
  shiftSidx,
  type Ticks,
} from './base-time.ts';
import { readBoxHeader, walkBoxes } from './boxes.ts';

/** A moof of two seconds holds some hundred bytes; more than this is no segment of ours. */
export const MAX_HELD_BYTES = 1024 * 1024;

/**
 * The same bytes as `shiftBaseTime`, while they stream: everything up to the end of each moof is held,
 * sample data passes through in the chunks it came in. Suits `pipeline(source, shiftBaseTimeStream(…), sink)`.
 * Throws HlsError when the stream ends inside a box, so that a cut-off object is never taken for a whole one.
 */
export function shiftBaseTimeStream(
  shift: Ticks | Shift,
  options: ShiftOptions = {},
): (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array, void, void> {
  return async function* shifted(source) {
    const state = new ShiftState(shift, options);
    for await (const chunk of source) yield* state.take(chunk);
    state.finish();
  };
}

class ShiftState {
  readonly #shift: Ticks | Shift;
  readonly #options: ShiftOptions;
  #held: Uint8Array = new Uint8Array(0);
  /** Bytes of the current sample data that are still to pass; Infinity when the box runs to the end. */
  #passing = 0;
  #by: bigint | null = null;
  #fragments = 0;

  constructor(shift: Ticks | Shift, options: ShiftOptions) {
    this.#shift = shift;
    this.#options = options;
  }

  *take(chunk: Uint8Array): Generator<Uint8Array> {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#passing > 0) {
        const passed = rest.subarray(0, Math.min(rest.length, this.#passing));
        this.#passing -= passed.length;
        rest = rest.subarray(passed.length);
        yield passed;
        continue;
      }
      this.#held = this.#held.length === 0 ? rest : Buffer.concat([this.#held, rest]);
      rest = new Uint8Array(0);
      const ready = this.#readyBytes();
      if (ready === null) continue;
      rest = this.#held.subarray(ready);
      const head = this.#patch(this.#held.slice(0, ready));
      this.#held = new Uint8Array(0);
      yield head;
    }
  }

  finish(): void {
    if (this.#held.length > 0 || (this.#passing > 0 && this.#passing !== Number.POSITIVE_INFINITY)) {
      throw new HlsError('malformed-media', 'the segment ends inside a box');
    }
    if (this.#fragments === 0) throw new HlsError('malformed-media', 'the segment has no moof box');
  }

  /**
   * How many of the held bytes can leave: up to the end of a moof or of a media header. Boxes before the
   * first moof are kept with it, because a sidx there can only be moved once the first time is known.
   */
  #readyBytes(): number | null {
    let at = 0;
    while (true) {
      const header = readBoxHeader(this.#held, at);
      if (header === null) return this.#wait();
      if (header.type === 'mdat') {
        if (header.boxBytes === null) this.#passing = Number.POSITIVE_INFINITY;
        else this.#passing = header.boxBytes - header.headerBytes;
        return at + header.headerBytes;
      }
      if (header.boxBytes === null || at + header.boxBytes > MAX_HELD_BYTES) {
        throw new HlsError('malformed-media', `box ${header.type} is too large for a media segment`);
      }
      if (at + header.boxBytes > this.#held.length) return this.#wait();
      at += header.boxBytes;
      if (header.type === 'moof' || (this.#fragments > 0 && at === this.#held.length)) return at;
    }
  }

  #wait(): null {
    if (this.#held.length > MAX_HELD_BYTES) {
      throw new HlsError('malformed-media', 'no media within the first megabyte of the segment');
    }
    return null;
  }

  #patch(head: Uint8Array): Uint8Array {
    for (const box of wholeBoxes(head)) {
      if (box.type === 'moof') {
        const by = this.#resolve(head);
        patchMoof(head, box, by, numberOf(this.#options, this.#fragments++));
      } else if (box.type === 'sidx') {
        shiftSidx(head, box, this.#resolve(head));
      }
    }
    return head;
  }

  #resolve(head: Uint8Array): bigint {
    this.#by ??= resolveShift(this.#shift, () => {
      const base = firstBaseTime(head.subarray(0, endOfWholeBoxes(head)));
      if (base === null) throw new HlsError('malformed-media', 'the segment has no tfdt box');
      return base;
    });
    return this.#by;
  }
}

/** The last box of a head may be a media header whose data follows later. */
function endOfWholeBoxes(head: Uint8Array): number {
  let at = 0;
  while (at < head.length) {
    const header = readBoxHeader(head, at);
    if (header === null || header.boxBytes === null || at + header.boxBytes > head.length) break;
    at += header.boxBytes;
  }
  return at;
}

function wholeBoxes(head: Uint8Array) {
  return walkBoxes(head, 0, endOfWholeBoxes(head));
}
