/**
 * Forced on every opening of a speaker's file. The demuxer list is what stops a playlist that names another
 * upload: a protocol list alone does not, as a local file is a `file` too.
 */
export const DEMUXERS = ['mov', 'matroska', 'avi', 'mpegts', 'mpeg', 'flv', 'ogg', 'asf'] as const;

export const VIDEO_CODECS: ReadonlySet<string> = new Set([
  'h264',
  'hevc',
  'vp8',
  'vp9',
  'av1',
  'mpeg4',
  'msmpeg4v3',
  'mpeg2video',
  'mpeg1video',
  'h263',
  'mjpeg',
  'prores',
  'dnxhd',
  'dvvideo',
  'theora',
  'vc1',
  'wmv3',
  'flv1',
]);

export const AUDIO_CODECS: ReadonlySet<string> = new Set([
  'aac',
  'aac_latm',
  'mp3',
  'mp2',
  'opus',
  'vorbis',
  'flac',
  'alac',
  'ac3',
  'eac3',
  'amr_nb',
  'amr_wb',
  'wmav1',
  'wmav2',
  'adpcm_ima_wav',
  'adpcm_ima_qt',
  'adpcm_ms',
  'pcm_s16le',
  'pcm_s16be',
  'pcm_s24le',
  'pcm_s24be',
  'pcm_s32le',
  'pcm_s32be',
  'pcm_u8',
  'pcm_s8',
  'pcm_f32le',
  'pcm_f32be',
  'pcm_alaw',
  'pcm_mulaw',
]);

export function openTokens(maxStreams = 1000): string[] {
  return [
    '-protocol_whitelist',
    'file',
    '-format_whitelist',
    DEMUXERS.join(','),
    '-max_streams',
    String(maxStreams),
  ];
}

export function inputUrl(file: string): string {
  return `file:${file}`;
}
