import {
  type RateClass,
  RENDITIONS,
  type RenditionName,
  type RenditionProfile,
  type SourceFacts,
  type Turned,
} from '@rostrum/domain';
import { inputUrl, openTokens } from './hostile-input.ts';
import type { FfmpegRun } from './runner.ts';

export const RAW_INIT = 'init.raw.mp4';
export const SEGMENT_SECONDS = 2;

/** Largest first; the cascade scales each from the one before. */
export function profilesOf(names: readonly RenditionName[]): RenditionProfile[] {
  const chosen = RENDITIONS.filter((profile) => names.includes(profile.name));
  if (chosen.length === 0) throw new RangeError('no rendition asked for');
  return chosen.toSorted((a, b) => b.height - a.height);
}

/** 720 lines and less for everybody, scaled up where need be; 1080 where the source has it, upright or not. */
export function renditionsFor(source: Pick<SourceFacts, 'width' | 'height'>): RenditionName[] {
  const lines = Math.min(source.width, source.height);
  return RENDITIONS.map((profile) => profile.name).filter((name) => name !== '1080p' || lines >= 1080);
}

const BT709 = 'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709';

/**
 * From a source's pictures to the first canvas: upright (ffmpeg turns by the display matrix, and then as far as
 * `turned` says), whole pictures, the class's constant rate counted from `startUs`, square pixels, bars where the
 * shape differs, BT.709.
 */
export function sourceFilters(
  source: Pick<SourceFacts, 'startUs' | 'transfer' | 'interlaced' | 'assumedMatrix'>,
  rate: RateClass,
  canvas: { width: number; height: number },
  maxFrames: number,
  turned: Turned = 0,
): string[] {
  // Pictures may change their size: only behind the bars are they all of one, which `transpose` relies on.
  const [w, h] = turned % 180 === 0 ? [canvas.width, canvas.height] : [canvas.height, canvas.width];
  const dar = 'iw/ih*if(gt(sar,0),sar,1)';
  const fit = (limit: number, other: string) => `'max(2,2*round(min(${limit},${other})/2))'`;
  const geometry = `scale=eval=frame:w=${fit(w, `${h}*${dar}`)}:h=${fit(h, `${w}/(${dar})`)}:flags=bicubic`;
  const matrix = source.assumedMatrix === undefined ? '' : `:in_color_matrix=${source.assumedMatrix}`;
  return [
    `setpts=PTS-(${source.startUs}/1000000)/TB`,
    ...(source.interlaced ? ['bwdif=mode=send_frame:parity=auto:deint=interlaced'] : []),
    `fps=fps=${rate.num}/${rate.den}:start_time=0:round=near`,
    `trim=end_frame=${maxFrames}`,
    ...(source.transfer === 'sdr'
      ? [`${geometry}${matrix}:out_color_matrix=bt709:out_range=tv`, 'format=yuv420p']
      : [geometry, 'format=yuv420p10le', ...toneMap(source.transfer)]),
    `pad=eval=frame:w=${w}:h=${h}:x=(ow-iw)/2:y=(oh-ih)/2:color=black`,
    'setsar=1',
    ...TURNING[turned],
    BT709,
  ];
}

const TURNING: Record<Turned, readonly string[]> = {
  0: [],
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
};

/** ITU-R BT.2408: diffuse white, and the brightest that phones record. */
const HDR_WHITE_NITS = 203;
const HDR_PEAK_NITS = 1000;

/** HDR's light levels are bent onto SDR's, not cut off: linear light, BT.709 primaries, then back to a gamma.
 * Mobius leaves faces and rooms as they are and bends the highlights alone; Hable darkened everything. */
function toneMap(transfer: 'hlg' | 'pq'): string[] {
  const trc = transfer === 'pq' ? 'smpte2084' : 'arib-std-b67';
  return [
    `setparams=range=tv:color_primaries=bt2020:color_trc=${trc}:colorspace=bt2020nc`,
    `zscale=t=linear:p=bt709:npl=${HDR_WHITE_NITS}`,
    'format=gbrpf32le',
    `tonemap=tonemap=mobius:param=0.6:peak=${(HDR_PEAK_NITS / HDR_WHITE_NITS).toFixed(3)}:desat=0`,
    'zscale=t=bt709:m=bt709:r=tv',
    'format=yuv420p',
  ];
}

/** The graph that ends in one labelled output per rendition: [v720p][v480p]… */
export function cascade(
  input: string,
  first: readonly string[],
  profiles: readonly RenditionProfile[],
): string {
  const chains: string[] = [];
  profiles.forEach((profile, i) => {
    const filters =
      i === 0
        ? [...first]
        : [`scale=w=${profile.width}:h=${profile.height}:flags=bicubic`, 'setsar=1', BT709];
    const from = i === 0 ? `[${input}]` : `[n${i}]`;
    const last = i === profiles.length - 1;
    const to = last ? `[v${profile.name}]` : `,split=2[v${profile.name}][n${i + 1}]`;
    chains.push(`${from}${filters.join(',')}${to}`);
  });
  return chains.join(';');
}

const HEADER = [
  'tick_rate=60',
  'chroma_sample_loc_type=0',
  'sample_aspect_ratio=1/1',
  'video_format=5',
  'video_full_range_flag=0',
  'colour_primaries=1',
  'transfer_characteristics=1',
  'matrix_coefficients=1',
];

