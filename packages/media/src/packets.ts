import { inputUrl, openTokens } from './hostile-input.ts';
import { MediaRefusal } from './media-error.ts';
import type { Probed } from './probe.ts';
import { runTool } from './run-tool.ts';

export interface StreamPackets {
  count: number;
  bytes: number;
  /** First and last moment of showing, in microseconds of the file's own time; null without timestamps. */
  startUs: number | null;
  endUs: number | null;
  /** Showing times of video packets, sorted. Empty for other streams. */
  timesUs: number[];
}

export function packetTokens(file: string): string[] {
  return [
    '-v',
    'error',
    ...openTokens(),
    '-show_entries',
    'packet=stream_index,pts,dts,duration,size,flags',
    '-of',
    'csv=p=0',
    inputUrl(file),
  ];
}

/**
 * Reads every packet's timestamps, without decoding. This is what the length is judged on before the decode:
 * containers' own lengths are wrong in both directions.
 */
export async function walkPackets(
  file: string,
  probed: Probed,
  options: { maxPackets: number; timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<Map<number, StreamPackets>> {
  const walks = new Map<number, Walk>();
  for (const stream of probed.streams)
    walks.set(stream.index, new Walk(stream.codec_type === 'video', stream.time_base));
  let total = 0;
  await runTool('ffprobe', packetTokens(file), {
    confinement: { read: [file], write: [] },
    timeoutMs: options.timeoutMs,
    signal: options.signal,
    maxBytes: options.maxPackets * 100,
    onLine: (line) => {
      total += 1;
      if (total > options.maxPackets) throw new MediaRefusal('too_long', { packets: total });
      const [index, pts, dts, duration, size, flags] = line.split(',');
      walks
        .get(Number(index))
        ?.add(integer(pts) ?? integer(dts), integer(duration), integer(size) ?? 0, flags ?? '');
    },
  });
  return new Map([...walks].map(([index, walk]) => [index, walk.done()]));
}

function integer(text: string | undefined): number | null {
  const value = Number(text === '' ? Number.NaN : text);
  return Number.isSafeInteger(value) ? value : null;
}

class Walk {
  readonly #video: boolean;
  readonly #usPerTick: number;
  readonly #times: number[] = [];
  #count = 0;
  #bytes = 0;
  #firstKey: number | null = null;
  #start: number | null = null;
  #end: number | null = null;
  #lastDuration: number | null = null;

  constructor(video: boolean, timeBase: { num: number; den: number } | null) {
    this.#video = video;
    this.#usPerTick = timeBase === null ? 0 : (timeBase.num / timeBase.den) * 1e6;
  }

  add(time: number | null, duration: number | null, size: number, flags: string): void {
    // "D": an edit list keeps this packet for decoding only, it is never shown.
    if (flags.includes('D') || size === 0) return;
    this.#count += 1;
    this.#bytes += size;
    if (time === null || this.#usPerTick === 0) return;
    const us = time * this.#usPerTick;
    if (this.#video) {
      if (this.#firstKey === null) {
        if (!flags.includes('K')) return;
        this.#firstKey = us;
      }
      this.#times.push(us);
    }
    if (this.#start === null || us < this.#start) this.#start = us;
    if (this.#end === null || us >= this.#end) {
      this.#end = us;
      this.#lastDuration = duration === null || duration <= 0 ? null : duration * this.#usPerTick;
    }
  }

  done(): StreamPackets {
    // Pictures shown before the first key picture cannot be decoded.
    const times = this.#times.filter((us) => us >= (this.#firstKey ?? 0)).sort((a, b) => a - b);
    const start = this.#video ? (times[0] ?? null) : this.#start;
    let end = this.#end;
    if (start !== null && end !== null) {
      const average = times.length > 1 ? (end - start) / (times.length - 1) : 0;
      end += this.#lastDuration ?? average;
    }
    return { count: this.#count, bytes: this.#bytes, startUs: start, endUs: end, timesUs: times };
  }
}
