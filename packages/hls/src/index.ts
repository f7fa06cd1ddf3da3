export { averageBps, peakBps } from './bandwidth.ts';
export {
  CAPTIONS_TYPE,
  type CaptionTrack,
  captionPlaylist,
  captionSegment,
  captionSegments,
  type ItemCaptions,
  placeCaptions,
  wholeCaptions,
} from './captions.ts';
export {
  CHAPTERS_DATA_ID,
  CHAPTERS_TYPE,
  chaptersJson,
  chaptersVtt,
  itemChapters,
  type PlacedChapter,
} from './chapters.ts';
export {
  type Get,
  type Presentation,
  readPresentation,
  type Served,
  type ServedTrack,
  tracksOf,
} from './conformance/presentation.ts';
export {
  conformanceProblems,
  presentationProblems,
  type RuleProblem,
  updateProblems,
} from './conformance.ts';
export { HlsError, type HlsErrorCode } from './errors.ts';
export {
  readTimescale,
  type Shift,
  type ShiftOptions,
  segmentBaseTime,
  shiftBaseTime,
  type Ticks,
} from './fmp4/base-time.ts';
export { type Box, findBoxes, walkBoxes } from './fmp4/boxes.ts';
export { MAX_HELD_BYTES, shiftBaseTimeStream } from './fmp4/shift-stream.ts';
export { countAudioFrames, trimAudioSegment } from './fmp4/trim-audio.ts';
export {
  type ParsedMedia,
  type ParsedMultivariant,
  type ParsedPlaylist,
  type ParsedSegment,
  type ParsedVariant,
  parseMediaPlaylist,
  parseMultivariantPlaylist,
  parsePlaylist,
} from './parse.ts';
export {
  type MediaPlaylistOptions,
  type MultivariantOptions,
  mediaPlaylist,
  multivariant,
  PLAYLIST_TYPE,
  PLAYLIST_VERSION,
} from './playlist.ts';
export {
  clockOf,
  listedSoFar,
  type Screening,
  type ScreeningPlaylistOptions,
  type ScreeningWindow,
  screeningPlaylist,
  screeningPosition,
  screeningWindow,
  segmentListedAtMs,
  turnBeganAtMs,
  WINDOW_AHEAD_MS,
  WINDOW_BEHIND_MS,
} from './screening.ts';
export {
  captionsListedSoFar,
  captionsOfTurn,
  LIVE_CAPTION_SEGMENT_MS,
  screeningCaptions,
} from './screening-captions.ts';
export { servedBytes, serveSegment } from './serve-segment.ts';
export { type StoryboardItem, storyboardVtt, VTT_TYPE } from './storyboard-vtt.ts';
export {
  AUDIO_TRACK,
  commonRenditions,
  findTrack,
  mediaSetTimeline,
  type PlacedInit,
  type PlacedItem,
  type PlacedSegment,
  type PlacedTrack,
  type ProgrammeItem,
  programmeTimeline,
  SEGMENT_TARGET_S,
  type Timeline,
  timelineMs,
} from './timeline.ts';