/** One HLS output: closed GOPs of two seconds, one fragmented MP4 segment each, nothing that tells of its making. */
export function videoOutput(
  profile: RenditionProfile,
  rate: RateClass,
  outDir: string,
): FfmpegRun['outputs'][number] {
  const dir = `${outDir}/${profile.name}`;
  return {
    options: [
      '-map',
      `[v${profile.name}]`,
      '-map_metadata',
      '-1',
      '-map_chapters',
      '-1',
      '-fps_mode',
      'passthrough',
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-profile:v',
      'high',
      '-level:v',
      profile.level,
      '-pix_fmt',
      'yuv420p',
      '-crf',
      String(profile.crf),
      '-maxrate',
      String(profile.maxrateBps),
      '-bufsize',
      String(profile.maxrateBps * 2),
      '-g',
      String(rate.gopFrames),
      '-keyint_min',
      String(rate.gopFrames),
      '-sc_threshold',
      '0',
      // Pictures in the order in which they are shown. With reordering, ffmpeg (and what is built on it) plays
      // our edit-list-free segments 67 to 83 ms late against the sound.
      '-bf',
      '0',
      '-flags',
      '+cgop+bitexact',
      '-fflags',
      '+bitexact',
      // What the stream's own header says besides differs by source (rate, chroma siting); fixed, all inits are
      // one. Unit type 6 is supplemental information, where the encoder writes its name and settings.
      '-bsf:v',
      `h264_metadata=${HEADER.join(':')},filter_units=remove_types=6`,
      '-f',
      'hls',
      '-hls_time',
      String(SEGMENT_SECONDS),
      '-hls_list_size',
      '0',
      '-hls_playlist_type',
      'event',
      '-hls_segment_type',
      'fmp4',
      '-hls_flags',
      'independent_segments+temp_file',
      '-hls_segment_options',
      'movflags=+negative_cts_offsets+skip_sidx:use_editlist=0:video_track_timescale=90000',
      '-hls_fmp4_init_filename',
      RAW_INIT,
      '-hls_segment_filename',
      `${dir}/%05d.m4s`,
    ],
    file: `${dir}/index.m3u8`,
  };
}

export interface TakeVideo {
  file: string;
  source: SourceFacts;
  turned?: Turned | undefined;
  rate: RateClass;
  renditions: readonly RenditionName[];
  outDir: string;
  maxFrames: number;
  maxPixels: number;
}

/**
 * The file's own times, kept as they are. Of a transport stream that begins at exactly 0, ffmpeg would all the
 * same move each stream to 0 by itself, as it compares the offset that it was given (none) with the file's
 * start: a microsecond, less than a stream's own ticks, makes them differ.
 */
export const OWN_TIMES = ['-copyts', '-itsoffset', '0.000001'];

/** A take's every rendition by one decode. The file's own times are kept, so that startUs holds for picture and sound. */
export function takeVideoRun(take: TakeVideo): FfmpegRun {
  const profiles = profilesOf(take.renditions);
  const [top] = profiles;
  if (top === undefined) throw new RangeError('no rendition asked for');
  return {
    inputs: [
      {
        options: [
          '-v',
          'error',
          ...OWN_TIMES,
          // A picture that changes its size must not start the graph, and with it the timeline, anew.
          '-reinit_filter',
          '0',
          ...openTokens(),
          '-max_pixels',
          String(take.maxPixels),
        ],
        file: inputUrl(take.file),
      },
    ],
    graph: cascade(
      `0:${take.source.videoStreamIndex}`,
      sourceFilters(take.source, take.rate, top, take.maxFrames, take.turned),
      profiles,
    ),
    outputs: profiles.map((profile) => videoOutput(profile, take.rate, take.outDir)),
  };
}

export interface FrameRange {
  /** First frame that is kept, and the first after it that is not. */
  start: number;
  end: number;
}

export interface CutVideo {
  /** A whole fragmented MP4 of the take's highest rendition: its init and every segment. */
  file: string;
  rate: RateClass;
  frames: readonly FrameRange[];
  renditions: readonly RenditionName[];
  outDir: string;
}

/** A cut's every rendition. Frames are chosen by number: a time in seconds can lose one. */
export function cutVideoRun(cut: CutVideo): FfmpegRun {
  const profiles = profilesOf(cut.renditions);
  const [top] = profiles;
  const last = cut.frames.at(-1);
  if (top === undefined || last === undefined) throw new RangeError('nothing to encode');
  const kept = cut.frames.map(({ start, end }) => `between(n\\,${start}\\,${end - 1})`).join('+');
  const first = [
    `trim=end_frame=${last.end}`,
    `select='${kept}'`,
    `setpts=N/(${cut.rate.num}/${cut.rate.den})/TB`,
    `scale=w=${top.width}:h=${top.height}:flags=bicubic`,
    'format=yuv420p',
    'setsar=1',
    BT709,
  ];
  return {
    inputs: [{ options: ['-v', 'error', ...openTokens()], file: inputUrl(cut.file) }],
    graph: cascade('0:v:0', first, profiles),
    outputs: profiles.map((profile) => videoOutput(profile, cut.rate, cut.outDir)),
  };
}
