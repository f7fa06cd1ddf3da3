export type HlsErrorCode =
  /** The bytes are not the fragmented MP4 that the encoder writes, or end in the middle of a box. */
  | 'malformed-media'
  /** A shifted time does not fit the field that holds it, or would be negative. */
  | 'time-out-of-range'
  /** A media set cannot be part of a timeline: incomplete, empty, with a hole, or in an unknown timescale. */
  | 'unfit-media-set'
  /** The items of a programme have no rendition in common. */
  | 'no-common-rendition'
  /** A playlist needs at least one segment. */
  | 'no-segments'
  /** A value would break the syntax of a playlist, or the text is no playlist. */
  | 'bad-playlist';

export class HlsError extends Error {
  readonly code: HlsErrorCode;

  constructor(code: HlsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HlsError';
    this.code = code;
  }
}
