/** Hand-made fragmented MP4, so that box tests need no encoder and reach layouts that ffmpeg does not write. */

export function box(type: string, ...parts: Uint8Array[]): Uint8Array {
  const body = Buffer.concat(parts);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length);
  header.write(type, 4, 'latin1');
  return new Uint8Array(Buffer.concat([header, body]));
}

export function u32(...values: number[]): Uint8Array {
  const out = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) out.writeUInt32BE(value >>> 0, at * 4);
  return new Uint8Array(out);
}

export function u64(value: bigint): Uint8Array {
  const out = Buffer.alloc(8);
  out.writeBigUInt64BE(value);
  return new Uint8Array(out);
}

export interface FragmentOptions {
  baseTime: bigint;
  version?: 0 | 1;
  sequenceNumber?: number;
  sampleBytes?: number[];
  /** Per-sample durations; else 1024 by default in tfhd. */
  durations?: number[];
  /** Extra boxes inside traf. */
  extra?: Uint8Array[];
}

export function fragment(options: FragmentOptions): Uint8Array {
  const { baseTime, version = 1, sampleBytes = [10, 20, 30], durations } = options;
  const tfdt = box('tfdt', u32(version << 24), version === 1 ? u64(baseTime) : u32(Number(baseTime)));
  const rows = sampleBytes.flatMap((size, at) => (durations ? [durations[at] ?? 1024, size] : [size]));
  const build = (dataOffset: number) =>
    box(
      'moof',
      box('mfhd', u32(0, options.sequenceNumber ?? 1)),
      box(
        'traf',
        box('tfhd', u32(0x2_0008, 1, 1024)),
        tfdt,
        box('trun', u32(durations ? 0x301 : 0x201, sampleBytes.length, dataOffset), u32(...rows)),
        ...(options.extra ?? []),
      ),
    );
  const moof = build(build(0).length + 8);
  return new Uint8Array(Buffer.concat([moof, box('mdat', sampleData(sampleBytes))]));
}

/** Every byte of sample n is n + 1. */
export function sampleData(sampleBytes: number[]): Uint8Array {
  return new Uint8Array(Buffer.concat(sampleBytes.map((size, at) => Buffer.alloc(size, at + 1))));
}

export function sidx(version: 0 | 1, earliest: bigint): Uint8Array {
  const times = version === 1 ? [u64(earliest), u64(0n)] : [u32(Number(earliest), 0)];
  return box('sidx', u32(version << 24, 1, 90_000), ...times, u32(0));
}

export function join(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

export async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return join(...chunks);
}
