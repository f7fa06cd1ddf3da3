import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { box, u32 } from './boxes.ts';
import { metadataInBoxes } from './metadata-in-boxes.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-boxes-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function found(...parts: Buffer[]) {
  const file = path.join(dir, 'file');
  const data = Buffer.concat(parts);
  await writeFile(file, data);
  const handle = await open(file, 'r');
  try {
    return await metadataInBoxes(handle, data.length);
  } finally {
    await handle.close();
  }
}

const XMP_ID = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');
const xmp = (properties: string) => box('uuid', XMP_ID, Buffer.from(`<x:xmpmeta ${properties}/>`));

describe('boxes that a probe passes over', () => {
  it('an XMP packet is named by what it speaks of', async () => {
    expect(await found(xmp('exif:GPSLatitude="1" tiff:Model="2" xmp:ModifyDate="3"'))).toEqual([
      'location_removed',
      'device_removed',
      'time_removed',
    ]);
    expect(await found(xmp('something:else="1"'))).toEqual(['metadata_removed']);
  });

  it('a private box, and padding that is none', async () => {
    expect(await found(box('uuid', Buffer.alloc(16, 7), Buffer.from('secret')))).toEqual([
      'metadata_removed',
    ]);
    expect(await found(box('free', Buffer.from('written by somebody')))).toEqual(['metadata_removed']);
    expect(await found(box('skip', Buffer.from('in two bytes', 'utf16le')))).toEqual(['metadata_removed']);
    expect(await found(box('free', Buffer.alloc(500)), box('free'))).toEqual([]);
  });

  it('user data of action cameras, wherever it lies', async () => {
    const camera = box('moov', box('trak', box('udta', box('GPMF', Buffer.alloc(8)), box('FIRM', u32(1)))));
    expect(await found(box('mdat', Buffer.from('free text in media')), camera)).toEqual([
      'data_streams_removed',
      'software_removed',
    ]);
  });

  it("a camera's XML, and user data that nobody knows", async () => {
    const xml =
      '<NonRealTimeMeta><CreationDate value="1"/><Device manufacturer="2" serialNo="3"/></NonRealTimeMeta>';
    expect(await found(box('meta', u32(0), box('xml ', u32(0), Buffer.from(xml))))).toEqual([
      'device_removed',
      'time_removed',
    ]);
    const items = box(
      'udta',
      box('meta', u32(0), box('ilst')),
      box('\u00a9nam', u32(1)),
      box('loci', u32(1)),
    );
    expect(await found(box('moov', items))).toEqual([]);
    expect(await found(box('moov', box('udta', box('qzxq', u32(1)), box('thmb', u32(1)))))).toEqual([
      'metadata_removed',
      'cover_removed',
    ]);
  });

  it('comes to an end in boxes that lie about their size or never end', async () => {
    const text = box('free', Buffer.from('after all of them'));
    const huge = Buffer.concat([u32(1), Buffer.from('free'), Buffer.alloc(8, 0xff)]);
    expect(await found(huge, text)).toEqual([]);
    expect(await found(u32(3), Buffer.from('free'), text)).toEqual([]);
    expect(await found(u32(0), Buffer.from('free to the end'))).toEqual(['metadata_removed']);
    let nested = text;
    for (let depth = 0; depth < 50; depth += 1) nested = box('moov', nested);
    expect(await found(nested)).toEqual([]);
    expect(await found(...Array.from({ length: 5000 }, () => box('free')), text)).toEqual([]);
  });
});
