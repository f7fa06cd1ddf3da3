import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  type ClipSpec,
  clip,
  flashesAndBeeps,
  offsetsMs,
  remade,
  samples,
  toneLevel,
} from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { preparedIn, whole } from './testing/prepared.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-changes-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const prepared = (file: string) => preparedIn(dir, file);

/** Parts of two seconds, one behind the other in one stream, each with sound of its own kind. */
async function inParts(name: string, parts: ClipSpec[]): Promise<string> {
  const data: Buffer[] = [];
  for (const [i, spec] of parts.entries()) {
    const part = await clip({
      seconds: 2,
      width: 160,
      height: 90,
      fps: 30,
      picture: 'flash',
      sound: 'beeps',
      events: [0.5, 1.5],
      container: 'ts',
      ...spec,
    });
    const placed = ['-muxdelay', '0', '-muxpreload', '0', '-output_ts_offset', String(i * 2)];
    data.push(await readFile(await remade(part, ['-i', '{in}', '-map', '0', '-c', 'copy', ...placed], 'ts')));
  }
  const file = path.join(dir, name);
  await writeFile(file, Buffer.concat(data));
  return file;
}

describe('sound that changes on the way neither breaks nor drifts', () => {
  it.each([
    ['its rate', 'rate.ts', [{ sampleRate: 44_100 }, { sampleRate: 48_000 }, { sampleRate: 44_100 }]],
    ['its channels', 'channels.ts', [{ channels: 1 }, { channels: 2 }]],
    [
      'from 5.1 to stereo',
      'surround.ts',
      [
        { acodec: 'ac3', channels: 6 },
        { acodec: 'ac3', channels: 2 },
      ],
    ],
  ] satisfies [string, string, ClipSpec[]][])('%s', async (_, name, parts) => {
    const media = await prepared(await inParts(name, parts));
    expect(Math.abs(media.measuredMs - parts.length * 2000)).toBeLessThanOrEqual(100);
    const audio = await whole(media.tracks.audio);
    const events = await flashesAndBeeps(await whole(media.tracks.video[0]), audio);
    expect([events.flashes.length, events.beeps.length]).toEqual([parts.length * 2, parts.length * 2]);
    for (const ms of offsetsMs(events)) expect(Math.abs(ms)).toBeLessThanOrEqual(40);
    const sound = await samples(audio);
    for (const beep of events.beeps) expect(toneLevel(sound, 1000, beep + 5, beep + 75)).toBeGreaterThan(0.1);
    expect(Math.abs(media.loudness.integratedLufs + 16)).toBeLessThanOrEqual(1);
  });
});

describe('of several sounds', () => {
  const beepHz = 1000;
  it.each([
    ['the default one is heard, wherever it stands', {}, beepHz, 700],
    [
      'the first one is heard when none is the default',
      { extra: ['-disposition:a:0', '0', '-disposition:a:1', '0'] },
      700,
      beepHz,
    ],
  ] satisfies [string, ClipSpec, number, number][])('%s', async (_, spec, wanted, other) => {
    const file = await clip({
      seconds: 3,
      width: 160,
      height: 90,
      container: 'mkv',
      sound: 'steps',
      secondSound: true,
      ...spec,
    });
    const media = await prepared(file);
    const sound = await samples(await whole(media.tracks.audio));
    expect(toneLevel(sound, wanted, 1100, 1900)).toBeGreaterThan(0.05);
    expect(toneLevel(sound, other, 1100, 1900)).toBeLessThan(0.005);
  });
});
