import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AAC_FRAME, AUDIO_PROFILE, AUDIO_RATE } from '@rostrum/domain';
import { AdtsReader, aacInit, aacSegment } from './aac-segments.ts';
import { JOIN_FADE_SAMPLES, type SampleRange } from './audio-run.ts';
import { fragmentSamples } from './boxes.ts';
import { inputUrl, openTokens } from './hostile-input.ts';
import { runFfmpeg } from './runner.ts';
import { fits, type Gap, gainAt, gapsOf, mirrored, planSound, type SoundSpan } from './splice-plan.ts';

export interface SpliceSound {
  /** The take's levelled sound as one file: its init, then every segment. */
  audioFile: string;
  kept: readonly SampleRange[];
  /** Where each kept stretch's picture starts in the cut, in samples. */
  startsAt: readonly number[];
  /** AAC frames of the cut. */
  frames: number;
  /** For files of this work alone. */
  dir: string;
  timeoutMs: number;
  signal: AbortSignal;
}

export interface SplicedSound {
  frames: Buffer[];
  /** Which of them are new: first, and first that is the take's again. In order. */
  fresh: { first: number; end: number }[];
}

/** Frames before and after an edge that the encoder hears, so that it decides as it did for the whole take. */
const CONTEXT = 8;
/** How far an edge may move inward to where both sides have plain long windows. */
const SEARCH = 16;
const CHANNELS = AUDIO_PROFILE.channels;
const BLOCK_FLOATS = AAC_FRAME * CHANNELS;

/**
 * The cut's AAC frames: the take's own where all that is heard in them is kept, and new ones at the edges,
 * encoded from sound in which everything that is not kept is silence. No sample of the rest is in any frame.
 */
export async function spliceSound(work: SpliceSound): Promise<SplicedSound> {
  const take = fragmentSamples(await readFile(work.audioFile));
  const spans = planSound(work.kept, work.startsAt, work.frames, take.length, JOIN_FADE_SAMPLES);
  const gaps = gapsOf(spans, work.frames);
  const regions = gaps.map((gap) => ({
    first: Math.max(0, gap.first - SEARCH - CONTEXT),
    end: Math.min(work.frames, gap.last + 2 + SEARCH + CONTEXT),
  }));
  const pcm = await decodeBlocks(work, take, neededBlocks(spans, regions, take.length));
  const sound = regions.map((region) => render(region, spans, pcm));
  const encoded = await encode(work, sound);

  const out: (Buffer | undefined)[] = Array.from({ length: work.frames });
  for (const { copy, shift } of spans) {
    if (copy === null) continue;
    for (let k = copy.first; k <= copy.last; k += 1) out[k] = take[k + shift];
  }
  const fresh: SplicedSound['fresh'] = [];
  let offset = 0;
  gaps.forEach((gap, i) => {
    const region = regions[i] ?? { first: 0, end: 0 };
    // The encoder's frame f is heard in its input's blocks f − 1 and f.
    const made = (k: number) => encoded[offset + k - region.first + 1];
    const first = moveBack(gap, out, made, region.first);
    let end = first;
    for (; end <= moveOn(gap, out, made, take); end += 1) out[end] = made(end);
    fresh.push({ first, end });
    offset += region.end - region.first;
  });
  const frames = out.map((frame, k) => {
    if (frame === undefined) throw new RangeError(`the cut's sound has no frame ${k}`);
    return frame;
  });
  return { frames, fresh };
}

type Fresh = (k: number) => Buffer | undefined;

/** First frame of a gap, moved back to where a copied frame is followed well by a fresh one. */
function moveBack(gap: Gap, out: readonly (Buffer | undefined)[], fresh: Fresh, limit: number): number {
  if (gap.first === 0) return 0;
  for (let k = gap.first; k > Math.max(limit + 2, gap.first - SEARCH); k -= 1)
    if (fits(out[k - 1], fresh(k - 1), fresh(k))) return k;
  return gap.first;
}

/** Last frame of a gap, moved on to where a fresh frame is followed well by a copied one. */
function moveOn(
  gap: Gap,
  out: readonly (Buffer | undefined)[],
  fresh: Fresh,
  take: readonly Buffer[],
): number {
  if (gap.after === null) return gap.last;
  for (let k = gap.last; k < gap.last + SEARCH; k += 1)
    if (fits(fresh(k), take[k + gap.after], out[k + 1])) return k;
  return gap.last;
}

interface Region {
  /** Output blocks: first, and first that is not. */
  first: number;
  end: number;
}

