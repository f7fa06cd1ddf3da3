import {
  AUDIO_PROFILE,
  type MediaSet,
  PROFILE_VERSION,
  RENDITIONS,
  type RenditionName,
  type Segment,
  type Storyboard,
  type Track,
  VIDEO_TIMESCALE,
} from '@rostrum/domain';
import { keyIn } from '../keys.ts';
import type { Parts } from '../parts.ts';
import type {
  Made,
  Scratch,
  TrackListener,
  TrackName,
  WholeSegment,
  WrittenInit,
  WrittenSegment,
} from '../ports/media-engine.ts';

interface Growing {
  name: TrackName;
  init: string;
  initSha256: string;
  /** Those before which none is missing. */
  segments: Segment[];
  /** Stored before one that goes before them. */
  ahead: Map<number, Segment>;
}

export interface GrowingSetOptions {
  /** The attempt's own prefix. */
  root: string;
  /** Of a cut: its take, whose segments it may use. */
  source?: MediaSet;
  rate: MediaSet['rate'];
  scratch: Scratch;
  signal: AbortSignal;
  /** Writes the manifest so far into the row, one after the other. A rejection ends the work. */
  publish(manifest: MediaSet): Promise<void>;
  /** A second unless told. */
  publishEveryMs?: number;
}

const PUBLISH_EVERY_MS = 1000;

/** Stores what an encoder writes, several files at once, and keeps the manifest of what is stored. */
export class GrowingSet implements TrackListener {
  readonly #parts: Pick<Parts, 'storage' | 'clock'>;
  readonly #options: GrowingSetOptions;
  readonly #tracks = new Map<TrackName, Growing>();
  #publishedAtMs = Number.NEGATIVE_INFINITY;
  #publishing = false;

