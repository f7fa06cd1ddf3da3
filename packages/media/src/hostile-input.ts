/** Sound without a container of pictures, as recorders and messengers make it. None of them names another file. */
export const AUDIO_FILES = ['mp3', 'wav', 'flac', 'amr', 'aac'] as const;

/**
 * Forced on every opening of a speaker's file. The demuxer list is what stops a playlist that names another
 * upload: a protocol list alone does not, as a local file is a `file` too.
 */
export const DEMUXERS = [
  'mov',
  'matroska',
  'avi',
  'mpegts',
  'mpeg',
  'flv',
  'ogg',
  'asf',
  // Camcorders: tape, and those of broadcasters.
  'dv',
  'mxf',
  ...AUDIO_FILES,
] as const;

/** Of these, the length comes from the header, not from the packets, and is therefore a promise. */
export const DECLARES_LENGTH: ReadonlySet<string> = new Set(['mov', 'matroska', 'avi']);

export const VIDEO_CODECS: ReadonlySet<string> = new Set([
  'h264',
  'hevc',
  'vp8',
  'vp9',
  'av1',
  'mpeg4',
  'msmpeg4v2',
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
  'wmv1',
  'wmv2',
  'wmv3',
  'flv1',
  'svq3',
  // What editors and capture programs hand over.
  'cfhd',
  'qtrle',
  'rawvideo',
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
  'wmapro',
  'qcelp',
  'speex',
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
  'pcm_bluray',
  'pcm_dvd',
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