/** Every kept sample that is heard in a region, in order: where it stands there, and where in the take. */
function* heard(region: Region, spans: readonly SoundSpan[]) {
  for (const span of spans) {
    const { shift, kept, fadeIn, fadeOut } = span;
    const first = Math.max(region.first * AAC_FRAME, fadeIn.start);
    const end = Math.min(region.end * AAC_FRAME, fadeOut.end);
    for (let sample = first; sample < end; sample += 1)
      yield { sample, gain: gainAt(sample, span), from: mirrored(sample + shift * AAC_FRAME, kept) };
  }
}

function neededBlocks(spans: readonly SoundSpan[], regions: readonly Region[], takeBlocks: number): number[] {
  const needed = new Set<number>();
  for (const region of regions)
    for (const { from } of heard(region, spans)) needed.add(Math.floor(from / AAC_FRAME));
  return [...needed].filter((block) => block < takeBlocks).sort((x, y) => x - y);
}

/** A block is right when the two frames before its own went in as well. */
const WARM_UP = 2;

async function decodeBlocks(
  work: SpliceSound,
  take: readonly Buffer[],
  blocks: readonly number[],
): Promise<Map<number, Float32Array>> {
  const order: { block: number; wanted: boolean }[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const block of blocks) {
    for (let warm = Math.max(0, last + 1, block - WARM_UP); warm < block; warm += 1)
      order.push({ block: warm, wanted: false });
    order.push({ block, wanted: true });
    last = block;
  }
  const file = path.join(work.dir, 'edges.mp4');
  const raw = path.join(work.dir, 'edges.decoded');
  const frames = order.map(({ block }) => take[block] ?? Buffer.alloc(0));
  await writeFile(file, Buffer.concat([aacInit(), aacSegment(frames, 0, 1)]));
  await runFfmpeg(
    {
      inputs: [{ options: ['-v', 'error', ...openTokens()], file: inputUrl(file) }],
      outputs: [{ options: ['-map', '0:a:0', '-c:a', 'pcm_f32le', '-f', 'f32le'], file: raw }],
    },
    { confinement: { read: [file], write: [work.dir] }, timeoutMs: work.timeoutMs, signal: work.signal },
  );
  const bytes = await readFile(raw);
  await Promise.all([rm(file), rm(raw)]);
  const floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  if (floats.length < order.length * BLOCK_FLOATS) throw new RangeError('less sound decoded than went in');
  const found = new Map<number, Float32Array>();
  order.forEach(({ block, wanted }, i) => {
    if (wanted) found.set(block, floats.subarray(i * BLOCK_FLOATS, (i + 1) * BLOCK_FLOATS));
  });
  return found;
}

/** The region's sound: kept samples, each stretch faded into the next, and nothing else. */
function render(
  region: Region,
  spans: readonly SoundSpan[],
  pcm: ReadonlyMap<number, Float32Array>,
): Float32Array {
  const out = new Float32Array((region.end - region.first) * BLOCK_FLOATS);
  for (const { sample, gain, from } of heard(region, spans)) {
    const block = pcm.get(Math.floor(from / AAC_FRAME));
    if (block === undefined) continue;
    const to = (sample - region.first * AAC_FRAME) * CHANNELS;
    for (let channel = 0; channel < CHANNELS; channel += 1)
      out[to + channel] =
        (out[to + channel] ?? 0) + gain * (block[(from % AAC_FRAME) * CHANNELS + channel] ?? 0);
  }
  return out;
}

/** Encodes the regions one after the other; the encoder puts one frame of its own in front. */
async function encode(work: SpliceSound, regions: readonly Float32Array[]): Promise<Buffer[]> {
  const raw = path.join(work.dir, 'edges.f32');
  const adts = path.join(work.dir, 'edges.aac');
  await writeFile(raw, Buffer.concat(regions.map((r) => Buffer.from(r.buffer, r.byteOffset, r.byteLength))));
  await runFfmpeg(
    {
      inputs: [
        {
          options: [
            '-v',
            'error',
            '-protocol_whitelist',
            'file',
            '-f',
            'f32le',
            '-ar',
            String(AUDIO_RATE),
            '-ac',
            String(CHANNELS),
          ],
          file: inputUrl(raw),
        },
      ],
      outputs: [
        {
          options: [
            '-c:a',
            'aac',
            '-profile:a',
            'aac_low',
            '-b:a',
            String(AUDIO_PROFILE.bitrateBps),
            '-flags:a',
            '+bitexact',
            '-fflags',
            '+bitexact',
            '-f',
            'adts',
          ],
          file: adts,
        },
      ],
    },
    { confinement: { read: [raw], write: [work.dir] }, timeoutMs: work.timeoutMs, signal: work.signal },
  );
  const frames = new AdtsReader().push(await readFile(adts));
  await Promise.all([rm(raw), rm(adts)]);
  return frames;
}
