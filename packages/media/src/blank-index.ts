import { open } from 'node:fs/promises';
import { type Box, boxesIn } from './boxes.ts';

const CONTAINERS = new Set(['moov', 'trak', 'mdia']);
const HEAD_BYTES = 16;
/** Version and flags, pre_defined, the handler's type, three reserved words; its name follows. */
const HANDLER_NAME = 24;
const MAX_BOXES = 64;

/**
 * Takes out of a written MP4's index what tells of the muxer: user data becomes empty padding and handlers
 * lose their names. Every byte stays where it is, so that the index goes on pointing at the samples.
 */
export async function blankIndex(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const { size: end } = await handle.stat();
    const head = Buffer.alloc(HEAD_BYTES);
    for (let at = 0, seen = 0; at < end && seen < MAX_BOXES; seen += 1) {
      await handle.read(head, 0, HEAD_BYTES, at);
      const declared = head.readUInt32BE(0);
      const size = declared === 1 ? Number(head.readBigUInt64BE(8)) : declared || end - at;
      if (size < 8 || at + size > end) throw new RangeError('an MP4 that does not end where it says');
      if (head.toString('latin1', 4, 8) === 'moov') {
        const index = Buffer.alloc(size);
        await handle.read(index, 0, size, at);
        blank(index, 0, size);
        await handle.write(index, 0, size, at);
      }
      at += size;
    }
  } finally {
    await handle.close();
  }
}

function blank(index: Buffer, start: number, end: number): void {
  for (const item of boxesIn(index, start, end)) {
    if (item.type === 'udta' || item.type === 'meta') makePadding(index, item);
    else if (item.type === 'hdlr') index.fill(0, item.body + HANDLER_NAME, item.end);
    else if (CONTAINERS.has(item.type)) blank(index, item.body, item.end);
  }
}

function makePadding(index: Buffer, item: Box): void {
  index.write('free', item.start + 4, 'latin1');
  index.fill(0, item.body, item.end);
}
