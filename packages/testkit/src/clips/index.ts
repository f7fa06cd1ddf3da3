export { type Box, boxAt, boxesIn, childrenOf } from './boxes.ts';
export {
  type ClipSpec,
  COLOURS,
  type Container,
  clip,
  clipTokens,
  markFrames,
  NUMBER_BAND,
  NUMBER_BITS,
  type Sound,
  TELLTALE,
} from './clip.ts';
export { DAMAGES, type Damage, damage, partsOf } from './damage.ts';
export { HOSTILE, type Hostile, hostile, noise } from './hostile.ts';
export { mostColourful } from './in-colour.ts';
export { type Events, flashesAndBeeps, offsetsMs } from './in-step.ts';
export { measureLoudness } from './measure-loudness.ts';
export { mutate, seeded } from './mutate.ts';
export { PATCHES, type Patch, patched } from './patched.ts';
export { countFrames, frameLumas, frameNumbers, joined, onsetMs, samples, toneLevel } from './read-back.ts';
export { RECORDINGS, type RecordingName } from './recordings.ts';
export { remade } from './remade.ts';
export { followed, type Remux, remuxed, subtitles } from './remuxed.ts';
export { resized } from './resized.ts';
export { SPEECH_RATE, silence, speech } from './speech.ts';
export { type SpokenClip, spokenClip } from './spoken-clip.ts';
export { UNWANTED, type Unwanted, unwanted } from './unwanted.ts';
