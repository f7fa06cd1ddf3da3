import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type RenditionProfile, VIDEO_TIMESCALE } from '@rostrum/domain';
import { fragmentTimes } from './boxes.ts';
import { scrubInit } from './scrub-init.ts';
import { type Announcer, sha256, type WrittenSegment, type WrittenTrack } from './tracks.ts';
import { RAW_INIT } from './video-run.ts';

/** What comes is soon followed by more; the longer nothing came, the longer is waited until the next look. */
const SCAN_SOON_MS = 120;
const SCAN_LATE_MS = 600;

/** What is scanned, and how many segments of it were told of yet. */
export interface Scanned {
  scan(): Promise<void>;
  readonly told: number;
}

/**
 * Watches one rendition's folder while ffmpeg writes into it. A name that ends in .m4s is always a whole
 * segment (ffmpeg renames it when done); the init file exists empty until the first segment is there.
 */
export class VideoFolder implements Scanned {
  readonly #dir: string;
  readonly #profile: RenditionProfile;
  readonly #announcer: Announcer;
  #track: WrittenTrack | null = null;
  #frames = 0;

  constructor(dir: string, profile: RenditionProfile, announcer: Announcer) {
    this.#dir = dir;
    this.#profile = profile;
    this.#announcer = announcer;
  }

  get frames(): number {
    return this.#frames;
  }

  /** How far whole segments reach, in 90 kHz ticks. */
  get ticks(): number {
    const last = this.#track?.segments.at(-1);
    return last === undefined ? 0 : last.startTicks + last.durationTicks;
  }

  get track(): WrittenTrack | null {
    return this.#track;
  }

  get told(): number {
    return this.#track?.segments.length ?? 0;
  }

  async scan(): Promise<void> {
    const names = new Set(await readdir(this.#dir));
    for (;;) {
      const index = this.#track?.segments.length ?? 0;
      const name = `${String(index).padStart(5, '0')}.m4s`;
      if (!names.has(name)) return;
      const track = this.#track ?? (await this.#begin());
      const file = path.join(this.#dir, name);
      const data = await readFile(file);
      const times = fragmentTimes(data);
      const segment: WrittenSegment = {
        track: this.#profile.name,
        file,
        index,
        startTicks: times.startTicks,
        durationTicks: times.durationTicks,
        bytes: data.length,
      };
      this.#frames += times.samples;
      track.segments.push(segment);
      this.#announcer.segment(segment);
    }
  }

  async #begin(): Promise<WrittenTrack> {
    const data = scrubInit(await readFile(path.join(this.#dir, RAW_INIT)));
    const file = path.join(this.#dir, 'init.mp4');
    await writeFile(file, data);
    const init = { track: this.#profile.name, file, bytes: data.length, sha256: sha256(data) };
    this.#announcer.init(init);
    this.#track = {
      track: this.#profile.name,
      init,
      timescale: VIDEO_TIMESCALE,
      codecs: this.#profile.codecs,
      width: this.#profile.width,
      height: this.#profile.height,
      segments: [],
    };
    return this.#track;
  }
}

/** Scans until `done` settles, then once more. Rejects with whatever a scan or `done` rejects with. */
export async function scanUntil(folders: readonly Scanned[], done: Promise<unknown>): Promise<void> {
  let running = true;
  const stop = new AbortController();
  const ended = done.finally(() => {
    running = false;
    stop.abort();
  });
  const scanning = (async () => {
    let pauseMs = SCAN_SOON_MS;
    for (let told = 0; running; ) {
      for (const folder of folders) await folder.scan();
      const now = folders.reduce((sum, folder) => sum + folder.told, 0);
      // The first of each is waited for.
      const waiting = now > told || folders.some((folder) => folder.told === 0);
      pauseMs = waiting ? SCAN_SOON_MS : Math.min(SCAN_LATE_MS, pauseMs * 2);
      told = now;
      await pause(pauseMs, stop.signal);
    }
  })();
  await Promise.all([ended, scanning]);
  for (const folder of folders) await folder.scan();
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
