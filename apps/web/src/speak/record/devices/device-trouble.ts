/** Why there is no camera or microphone; each has its own words. */
export type Trouble =
  | 'refused'
  | 'no_camera'
  | 'no_microphone'
  | 'busy'
  | 'unplugged'
  | 'unsupported'
  | 'failed';

const nameOfError = (error: unknown): string => (error instanceof Error ? error.name : '');

/** What `getUserMedia` means by its refusal; `cameras` as the browser counts them. */
export function judgeTrouble(error: unknown, cameras: number): Trouble {
  switch (error instanceof DOMException ? error.name : nameOfError(error)) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return cameras === 0 ? 'no_camera' : 'no_microphone';
    case 'NotReadableError':
    case 'TrackStartError':
      return 'busy';
    default:
      return 'failed';
  }
}

/** Where the switch lies that allows it again. */
export type Family = 'safari_phone' | 'safari' | 'firefox' | 'chrome_phone' | 'chrome';

export function familyOf(userAgent: string, touchPoints = 0): Family {
  // An iPad calls itself a Mac.
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)) {
    return 'safari_phone';
  }
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrome\/|Chromium\//.test(userAgent)) return /Android/.test(userAgent) ? 'chrome_phone' : 'chrome';
  return /Safari\//.test(userAgent) ? 'safari' : 'chrome';
}
