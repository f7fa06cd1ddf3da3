import {
  BlobSource,
  BufferTarget,
  Conversion,
  getFirstEncodableAudioCodec,
  getFirstEncodableVideoCodec,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  MPEG_TS,
  Mp4OutputFormat,
  Output,
  QTFF,
  Quality,
  StreamTarget,
  type StreamTargetChunk,
  type Target,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';
import { openForWriting } from './kept-file.ts';
import type { ShrinkAsk, ShrinkSaid } from './messages.ts';
import { AUDIO_BITS_PER_SECOND, VIDEO_BITS_PER_SECOND } from './worth.ts';

const SHORTER_SIDE = 720;
const MOST_FRAMES_PER_SECOND = 32;
const FRAMES_PER_SECOND = 30;
const KEY_FRAME_SECONDS = 2;
const LENGTH_TOLERANCE_SECONDS = 0.1;
const TELL_EVERY_MS = 250;
/** 1904, from which ISO/IEC 14496-12 counts: a header made here tells no time of day. */
const NO_TIME_MS = -2_082_844_800_000;

const FORMATS = [MP4, QTFF, MATROSKA, WEBM, MPEG_TS];

interface Plan {
  readonly video: InputVideoTrack;
  readonly audio: InputAudioTrack;
  readonly lengthSeconds: number;
  readonly videoCodec: 'avc' | 'vp9' | 'vp8';
  /** Null where the sound is taken as it is. */
  readonly audioCodec: 'aac' | 'opus' | null;
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly frameRate: number | null;
  readonly bitsPerSecond: number;
}

Date.now = () => NO_TIME_MS;

const inputOf = (file: Blob) => new Input({ source: new BlobSource(file), formats: FORMATS });
const tell = (said: ShrinkSaid) => postMessage(said);

async function lengthOf(tracks: readonly (InputVideoTrack | InputAudioTrack)[]): Promise<number> {
  const ends = await Promise.all(tracks.map((track) => track.computeDuration()));
  const starts = await Promise.all(tracks.map((track) => track.getFirstTimestamp()));
  return Math.max(...ends) - Math.max(0, Math.min(...starts));
}

/** How this file would be made small here; null where it cannot be, or should be left to the server. */
async function planFor(input: Input, bytes: number): Promise<Plan | null> {
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  if (video === null || audio === null) return null;
  // Colours of such screens need a tone map, which the server has.
  if (await video.hasHighDynamicRange()) return null;
  if (!(await video.canDecode())) return null;
  const [width, height] = [await video.getDisplayWidth(), await video.getDisplayHeight()];
  const scale = Math.min(1, SHORTER_SIDE / Math.min(width, height));
  const even = (side: number) => Math.max(2, Math.round((side * scale) / 2) * 2);
  const small = { width: even(width), height: even(height) };
  const lengthSeconds = await lengthOf([video, audio]);
  if (!(lengthSeconds > 0)) return null;
  const share = Math.min(1, (small.width * small.height) / (1280 * 720));
  const bitsPerSecond = Math.round(
    Math.min(VIDEO_BITS_PER_SECOND * Math.max(0.3, share), (bytes * 8) / lengthSeconds),
  );
  const quality = new Quality({ bitrate: bitsPerSecond });
  const videoCodec = await getFirstEncodableVideoCodec(['avc', 'vp9', 'vp8'], { ...small, quality });
  if (videoCodec !== 'avc' && videoCodec !== 'vp9' && videoCodec !== 'vp8') return null;
  const audioCodec = await soundFor(audio, videoCodec === 'avc');
  if (audioCodec === undefined) return null;
  const { averagePacketRate } = await video.computePacketStats(120);
  return {
    video,
    audio,
    lengthSeconds,
    videoCodec,
    audioCodec,
    bitsPerSecond,
    size: scale < 1 || small.width !== width || small.height !== height ? small : null,
    frameRate: averagePacketRate > MOST_FRAMES_PER_SECOND ? FRAMES_PER_SECOND : null,
  };
}

/** Null: as it is. Undefined: it cannot be had. */
async function soundFor(audio: InputAudioTrack, inMp4: boolean): Promise<'aac' | 'opus' | null | undefined> {
  const codec = await audio.getCodec();
  if (codec === 'opus' || (codec === 'aac' && inMp4)) return null;
  if (!(await audio.canDecode()) || !('AudioEncoder' in globalThis)) return undefined;
  const quality = new Quality({ bitrate: AUDIO_BITS_PER_SECOND });
  const found = await getFirstEncodableAudioCodec(inMp4 ? ['aac', 'opus'] : ['opus'], { quality });
  return found === 'aac' || found === 'opus' ? found : undefined;
}

async function look(file: Blob): Promise<void> {
  const input = inputOf(file);
  try {
    tell({ said: 'looked', can: (await planFor(input, file.size)) !== null });
  } finally {
    input.dispose();
  }
}

async function shrink(file: Blob, keepAs: string): Promise<void> {
  const input = inputOf(file);
  const plan = await planFor(input, file.size);
  if (plan === null) return tell({ said: 'failed' });
  const kept = await openForWriting(keepAs);
  const memory = kept === null ? new BufferTarget() : null;
  const target: Target =
    memory ??
    new StreamTarget(
      new WritableStream<StreamTargetChunk>({
        write: ({ data, position }) => {
          kept?.write(data, { at: position });
        },
      }),
    );
  const inMp4 = plan.videoCodec === 'avc';
  const output = new Output({ format: inMp4 ? new Mp4OutputFormat() : new WebMOutputFormat(), target });
  const conversion = await Conversion.init({
    input,
    output,
    tracks: 'primary',
    tags: {},
    showWarnings: false,
    video: {
      codec: plan.videoCodec,
      quality: new Quality({ bitrate: plan.bitsPerSecond }),
      keyFrameInterval: KEY_FRAME_SECONDS,
      forceTranscode: true,
      // Upright in the picture itself.
      allowTransformationMetadata: false,
      ...(plan.size === null ? {} : { ...plan.size, fit: 'fill' }),
      ...(plan.frameRate === null ? {} : { frameRate: plan.frameRate }),
    },
    audio:
      plan.audioCodec === null
        ? {}
        : { codec: plan.audioCodec, quality: new Quality({ bitrate: AUDIO_BITS_PER_SECOND }) },
  });
  const used = conversion.utilizedTracks;
  if (!conversion.isValid || !used.includes(plan.video) || !used.includes(plan.audio)) {
    kept?.close();
    return tell({ said: 'failed' });
  }
  let toldAt = 0;
  conversion.onProgress = (share) => {
    const now = performance.now();
    if (now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    tell({ said: 'progress', share: Math.min(1, share) });
  };
  await conversion.execute();
  const type = inMp4 ? 'video/mp4' : 'video/webm';
  kept?.flush();
  kept?.close();
  const made = kept === null ? new Blob([memory?.buffer ?? new ArrayBuffer(0)], { type }) : await kept.file();
  input.dispose();
  if (made.size === 0 || made.size >= file.size) return tell({ said: 'not_smaller' });
  if (!(await isAsLong(made, plan.lengthSeconds))) return tell({ said: 'failed' });
  tell({ said: 'done', bytes: made.size, kept: kept !== null, blob: kept === null ? made : null });
}

/** What was made is read again before anybody is told that it can take the place of the recording. */
async function isAsLong(made: Blob, lengthSeconds: number): Promise<boolean> {
  const input = inputOf(made);
  try {
    const video = await input.getPrimaryVideoTrack();
    const audio = await input.getPrimaryAudioTrack();
    if (video === null || audio === null) return false;
    return Math.abs((await lengthOf([video, audio])) - lengthSeconds) <= LENGTH_TOLERANCE_SECONDS;
  } finally {
    input.dispose();
  }
}

addEventListener('message', ({ data }: MessageEvent<ShrinkAsk>) => {
  const work = data.ask === 'look' ? look(data.file) : shrink(data.file, data.keepAs);
  work.catch(() => tell(data.ask === 'look' ? { said: 'looked', can: false } : { said: 'failed' }));
});
