import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createMediaEngine } from './media-engine.ts';

it('sweeps what a dead process left, and nothing that a living one works in', async () => {
  const scratchDir = await mkdtemp(join(tmpdir(), 'scratch-'));
  try {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    const dead = `work-${hostname()}-${gone}-abcdef`;
    const elsewhere = 'work-another-machine-1-abcdef';
    const foreign = 'keep-me';
    for (const name of [dead, elsewhere, foreign]) await mkdir(join(scratchDir, name));
    const engine = createMediaEngine({ scratchDir, largestRendition: '1080p' });
    await engine.withScratch(async (scratch) => {
      const folder = await scratch.makeFolder('set');
      expect(await engine.sweepScratch(60_000)).toBe(1);
      expect((await readdir(scratchDir)).sort()).toEqual(
        [elsewhere, foreign, folder.split('/').at(-2) ?? ''].sort(),
      );
    });
    expect((await readdir(scratchDir)).sort()).toEqual([elsewhere, foreign].sort());
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
});
