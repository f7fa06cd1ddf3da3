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
      walks.get(Number(index))?.add({
        pts: integer(pts),
        dts: integer(dts),
        duration: integer(duration),
        size: integer(size) ?? 0,
        flags: flags ?? '',
      });
    },
  });
  return new Map([...walks].map(([index, walk]) => [index, walk.done()]));
}

function integer(text: string | undefined): number | null {
  const value = Number(text === '' ? Number.NaN : text);
  return Number.isSafeInteger(value) ? value : null;
}

interface Packet {
  pts: number | null;
  dts: number | null;
  duration: number | null;
  size: number;
  flags: string;
}

class Walk {
  readonly #video: boolean;
  readonly #usPerTick: number;
  readonly #shown: { us: number; lengthUs: number | null }[] = [];
  /** Packets that say when they are decoded, not when they are shown. */
  readonly #unsaid: { us: number; lengthUs: number | null }[] = [];
  readonly #lag = { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };
  #count = 0;
  #bytes = 0;
  #keySeen = false;
  #firstKeyUs: number | null = null;

  constructor(video: boolean, timeBase: { num: number; den: number } | null) {
    this.#video = video;
    this.#usPerTick = timeBase === null ? 0 : (timeBase.num / timeBase.den) * 1e6;
  }

  add({ pts, dts, duration, size, flags }: Packet): void {
    if (size === 0) return;
    const time = pts ?? dts;
    // "D": an edit list keeps this packet for decoding only, it is never shown. A trimmed recording's first
    // key picture may be one of them, and what follows it can be decoded.
    if (flags.includes('D')) {
      if (this.#video && !this.#keySeen && time !== null && flags.includes('K')) {
        this.#keySeen = true;
        this.#firstKeyUs = time * this.#usPerTick;
      }
      return;
    }
    this.#count += 1;
    this.#bytes += size;
    if (time === null || this.#usPerTick === 0) return;
    if (this.#video && !this.#keySeen) {
      if (!flags.includes('K')) return;
      this.#keySeen = true;
      this.#firstKeyUs = time * this.#usPerTick;
    }
    const lengthUs = duration === null || duration <= 0 ? null : duration * this.#usPerTick;
    const moment = { us: time * this.#usPerTick, lengthUs };
    if (pts === null) {
      this.#unsaid.push(moment);
      return;
    }
    this.#shown.push(moment);
    if (dts !== null) {
      const lag = (pts - dts) * this.#usPerTick;
      this.#lag.least = Math.min(this.#lag.least, lag);
      this.#lag.most = Math.max(this.#lag.most, lag);
    }
  }

  done(): StreamPackets {
    const lag = this.#lag.least === this.#lag.most ? this.#lag.least : 0;
    const all = [...this.#shown, ...this.#unsaid.map(({ us, lengthUs }) => ({ us: us + lag, lengthUs }))];
    const firstKeyUs = this.#firstKeyUs ?? 0;
    // Pictures shown before the first key picture cannot be decoded.
    const moments = (this.#video ? all.filter(({ us }) => us >= firstKeyUs) : all).sort(
      (a, b) => a.us - b.us,
    );
    const first = moments[0];
    const last = moments.at(-1);
    const average =
      first !== undefined && last !== undefined && moments.length > 1
        ? (last.us - first.us) / (moments.length - 1)
        : 0;
    return {
      count: this.#count,
      bytes: this.#bytes,
      startUs: first?.us ?? null,
      endUs: last === undefined ? null : last.us + (last.lengthUs ?? average),
      timesUs: this.#video ? moments.map(({ us }) => us) : [],
    };
  }
}
