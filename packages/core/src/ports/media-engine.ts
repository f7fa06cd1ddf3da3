import type { Edit, Finding, MediaSet, Refusal, SourceFacts, Verdict } from '@rostrum/domain';

/** EBU R 128, of a take's own sound or of a cut's. */
export interface Loudness {
  integratedLufs: number;
  truePeakDbtp: number;
}

/** A folder of this machine for one piece of work: what the engine reads and writes lies there. */
export interface Scratch {
  /** Absolute. */
  folder: string;
  /** Streams into a file; the path. An aborted signal rejects with its reason. */
  write(name: string, body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<string>;
  /** Streams a file that the engine wrote. */
  read(file: string): AsyncIterable<Uint8Array>;
  /** An empty folder below; the path. */
  makeFolder(name: string): Promise<string>;
}

/** A file that is whole: to be stored under `name` below the set's root. */
export interface MadeFile {
  name: string;
  file: string;
  contentType: string;
}

/** Reports are awaited: the engine holds no more than a few files back while storage is slow. */
export interface Making {
  /** Below `statements/<id>/`, ends in a slash: written into the manifest. */
  root: string;
  /** Absolute path of an empty folder. */
  outDir: string;
  signal?: AbortSignal | undefined;
  onFile(file: MadeFile): Promise<void>;
  /** The manifest so far; every file that it names was given to `onFile` before. */
  onManifest(manifest: MediaSet): Promise<void>;
  /** 0 to 1. */
  onProgress(fraction: number): void;
}

export type Prepared =
  | {
      outcome: 'prepared';
      manifest: MediaSet;
      /** Of the frames that were made. */
      measuredMs: number;
      loudness: Loudness | null;
      findings: Finding[];
    }
  /** What only decoding the whole file shows. */
  | { outcome: 'refused'; reason: Refusal; figures: Record<string, number>; findings: Finding[] };

export interface MadeCut {
  manifest: MediaSet;
  measuredMs: number;
  loudness: Loudness | null;
  /** True when everything that was removed measured silent; null when that was not measured. */
  removesOnlySilence: boolean | null;
}

/**
 * The work on media files of this machine. Bad media is an outcome; a rejection means that the tools
 * failed, or the signal's reason. When a promise settles, no process that it started is left.
 */
export interface MediaEngine {
  /** The folder is gone when `work` has settled. */
  withScratch<T>(work: (scratch: Scratch) => Promise<T>): Promise<T>;
  /** Removes folders that dead processes left; how many. */
  sweepScratch(olderThanMs: number): Promise<number>;

  checkTake(take: {
    file: string;
    bytes: number;
    limits?: { maxDurationMs?: number };
    signal?: AbortSignal | undefined;
  }): Promise<Verdict>;

  prepareTake(take: { file: string; source: SourceFacts } & Making): Promise<Prepared>;

  /** @param cut.file the original */
  makeCut(cut: { file: string; source: SourceFacts; takeMs: number; edit: Edit } & Making): Promise<MadeCut>;
}
