/** A seeded generator (mulberry32): the same seed gives the same numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const NASTY = [0x00, 0x01, 0x7f, 0x80, 0xff];

/**
 * A damaged copy: bytes changed where structure is (the first and last parts) and elsewhere, stretches
 * doubled, removed or zeroed, sizes made huge, the end cut off. Same seed, same file.
 */
export function mutate(original: Buffer, seed: number): Buffer {
  const random = seeded(seed);
  const below = (n: number) => Math.floor(random() * n);
  let data = Buffer.from(original);
  const place = () => {
    const region = random();
    if (region < 0.45) return below(Math.min(data.length, 4096));
    return region < 0.75
      ? Math.max(0, data.length - 1 - below(Math.min(data.length, 8192)))
      : below(data.length);
  };
  const rounds = 1 + below(12);
  for (let i = 0; i < rounds; i += 1) {
    const at = place();
    switch (below(7)) {
      case 0:
        data[at] = below(256);
        break;
      case 1:
        data[at] = NASTY[below(NASTY.length)] ?? 0;
        break;
      case 2:
        if (at + 4 <= data.length) data.writeUInt32BE([0, 1, 7, 0x7fffffff, 0xffffffff][below(5)] ?? 0, at);
        break;
      case 3: {
        const length = below(64);
        data = Buffer.concat([data.subarray(0, at), data.subarray(at, at + length), data.subarray(at)]);
        break;
      }
      case 4:
        data = Buffer.concat([data.subarray(0, at), data.subarray(at + below(64))]);
        break;
      case 5:
        data.fill(0, at, Math.min(data.length, at + below(256)));
        break;
      default:
        if (random() < 0.15) data = data.subarray(0, Math.max(16, below(data.length)));
        else if (at + 8 <= data.length) data.writeBigUInt64BE(BigInt(below(2 ** 31)) * 0xffff_ffffn, at);
    }
    if (data.length < 16) return data;
  }
  return data;
}
