import type {
  Card,
  Edit,
  Finding,
  Range,
  Refusal,
  RenditionName,
  SourceFacts,
  Storyboard,
  Turned,
  Verdict,
} from '@rostrum/domain';

/** EBU R 128, decoded from what was made. */
export interface Loudness {
  integratedLufs: number;
  truePeakDbtp: number;
}

/** A folder of this machine for one piece of work: what the engine reads and writes lies there. */
export interface Scratch {
  /** Streams into a new file; its absolute path. An aborted signal rejects with its reason. */
  write(name: string, body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<string>;
  /** Lets `make` put a new file there, only to be read; its absolute path. */
  place(name: string, make: (file: string) => Promise<void>): Promise<string>;
  /** An empty folder; its absolute path. */
  makeFolder(name: string): Promise<string>;
  /** Streams a file that the engine wrote. */
  read(file: string): AsyncIterable<Uint8Array>;
}

export type TrackName = RenditionName | 'audio';

export interface WrittenInit {
  track: TrackName;
  file: string;
  bytes: number;
  sha256: string;
}

/** A whole segment that will not change again. Times are in the track's own timescale. */
export interface WrittenSegment {
  track: TrackName;
  file: string;
  /** Counted from 0 within the track. */
  index: number;
  startTicks: number;
  durationTicks: number;
  bytes: number;
}

/**
 * Told of each file as soon as it is whole, a few at a time, a track's init before its segments, which need not
 * come in order. A rejection ends the work.
 */
export interface TrackListener {
  onInit(init: WrittenInit): Promise<void>;
  onSegment(segment: WrittenSegment): Promise<void>;
}

export interface Made {
  /** Of the frames that were made. */
  measuredMs: number;
  frames: number;
  durationTicks: number;
  rate: { num: number; den: number; ticksPerFrame: number };
  loudness: Loudness;
  findings: Finding[];
  posterFile: string;
  /** Picture and sound of the highest rendition as one MP4. */
  master: { file: string; bytes: number; sha256: string };
  storyboard: Omit<Storyboard, 'sheets'> & { sheets: { file: string; bytes: number }[] };
  /** The waveform of the sound. */
  peaks: { file: string; bytes: number };
}

/** A take's rendition: what the engine needs of it is brought to this machine when it asks, once. */
export interface TakeTrack {
  track: RenditionName;
  init(): Promise<string>;
  /** In order. */
  segments: readonly { bytes: number; durationTicks: number; file(): Promise<string> }[];
}

/** Of a cut: the take's segment byte for byte, but for its time, which is the cut's here and still the take's there. */
export interface WholeSegment {
  track: RenditionName;
  /** Counted from 0 within the take's track. */
  segment: number;
  /** Counted from 0 within the cut's track. */
  index: number;
  startTicks: number;
  durationTicks: number;
  bytes: number;
}

/** What only decoding the whole file shows may still refuse it. */
export type Prepared =
  | ({ outcome: 'prepared' } & Made)
  | { outcome: 'refused'; reason: Refusal; figures: Record<string, number> };

export interface MakingOptions extends TrackListener {
  /** Absolute path of an empty folder. */
  outDir: string;
  signal?: AbortSignal;
  onProgress(fraction: number): void;
}

/**
 * The work on media files of this machine; every path is absolute. Bad media is an outcome; a rejection
 * means that the tools failed, or is the signal's reason. When a promise settles, no process that it
 * started is left.
 */
export interface MediaEngine {
  /** The folder is gone when `work` has settled. */
  withScratch<T>(work: (scratch: Scratch) => Promise<T>): Promise<T>;
  /** Removes the folders that dead processes left; how many. */
  sweepScratch(olderThanMs: number): Promise<number>;

  /** A few seconds, without decoding the file whole. */
  checkTake(take: {
    file: string;
    bytes: number;
    limits: { maxDurationMs: number };
    signal?: AbortSignal;
  }): Promise<Verdict>;

  /**
   * @param take.maxDurationMs a take that decodes to more is refused as too long
   * @param take.turned by hand, behind the turn that the file itself asks for
   * @param take.card shown throughout where the source is sound alone, which cannot be prepared without
   */
  prepareTake(
    take: {
      file: string;
      source: SourceFacts;
      maxDurationMs: number;
      turned?: Turned;
      card?: { card: Card; portrait?: Uint8Array };
    } & MakingOptions,
  ): Promise<Prepared>;

  /** Another card for sound that is prepared already: so many frames of it, with the sound as it is. */
  drawCard(
    drawing: {
      card: Card;
      portrait?: Uint8Array;
      rate: { num: number; den: number };
      frames: number;
      renditions: readonly RenditionName[];
      sound: { init: string; initSha256: string; segments: WrittenSegment[] };
      loudness: Loudness;
    } & MakingOptions,
  ): Promise<Made>;

  /** A silent set of its own, of so many pictures of one card. */
  makeTitleCard(
    drawing: {
      card: Card;
      rate: { num: number; den: number };
      frames: number;
      renditions: readonly RenditionName[];
    } & MakingOptions,
  ): Promise<Pick<Made, 'frames' | 'durationTicks' | 'storyboard'>>;

  /** A square JPEG, upright and without a word beside its pixels; null where the picture cannot be read. */
  makePortrait(picture: { file: string; outDir: string; signal?: AbortSignal }): Promise<Uint8Array | null>;

  /**
   * From the take's own renditions, segment by segment: whole segments are used as they are (`onWhole` is told of
   * them instead of `onSegment`), and only the edges are encoded, from the highest. The levelled sound is wanted
   * as one file: its init, then every segment; the picture does not wait for it. Nothing of what is removed is in any file that this makes.
   * @param cut.takeTruePeakDbtp of the take's levelled sound; what is told of the cut's is then a bound on it
   */
  makeCut(
    cut: {
      audioFile: string | Promise<string>;
      take: readonly TakeTrack[];
      onWhole(whole: WholeSegment): Promise<void>;
      takeTruePeakDbtp?: number;
      edit: Edit;
      rate: { num: number; den: number };
      takeFrames: number;
      renditions: readonly RenditionName[];
    } & MakingOptions,
  ): Promise<Made>;

  /** The picture on show at `atMs` of a set as a JPEG, from its track's init and the segment that holds it. */
  makePoster(poster: {
    init: string;
    segment: Pick<WrittenSegment, 'file' | 'startTicks' | 'durationTicks'>;
    atMs: number;
    rate: { ticksPerFrame: number };
    /** Absolute path of an empty folder. */
    outDir: string;
    signal?: AbortSignal;
  }): Promise<string>;

  /** Do these stretches of a take's levelled sound hold nothing that could be heard? */
  isSilent(sound: { audioFile: string; ranges: readonly Range[]; signal?: AbortSignal }): Promise<boolean>;
}
