import { type ClipSpec, clip } from './clip.ts';
import { type Patch, patched } from './patched.ts';
import { followed, remuxed, subtitles } from './remuxed.ts';

const of = (spec: ClipSpec) => () => clip({ seconds: 1, ...spec });
const changed = (patch: Patch, spec: ClipSpec = {}) => {
  const make = of(spec);
  return async () => patched(await make(), patch);
};
const again = (spec: ClipSpec, remux: Parameters<typeof remuxed>[1]) => {
  const make = of(spec);
  return async () => remuxed(await make(), remux);
};

const TV = { width: 720, height: 576, seconds: 0.4 } as const;

/** What phones, browsers, cameras and editors make, a second of each: every one must be accepted. */
export const RECORDINGS = {
  // Phones.
  'HEVC with HLG': of({ vcodec: 'libx265', hdr: 'hlg', container: 'mov' }),
  'HEVC with PQ': of({ vcodec: 'libx265', hdr: 'pq', container: 'mov' }),
  'HEVC with Dolby Vision 8.4': changed('dolbyVision', { vcodec: 'libx265', hdr: 'hlg', container: 'mov' }),
  'HEVC of 4K': of({ vcodec: 'libx265', width: 3840, height: 2160, seconds: 0.2, sound: 'steps' }),
  'HEVC 4:2:2': of({ vcodec: 'libx265', pixFmt: 'yuv422p' }),
  'upright, turned by 90°': of({ rotation: 90 }),
  'upside down': of({ rotation: 180 }),
  'upright, turned by 270°': of({ rotation: 270 }),
  'upright without turning': of({ width: 180, height: 320 }),
  'rates from 10 to 60, with a gap': of({
    fps: 60,
    keep: 'lt(t,0.3)+gte(t,0.3)*not(mod(n,6))*not(between(t,0.45,0.79))',
  }),
  '60/s': of({ fps: 60 }),
  'slow motion of 120/s': of({ fps: 120 }),
  'slow motion of 240/s': of({ fps: 240 }),
  'iPhone’s timed metadata': async () =>
    patched(
      await remuxed(await clip({ seconds: 1 }), {
        container: 'mov',
        inputs: subtitles('metadata'),
        options: ['-map', '0', '-map', '1', '-map', '1', '-c:s', 'mov_text', '-timecode', '00:00:00:00'],
      }),
      'timedMetadata',
    ),
  'a trailer of Samsung’s': changed('trailer'),
  'zeros at the end': changed('zeros'),
  'Android’s short last picture': changed('shortLast'),
  'a size of 64 bits': changed('longData'),
  'index first': of({ indexFirst: true }),
  'MP4 whose length is too short': changed('noTime'),
  '3GP at 8 kHz': of({ container: '3gp', vcodec: 'mpeg4', sampleRate: 8000 }),
  '3GP with H.263': of({ container: '3gp', vcodec: 'h263', width: 352, height: 288, sampleRate: 8000 }),
  'HE-AAC': changed('highEfficiency', { sampleRate: 24_000, sound: 'steps' }),

  // Browsers and screen recorders.
  'a browser’s WebM': of({ container: 'webm', live: true }),
  'a browser’s MP4': of({ live: true }),
  'a browser’s Matroska with H.264': of({ container: 'mkv', acodec: 'libopus', extra: ['-live', '1'] }),
  'VP8 of odd size': of({ container: 'webm', extra: ['-s', '321x181', '-aspect', '321:181'] }),
  'VP8 of changing size': async () =>
    followed(
      [
        await clip({ seconds: 0.6, container: 'webm' }),
        await clip({ seconds: 0.6, container: 'webm', width: 480, height: 270 }),
      ],
      'webm',
    ),
  'VP9 and Opus': of({ container: 'webm', vcodec: 'libvpx-vp9' }),
  'VP9 with HDR': of({ container: 'webm', vcodec: 'libvpx-vp9', hdr: 'pq' }),
  'VP9 that one can see through': of({ container: 'webm', vcodec: 'libvpx-vp9', pixFmt: 'yuva420p' }),
  'AV1 by SVT, FLAC at 96 kHz': of({
    container: 'mkv',
    vcodec: 'libsvtav1',
    acodec: 'flac',
    sampleRate: 96_000,
    sound: 'steps',
  }),
  'AV1 by libaom': of({ container: 'mp4', vcodec: 'libaom-av1', seconds: 0.4 }),
  'H.264 of red, green and blue': of({ vcodec: 'libx264rgb', pixFmt: 'rgb24' }),
  'H.264 with full range': of({ pixFmt: 'yuvj420p' }),
  'H.264 in BT.601, said': of({ matrix: 'bt601', tagged: true }),
  'H.264 in BT.709, said': of({ matrix: 'bt709', tagged: true }),
  'H.264 of 720 lines in BT.709, not said': of({ matrix: 'bt709', width: 1280, height: 720, seconds: 0.4 }),
  'H.264 in grey': of({ pixFmt: 'gray' }),

  // Cameras.
  'H.264 4:2:2 with 10 bits': of({ pixFmt: 'yuv422p10le' }),
  'AVCHD, interlaced': of({ container: 'm2ts', acodec: 'ac3', fps: 50, interlaced: true, channels: 2 }),
  'AVCHD with linear sound': of({ container: 'm2ts', acodec: 'pcm_bluray', channels: 2, sound: 'steps' }),
  'MPEG-TS with 5.1': of({
    container: 'ts',
    vcodec: 'mpeg2video',
    acodec: 'ac3',
    channels: 6,
    sound: 'steps',
  }),
  'MPEG programme stream': of({ container: 'mpg', vcodec: 'mpeg2video', acodec: 'mp2' }),
  'a DVD camera’s VOB': of({
    container: 'vob',
    vcodec: 'mpeg2video',
    acodec: 'pcm_dvd',
    channels: 2,
    sound: 'steps',
  }),
  'DV from tape': of({ ...TV, container: 'dv', vcodec: 'dvvideo', acodec: 'pcm_s16le', channels: 2 }),
  'DV in AVI': of({ ...TV, container: 'avi', vcodec: 'dvvideo', acodec: 'pcm_s16le', channels: 2 }),
  'MXF with MPEG-2': of({ ...TV, container: 'mxf', vcodec: 'mpeg2video', acodec: 'pcm_s16le' }),
  'MJPEG and PCM': of({ container: 'avi', vcodec: 'mjpeg', acodec: 'pcm_s16le', pixFmt: 'yuvj422p' }),
  'MPEG-4 and MP3 in AVI': of({ container: 'avi', vcodec: 'mpeg4', acodec: 'mp3' }),
  'Windows Media': of({ container: 'wmv', vcodec: 'wmv2', acodec: 'wmav2' }),
  'Flash video': of({ container: 'flv', vcodec: 'flv1', acodec: 'mp3', sampleRate: 44_100 }),
  'Ogg with Theora': of({ container: 'ogv', vcodec: 'libtheora', acodec: 'libvorbis' }),
  'wide pixels': of({ width: 240, sar: '4/3' }),

  // Editors.
  'ProRes 422 HQ': of({
    container: 'mov',
    vcodec: 'prores_ks',
    acodec: 'pcm_s24le',
    pixFmt: 'yuv422p10le',
    extra: ['-profile:v', '3'],
  }),
  'ProRes 4444 that one can see through': of({
    container: 'mov',
    vcodec: 'prores_ks',
    acodec: 'pcm_s24le',
    pixFmt: 'yuva444p10le',
    seconds: 0.4,
  }),
  'reordered pictures behind an edit list': of({ extra: ['-preset', 'veryfast', '-bf', '3'] }),
  'a start that is cut away by an edit list': again(
    { sound: 'steps' },
    { container: 'mp4', opening: ['-ss', '0.4'], options: ['-map', '0'] },
  ),
  'starting at five seconds': of({ startMs: 5000, soundDelayMs: 5000, container: 'mkv' }),
  'starting before zero': again(
    {},
    {
      container: 'mov',
      options: ['-map', '0', '-output_ts_offset', '-0.2', '-avoid_negative_ts', 'disabled'],
    },
  ),
  'sound that starts late': of({ soundDelayMs: 300, sound: 'steps' }),
  'several sounds, the second the default': of({ secondSound: true, container: 'mkv' }),
  'a cover that is no video': again(
    {},
    {
      container: 'mp4',
      inputs: ['-f', 'lavfi', '-i', 'color=red:s=64x64:r=1:d=1'],
      options: ['-map', '0', '-map', '1', '-c:v:1', 'png', '-disposition:v:1', 'attached_pic'],
    },
  ),
  'subtitles inside': again(
    {},
    {
      container: 'mkv',
      inputs: subtitles('Madam President'),
      options: ['-map', '0', '-map', '1', '-c:s', 'srt'],
    },
  ),
  'E-AC-3': of({ acodec: 'eac3', sound: 'steps' }),
  'Apple Lossless': of({ acodec: 'alac', container: 'mov', sound: 'steps' }),
  'three pictures': of({ seconds: 0.12 }),
} satisfies Record<string, () => Promise<string>>;
export type RecordingName = keyof typeof RECORDINGS;
