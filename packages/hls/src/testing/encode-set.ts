import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type MediaSet, type RATE_CLASSES, RENDITIONS, type Track } from '@rostrum/domain';
import { readTimescale, segmentBaseTime } from '../fmp4/base-time.ts';
import { findBoxes, viewOf } from '../fmp4/boxes.ts';

export const run = promisify(execFile);

export interface EncodeOptions {
  /** Folder of the media set; its name is the root of the storage keys. */
  dir: string;
  root: string;
  rateClass: (typeof RATE_CLASSES)[number];
  frames: number;
}

/**
 * A tiny take in the smallest rendition, encoded as the product encodes. The first two frames are white and
 * a tone of 60 ms sounds with them; all else is dark and silent, so that sound and picture can be compared.
 */
export async function encodeSet(options: EncodeOptions): Promise<MediaSet> {
  const { dir, root, rateClass, frames } = options;
  await mkdir(dir, { recursive: true });
  const profile = RENDITIONS.find(({ name }) => name === '240p');
  if (profile === undefined) throw new Error('no rendition 240p');
  const { width, height, level, crf, maxrateBps } = profile;
  const rate = `${rateClass.num}/${rateClass.den}`;
  const seconds = (frames * rateClass.den) / rateClass.num;
  const hls = (name: string, movflags: string) => [
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact'],
    ...['-f', 'hls', '-hls_time', '2', '-hls_playlist_type', 'event', '-hls_segment_type', 'fmp4'],
    ...['-hls_flags', 'independent_segments+temp_file', '-hls_segment_options', movflags],
    ...['-hls_fmp4_init_filename', `${name}-init.mp4`],
    ...['-hls_segment_filename', join(dir, `${name}-%05d.m4s`), join(dir, `${name}.m3u8`)],
  ];
  const movflags = 'movflags=+negative_cts_offsets+skip_sidx:use_editlist=0';
  const picture = `color=c=0x101010:s=${width}x${height}:r=${rate},drawbox=t=fill:c=white:enable='lt(n,2)'`;
  const sound = 'aevalsrc=exprs=lt(t\\,0.06)*0.8*sin(2*PI*1000*t):s=48000:c=mono';
  await run('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound],
    ...['-map', '0:v', '-frames:v', String(frames), '-c:v', 'libx264', '-preset', 'veryfast'],
    ...['-profile:v', 'high', '-level', level, '-pix_fmt', 'yuv420p', '-crf', String(crf)],
    ...['-maxrate', String(maxrateBps), '-bufsize', String(maxrateBps * 2), '-sc_threshold', '0'],
    ...['-g', String(rateClass.gopFrames), '-keyint_min', String(rateClass.gopFrames)],
    ...['-flags', '+cgop+bitexact', '-bsf:v', 'filter_units=remove_types=6,h264_metadata=tick_rate=60'],
    ...['-video_track_timescale', '90000', ...hls('v', `${movflags}:video_track_timescale=90000`)],
    ...['-map', '1:a', '-t', String(seconds + 0.1)],
    ...['-af', 'aformat=channel_layouts=stereo,atrim=start_sample=1024,asetpts=PTS-STARTPTS'],
    ...['-c:a', 'aac', '-b:a', '96k', '-flags:a', '+bitexact', ...hls('a', movflags)],
  ]);
  const video = await describeTrack(dir, 'v', '240p', profile.codecs);
  const last = video.segments.at(-1);
  return {
    profileVersion: 1,
    root,
    complete: true,
    rate: { num: rateClass.num, den: rateClass.den, ticksPerFrame: rateClass.ticksPerFrame },
    frames,
    durationTicks: last === undefined ? 0 : last.startTicks + last.durationTicks,
    video: [{ ...video, width, height }],
    audio: await describeTrack(dir, 'a', 'audio', 'mp4a.40.2'),
    poster: null,
  };
}

/** The description comes from the files themselves, not from what the encoder was asked for. */
async function describeTrack(dir: string, prefix: string, name: string, codecs: string): Promise<Track> {
  const init = await readFile(join(dir, `${prefix}-init.mp4`));
  const files = (await readdir(dir)).filter((file) => file.startsWith(`${prefix}-0`)).sort();
  const segments = [];
  for (const file of files) {
    const bytes = await readFile(join(dir, file));
    const startTicks = Number(segmentBaseTime(bytes));
    segments.push({ name: file, startTicks, durationTicks: durationOf(bytes), bytes: bytes.length });
  }
  return {
    name,
    init: `${prefix}-init.mp4`,
    initSha256: createHash('sha256').update(init).digest('hex'),
    timescale: readTimescale(init),
    codecs,
    width: null,
    height: null,
    segments,
  };
}

/** Sum of the sample durations; ffmpeg gives a default in tfhd and a table in trun where they differ. */
function durationOf(segment: Uint8Array): number {
  const view = viewOf(segment);
  let ticks = 0;
  for (const traf of findBoxes(segment, 'moof/traf')) {
    const [tfhd] = findBoxes(segment, 'tfhd', traf);
    const [trun] = findBoxes(segment, 'trun', traf);
    if (tfhd === undefined || trun === undefined) throw new Error('no run');
    const flags = view.getUint32(trun.body) & 0xffffff;
    const count = view.getUint32(trun.body + 4);
    const rowBytes = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length * 4;
    const rows = trun.body + 12 + (flags & 0x4 ? 4 : 0);
    for (let row = 0; row < count; row += 1) {
      ticks += view.getUint32(flags & 0x100 ? rows + row * rowBytes : tfhd.body + 8);
    }
  }
  return ticks;
}
