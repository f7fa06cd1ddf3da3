export type Mode = 'video' | 'sound';

/**
 * What the server takes, best first. H.264 with AAC is what a phone encodes by itself and every player knows. An
 * MP4 whose codecs are not named comes last: Chromium would put VP9 or AV1 into it, and only where no WebM can be
 * written (Safari before 18.4) does it mean H.264.
 */
const FORMATS: Readonly<Record<Mode, readonly string[]>> = {
  video: [
    'video/mp4;codecs=avc1.42E01F,mp4a.40.2',
    'video/mp4;codecs=avc1.4D401F,mp4a.40.2',
    'video/webm;codecs=vp8,opus',
    'video/webm;codecs=vp9,opus',
    'video/webm',
    'video/mp4',
  ],
  sound: [
    'audio/mp4;codecs=mp4a.40.2',
    'audio/webm;codecs=opus',
    'audio/ogg;codecs=opus',
    'audio/webm',
    'audio/mp4',
  ],
};

/** The `mimeType` to record in; null where the browser can write none that we take. */
export function chooseFormat(mode: Mode, isSupported: (mimeType: string) => boolean): string | null {
  return FORMATS[mode].find(isSupported) ?? null;
}

const ENDINGS: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'audio/mp4': 'm4a',
  'audio/webm': 'webm',
  'audio/ogg': 'ogg',
};

export const kindOf = (mimeType: string): string => mimeType.split(';')[0]?.trim().toLowerCase() ?? '';

/** A neutral name, which tells of nobody. */
export const nameOf = (number: number, mimeType: string): string =>
  `recording-${number}.${ENDINGS[kindOf(mimeType)] ?? 'webm'}`;
