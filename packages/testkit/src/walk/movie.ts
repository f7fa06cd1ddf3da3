import { walkSound } from './aac.ts';
import { boxesIn, type Found, walkBoxes } from './boxes.ts';
import { walkPicture } from './h264.ts';
import type { Tell } from './told.ts';

interface Range {
  start: number;
  end: number;
}

/** An init, a media segment or a whole MP4: every box, every sample, and no byte that is neither. */
export function walkMovie(data: Buffer, kind: 'picture' | 'sound' | 'both', tell: Tell): void {
  const media: Range[] = [];
  const samples: (Range & { of: 'picture' | 'sound' })[] = [];
  let fragment = 0;
  let track: Track | null = null;
  walkBoxes(data, tell, (path, found) => {
    const last = path.slice(path.lastIndexOf('/') + 1);
    if (path === 'mdat') media.push({ start: found.start, end: found.start + found.body.length });
    else if (path === 'moof') fragment = found.start - 8;
    else if (path === 'moof/traf/trun') {
      if (kind === 'both') throw new RangeError('a fragment of two kinds');
      for (const range of runOf(found, fragment)) samples.push({ ...range, of: kind });
    } else if (path === 'moov/trak') track = new Track();
    else track?.take(last, found);
    if (track?.complete && last === 'stco') for (const sample of track.samples()) samples.push(sample);
  });
  samples.sort((a, b) => a.start - b.start);
  let at = media[0]?.start ?? 0;
  samples.forEach((sample, i) => {
    if (sample.start !== at) {
      // The next run of samples may lie in the next fragment's data.
      const next = media.find(({ start }) => start === sample.start);
      const before = media.find(({ end }) => end === at);
      if (next === undefined || before === undefined)
        tell('mdat', `bytes that no sample owns before sample ${i}`);
    }
    at = sample.end;
    const bytes = data.subarray(sample.start, sample.end);
    if (sample.of === 'picture') walkPicture(bytes, `sample ${i}`, tell);
    else walkSound(bytes, `sample ${i}`, tell);
  });
  const owned = samples.reduce((sum, { start, end }) => sum + end - start, 0);
  const held = media.reduce((sum, { start, end }) => sum + end - start, 0);
  if (owned !== held) tell('mdat', `${held} bytes, of which samples own ${owned}`);
}

const HAS_OFFSET = 0x1;
const HAS_FIRST_FLAGS = 0x4;
const HAS_DURATION = 0x100;
const HAS_SIZE = 0x200;
const HAS_FLAGS = 0x400;
const HAS_TIME = 0x800;

function runOf({ body }: Found, fragment: number): Range[] {
  const flags = body.readUInt32BE(0) & 0xffffff;
  if (!(flags & HAS_OFFSET) || !(flags & HAS_SIZE)) throw new RangeError('a run without offset and sizes');
  let start = fragment + body.readInt32BE(8);
  const fields = [HAS_DURATION, HAS_SIZE, HAS_FLAGS, HAS_TIME].filter((flag) => flags & flag);
  const first = 12 + (flags & HAS_FIRST_FLAGS ? 4 : 0);
  const size = first + 4 * fields.indexOf(HAS_SIZE);
  return Array.from({ length: body.readUInt32BE(4) }, (_, i) => {
    const end = start + body.readUInt32BE(size + i * 4 * fields.length);
    const range = { start, end };
    start = end;
    return range;
  });
}

/** A track's sample table: which chunk holds how many samples, of what size, and where it lies. */
class Track {
  #kind = '';
  readonly #tables = new Map<string, Buffer>();

  take(type: string, found: Found): void {
    if (type === 'hdlr') this.#kind = found.body.toString('latin1', 8, 12);
    if (['stsc', 'stsz', 'stco'].includes(type)) this.#tables.set(type, found.body);
  }

  get complete(): boolean {
    return ['stsc', 'stsz', 'stco'].every((type) => this.#tables.has(type));
  }

  *samples(): Generator<Range & { of: 'picture' | 'sound' }> {
    const [chunks, sizes, offsets] = ['stsc', 'stsz', 'stco'].map((type) => this.#tables.get(type));
    if (chunks === undefined || sizes === undefined || offsets === undefined) return;
    const sizeOf = (i: number) => sizes.readUInt32BE(4) || sizes.readUInt32BE(12 + i * 4);
    const runs = chunks.readUInt32BE(4);
    let sample = 0;
    let run = 0;
    for (let chunk = 0; chunk < offsets.readUInt32BE(4); chunk += 1) {
      while (run + 1 < runs && chunks.readUInt32BE(8 + (run + 1) * 12) <= chunk + 1) run += 1;
      let start = offsets.readUInt32BE(8 + chunk * 4);
      for (let i = 0; i < chunks.readUInt32BE(12 + run * 12); i += 1) {
        const end = start + sizeOf(sample);
        yield { start, end, of: this.#kind === 'vide' ? 'picture' : 'sound' };
        start = end;
        sample += 1;
      }
    }
  }
}

/** Whether an init or a segment's path tells picture from sound; an init says it itself. */
export function kindOfInit(data: Buffer): 'picture' | 'sound' {
  const quiet = () => undefined;
  let kind: 'picture' | 'sound' = 'picture';
  for (const top of boxesIn(data, '', quiet))
    if (top.type === 'moov' && top.body.includes('soun')) kind = 'sound';
  return kind;
}
