/** One box of an ISO or QuickTime file: `start` is its size field, `body` its first byte after the type. */
export interface Box {
  type: string;
  start: number;
  body: number;
  end: number;
}

/** Where a box's children begin in its body; absent: it has none that are looked for. */
const CHILDREN_AT: Record<string, number> = {
  moov: 0,
  trak: 0,
  mdia: 0,
  minf: 0,
  stbl: 0,
  dinf: 0,
  edts: 0,
  udta: 0,
  moof: 0,
  traf: 0,
  dref: 8,
  stsd: 8,
  avc1: 78,
  hvc1: 78,
  encv: 78,
  mp4a: 28,
  enca: 28,
};

export function boxesIn(data: Buffer, from = 0, to = data.length): Box[] {
  const boxes: Box[] = [];
  let at = from;
  while (at + 8 <= to) {
    let length = data.readUInt32BE(at);
    let body = at + 8;
    if (length === 1 && at + 16 <= to) {
      length = Number(data.readBigUInt64BE(at + 8));
      body = at + 16;
    } else if (length === 0) length = to - at;
    if (length < body - at || at + length > to) break;
    boxes.push({ type: data.toString('latin1', at + 4, at + 8), start: at, body, end: at + length });
    at += length;
  }
  return boxes;
}

export function childrenOf(data: Buffer, box: Box): Box[] {
  const offset = CHILDREN_AT[box.type];
  return offset === undefined ? [] : boxesIn(data, box.body + offset, box.end);
}

/** The boxes on the way to one: "moov/trak:1/mdia/mdhd" is in the second track. Throws when there is none. */
export function boxPath(data: Buffer, path: string): Box[] {
  const way: Box[] = [];
  let siblings = boxesIn(data);
  for (const step of path.split('/')) {
    const [type, number = '0'] = step.split(':');
    const box = siblings.filter((candidate) => candidate.type === type)[Number(number)];
    if (box === undefined) throw new Error(`no box ${path}`);
    way.push(box);
    siblings = childrenOf(data, box);
  }
  return way;
}

export function boxAt(data: Buffer, path: string): Box {
  const box = boxPath(data, path).at(-1);
  if (box === undefined) throw new Error(`no box ${path}`);
  return box;
}

export function makeBox(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length, 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
}

/** Puts bytes in place of a stretch inside of the box at `path`, and makes all boxes around it as long as they now are. */
export function spliced(data: Buffer, path: string, from: number, to: number, bytes: Buffer): Buffer {
  const out = Buffer.concat([data.subarray(0, from), bytes, data.subarray(to)]);
  for (const box of boxPath(data, path))
    out.writeUInt32BE(box.end - box.start + bytes.length - (to - from), box.start);
  return out;
}

/** A box with another body. Chunk offsets stay right only where the index comes after the data. */
export function withBody(data: Buffer, path: string, body: Buffer): Buffer {
  const box = boxAt(data, path);
  return spliced(data, path, box.body, box.end, body);
}
