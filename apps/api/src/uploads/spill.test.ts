import { randomBytes } from 'node:crypto';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSpill, spillInto } from './spill.ts';

it('gives back what was added, from its start and as often as asked, and leaves no name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-spill-'));
  const spill = await openSpill(folder);
  try {
    expect(await readdir(folder)).toEqual([]);
    const chunks = [1, 70_000, 600_000, 3, 500_000].map((bytes) => randomBytes(bytes));
    for (const chunk of chunks) await spill.add(chunk);
    const whole = Buffer.concat(chunks);
    expect(spill.bytes).toBe(whole.length);
    for (let n = 0; n < 2; n += 1) {
      const read = Buffer.concat(await (await spill.read()).toArray());
      expect(read.equals(whole)).toBe(true);
    }
    await spill.add(Buffer.from('more'));
    const more = Buffer.concat(await (await spill.read()).toArray());
    expect(more.subarray(-4).toString()).toBe('more');
  } finally {
    await spill.close();
    await rm(folder, { recursive: true });
  }
});

it('on a full disk fails who reads, and not who adds', async () => {
  const spill = spillInto(await open('/dev/full', 'r+'));
  try {
    for (let n = 0; n < 4; n += 1) await spill.add(Buffer.alloc(300_000));
    expect(spill.bytes).toBe(1_200_000);
    await expect(spill.read()).rejects.toMatchObject({ code: 'no_space' });
  } finally {
    await spill.close();
  }
});
