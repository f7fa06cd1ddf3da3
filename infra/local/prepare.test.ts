import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkNode, hasCommand, howToInstall, installMissing, modulesAreCurrent } from './prepare.mjs';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-prepare-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

test.each(['20.19.0', '20.20.2', '22.0.0', '24.21.0'])('Node %s will do', (version) => {
  expect(() => checkNode(version)).not.toThrow();
});
test.each(['20.18.3', '18.20.4', '16.0.0'])('Node %s will not, and is told so', (version) => {
  expect(() => checkNode(version)).toThrow(`Node 20.19 or newer is needed; this is ${version}`);
});

describe('node modules', () => {
  const wanted = {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.1.0' },
    'packages/a/node_modules/zod': { version: '3.9.0' },
    'packages/a': { version: '0.1.0' },
    'node_modules/@rostrum/a': { link: true },
    'node_modules/for-another-system': { version: '1.0.0', optional: true },
  };
  const present = {
    'node_modules/zod': { version: '4.1.0' },
    'packages/a/node_modules/zod': { version: '3.9.0' },
  };

  async function lay(lock: object | undefined, installed: object | undefined): Promise<void> {
    await mkdir(path.join(dir, 'node_modules/.bin'), { recursive: true });
    await mkdir(path.join(dir, 'node_modules/@rostrum/a'), { recursive: true });
    await writeFile(path.join(dir, 'node_modules/.bin/node'), '');
    if (lock) await writeFile(path.join(dir, 'package-lock.json'), JSON.stringify({ packages: lock }));
    if (installed) {
      await writeFile(
        path.join(dir, 'node_modules/.package-lock.json'),
        JSON.stringify({ packages: installed }),
      );
    }
  }

  test('are current when every package is there in its version; those of other systems may be absent', async () => {
    await lay(wanted, present);
    expect(modulesAreCurrent(dir)).toBe(true);
  });

  test.each([
    ['another version', { ...present, 'node_modules/zod': { version: '4.0.9' } }],
    ['one missing', { 'node_modules/zod': { version: '4.1.0' } }],
    ['an interrupted installation', undefined],
  ])('are not with %s', async (_, installed) => {
    await lay(wanted, installed);
    expect(modulesAreCurrent(dir)).toBe(false);
  });

  test('are not without Node 24 among them, or without a link to a workspace', async () => {
    await lay(wanted, present);
    await rm(path.join(dir, 'node_modules/.bin/node'));
    expect(modulesAreCurrent(dir)).toBe(false);
    await lay(wanted, present);
    await rm(path.join(dir, 'node_modules/@rostrum/a'), { recursive: true });
    expect(modulesAreCurrent(dir)).toBe(false);
  });
});

test('what is there is not installed; what is said names the packages', () => {
  expect(hasCommand('sh')).toBe(true);
  expect(hasCommand('no-such-programme')).toBe(false);
  expect(installMissing([['sh', 'dash']])).toEqual([]);
  expect(howToInstall(['ffmpeg', 'bubblewrap'])).toContain('ffmpeg');
});