  constructor(parts: Pick<Parts, 'storage' | 'clock'>, options: GrowingSetOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  async onInit(init: WrittenInit): Promise<void> {
    const name = `${init.track}/init.mp4`;
    await this.#put(name, init.file, 'video/mp4');
    this.#tracks.set(init.track, {
      name: init.track,
      init: name,
      initSha256: init.sha256,
      segments: [],
      ahead: new Map(),
    });
  }

  async onSegment(segment: WrittenSegment): Promise<void> {
    await this.#store(segment, (name) => this.#put(name, segment.file, 'video/iso.segment'));
  }

  /** The store copies it where it is. Its time is set when it is given out. */
  async onWhole(whole: WholeSegment): Promise<void> {
    const { root, source, signal } = this.#options;
    const track = source?.video.find(({ name }) => name === whole.track);
    const segment = track?.segments[whole.segment];
    if (source === undefined || segment === undefined) throw new RangeError('a segment of no take');
    await this.#store(whole, (name) =>
      this.#parts.storage.copy(keyIn(source.root, segment.name), keyIn(root, name), { signal }),
    );
  }

  async #store(
    segment: Omit<WrittenSegment, 'file'>,
    store: (name: string) => Promise<unknown>,
  ): Promise<void> {
    const track = this.#tracks.get(segment.track);
    if (track === undefined) throw new RangeError('a segment came before its init');
    const name = `${segment.track}/${String(segment.index).padStart(5, '0')}.m4s`;
    await store(name);
    const { startTicks, durationTicks, bytes } = segment;
    track.ahead.set(segment.index, { name, startTicks, durationTicks, bytes });
    for (let next = track.segments.length; ; next = track.segments.length) {
      const listed = track.ahead.get(next);
      if (listed === undefined) break;
      track.segments.push(listed);
      track.ahead.delete(next);
    }
    await this.#publishNowAndThen();
  }

  /** The last of it: what was made of the whole is stored, and the manifest says that it is complete. */
  async complete(made: Made): Promise<MediaSet> {
    const putting = [
      this.#put('poster.jpg', made.posterFile, 'image/jpeg'),
      this.#put('master.mp4', made.master.file, 'video/mp4'),
      this.#put('peaks.dat', made.peaks.file, 'application/octet-stream'),
    ];
    const { bytes, sha256 } = made.master;
    return {
      ...(await this.completeShown(made, putting)),
      poster: 'poster.jpg',
      master: { name: 'master.mp4', bytes, sha256 },
      peaks: { name: 'peaks.dat', bytes: made.peaks.bytes },
    };
  }

  /** Where there is nothing beside what is shown: no poster, no master, no waveform. */
  async completeShown(
    made: Pick<Made, 'frames' | 'durationTicks' | 'storyboard'>,
    putting: Promise<void>[] = [],
  ): Promise<MediaSet> {
    const sheets: Storyboard['sheets'] = [];
    for (const [index, { file, bytes }] of made.storyboard.sheets.entries()) {
      const name = `storyboard-${index}.jpg`;
      putting.push(this.#put(name, file, 'image/jpeg'));
      sheets.push({ name, bytes });
    }
    // None is still being written when what was stored is erased.
    await Promise.allSettled(putting);
    await Promise.all(putting);
    const manifest = this.#manifest(Number.POSITIVE_INFINITY);
    if (manifest === null) throw new RangeError('a track is missing');
    for (const { name, ahead } of this.#tracks.values())
      if (ahead.size > 0) throw new RangeError(`a segment of ${name} is missing`);
    const { frames, durationTicks } = made;
    return {
      ...manifest,
      complete: true,
      frames,
      durationTicks,
      storyboard: { ...made.storyboard, sheets },
    };
  }

  async #put(name: string, file: string, contentType: string): Promise<void> {
    const { root, scratch, signal } = this.#options;
    await this.#parts.storage.put(keyIn(root, name), scratch.read(file), { contentType, signal });
  }

  async #publishNowAndThen(): Promise<void> {
    const nowMs = this.#parts.clock.now().getTime();
    const { publishEveryMs = PUBLISH_EVERY_MS } = this.#options;
    if (this.#publishing || nowMs - this.#publishedAtMs < publishEveryMs) return;
    const manifest = this.#manifest();
    if (manifest === null) return;
    this.#publishedAtMs = nowMs;
    this.#publishing = true;
    await this.#options.publish(manifest).finally(() => {
      this.#publishing = false;
    });
  }

  /**
   * Null until every track that has begun has a segment, and the sound is among them. A track is listed up to where
   * all of them are: a player would only wait there for those behind.
   */
  #manifest(mostSeconds?: number): MediaSet | null {
    const { root, rate } = this.#options;
    const audio = this.#tracks.get('audio');
    const video = RENDITIONS.flatMap(({ name }) => this.#tracks.get(name) ?? []);
    if (!audio || video.length === 0 || [audio, ...video].some((track) => track.segments.length === 0))
      return null;
    const reached = [...video.map(endSeconds), endTicks(audio) / AUDIO_PROFILE.sampleRate];
    const seconds = mostSeconds ?? Math.min(...reached);
    const durationTicks = Math.min(...video.map(endTicks));
    return {
      profileVersion: PROFILE_VERSION,
      root,
      complete: false,
      rate,
      frames: Math.floor(durationTicks / rate.ticksPerFrame),
      durationTicks,
      video: video.map((track) => videoTrack(track, seconds)),
      audio: {
        ...copied(audio, seconds * AUDIO_PROFILE.sampleRate),
        timescale: AUDIO_PROFILE.sampleRate,
        codecs: AUDIO_PROFILE.codecs,
        width: null,
        height: null,
      },
      poster: null,
    };
  }
}

function endTicks(track: Growing): number {
  const last = track.segments.at(-1);
  return last === undefined ? 0 : last.startTicks + last.durationTicks;
}

function endSeconds(track: Growing): number {
  return endTicks(track) / VIDEO_TIMESCALE;
}

function videoTrack(track: Growing, seconds: number): Track {
  const profile = RENDITIONS.find(({ name }) => name === track.name);
  if (profile === undefined) throw new RangeError(`no rendition ${track.name}`);
  const { codecs, width, height } = profile;
  return { ...copied(track, seconds * VIDEO_TIMESCALE), timescale: VIDEO_TIMESCALE, codecs, width, height };
}

/** With the segments that begin before `ticks`. */
function copied(
  { name, init, initSha256, segments }: Growing,
  ticks: number,
): Pick<Track, 'name' | 'init' | 'initSha256' | 'segments'> {
  return { name, init, initSha256, segments: segments.filter(({ startTicks }) => startTicks < ticks) };
}

export function renditionNames(manifest: MediaSet): RenditionName[] {
  return RENDITIONS.map(({ name }) => name).filter((name) =>
    manifest.video.some((track) => track.name === name),
  );
}
