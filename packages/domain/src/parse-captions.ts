import { captionLimits, cueWarnings } from './caption-rules.ts';
import {
  CAPTIONS_LIMIT_BYTES,
  CaptionNotes,
  type Captions,
  CUE_TEXT_LIMIT,
  CUES_LIMIT,
  type Cue,
  plainCueText,
} from './captions.ts';
import { cleanCueText } from './clean-cue-text.ts';
import { decodeText } from './decode-text.ts';
import { Problem } from './problems.ts';

/** Hours may be missing or have any length; SRT writes a comma, WebVTT a point. */
const TIME = '(?:(\\d{1,4}):)?(\\d{1,2}):(\\d{1,2})(?:[.,](\\d{1,6}))?';
const TIMING = new RegExp(`^[ \\t]{0,20}${TIME}[ \\t]{0,20}-{1,3}>[ \\t]{0,20}${TIME}(?:[ \\t]|$)`);
/** Blocks of WebVTT that are no captions. */
const OTHER_BLOCK = /^(?:WEBVTT|NOTE|STYLE|REGION)(?:[ \t]|$)/;
/** A line longer than that is no timing, whatever it holds. */
const TIMING_LINE_LIMIT = 500;

export interface ParseCaptionsOptions {
  /** The measured length of the take that they belong to. */
  takeMs: number;
  /** Decides what an old file without a declared encoding most likely is. */
  language?: string;
}

/**
 * Reads SubRip or WebVTT, in whatever state: the captions in the take's time, cleaned, in order and apart.
 * @throws Problem captions_too_large | captions_unreadable | captions_empty | captions_do_not_match
 */
export function parseCaptions(
  source: Uint8Array | string,
  { takeMs, language }: ParseCaptionsOptions,
): Captions {
  // A string has at most three bytes of UTF-8 for each of its units; it is counted only where that may matter.
  const bytes =
    typeof source !== 'string'
      ? source.byteLength
      : source.length * 3 > CAPTIONS_LIMIT_BYTES
        ? new TextEncoder().encode(source).byteLength
        : source.length;
  if (bytes > CAPTIONS_LIMIT_BYTES) {
    throw new Problem('captions_too_large', { figures: { bytes, limitBytes: CAPTIONS_LIMIT_BYTES } });
  }
  const text = typeof source === 'string' ? source : decodeText(source, language);
  if (text === null || text.includes('\0')) throw new Problem('captions_unreadable');
  const notes = new CaptionNotes();
  const cues = within(apart(readBlocks(text, notes), notes), takeMs, notes);
  noteReading(cues, language, notes);
  return { cues, findings: notes.findings() };
}

/**
 * Captions as somebody wrote them in an editor, mended as those of a file are: clean, in order, apart, and within
 * the take.
 * @throws Problem captions_empty | captions_too_large | captions_do_not_match
 */
export function mendCaptions(given: readonly Cue[], { takeMs, language }: ParseCaptionsOptions): Captions {
  if (given.length > CUES_LIMIT) {
    throw new Problem('captions_too_large', { figures: { cuesLimit: CUES_LIMIT } });
  }
  const notes = new CaptionNotes();
  const cues: Cue[] = [];
  for (const { startMs, endMs, text } of given) {
    if (endMs <= startMs) notes.add('times_impossible');
    else addClean(cues, { startMs, endMs, text }, notes);
  }
  if (cues.length === 0) throw new Problem('captions_empty');
  const mended = within(apart(cues, notes), takeMs, notes);
  noteReading(mended, language, notes);
  return { cues: mended, findings: notes.findings() };
}

function addClean(cues: Cue[], cue: Cue, notes: CaptionNotes): void {
  const clean = cleanCueText(cue.text);
  if (clean.changed) notes.add('styling_removed');
  if (clean.text === '') notes.add('cues_empty');
  else if (plainCueText(clean.text).length > CUE_TEXT_LIMIT) notes.add('cues_too_long');
  else cues.push({ ...cue, text: clean.text });
}

/** The blocks of a file, as captions with clean text. */
function readBlocks(text: string, notes: CaptionNotes): Cue[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const cues: Cue[] = [];
  let timings = 0;
  let at = 0;
  while (at < lines.length) {
    const block = readBlock(lines, at);
    at = block.next;
    if (block.kind === 'other') {
      if (block.passedOver) notes.add('blocks_passed_over');
      continue;
    }
    timings += 1;
    if (timings > CUES_LIMIT) {
      throw new Problem('captions_too_large', { figures: { cuesLimit: CUES_LIMIT } });
    }
    const { startMs, endMs } = block;
    if (startMs === null || endMs === null || endMs <= startMs) {
      notes.add('times_impossible');
      continue;
    }
    addClean(cues, { startMs, endMs, text: block.text }, notes);
  }
  if (timings === 0) throw new Problem('captions_unreadable');
  if (cues.length === 0) throw new Problem('captions_empty');
  return cues;
}

type Block =
  | { kind: 'other'; next: number; passedOver: boolean }
  | { kind: 'cue'; next: number; startMs: number | null; endMs: number | null; text: string };

/** From a line on: to the next empty line, or to the next timing where the empty line is missing. */
function readBlock(lines: readonly string[], from: number): Block {
  let at = from;
  const first = lines[at] ?? '';
  if (first.trim() === '') return { kind: 'other', next: at + 1, passedOver: false };
  if (OTHER_BLOCK.test(first)) {
    while (at < lines.length && (lines[at] ?? '').trim() !== '') {
      // A file whose header is not followed by an empty line still has captions.
      if (at > from && timingOf(lines[at]) !== null) break;
      at += 1;
    }
    return { kind: 'other', next: at, passedOver: false };
  }
  // What stands before the timing is a number or a name.
  while (at < lines.length && (lines[at] ?? '').trim() !== '' && timingOf(lines[at]) === null) at += 1;
  const timing = timingOf(lines[at]);
  if (timing === null) return { kind: 'other', next: at, passedOver: true };
  const text: string[] = [];
  at += 1;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') break;
    if (timingOf(line) !== null) {
      // The line above was the number of the next.
      if (/^\s{0,9}\d{1,9}\s{0,9}$/.test(text.at(-1) ?? '')) text.pop();
      break;
    }
    text.push(line);
  }
  return { kind: 'cue', next: at, ...timing, text: text.join('\n') };
}

function timingOf(line: string | undefined): { startMs: number | null; endMs: number | null } | null {
  if (line === undefined || line.length > TIMING_LINE_LIMIT || !line.includes('->')) return null;
  const match = TIMING.exec(line);
  if (match === null) return null;
  return { startMs: milliseconds(match.slice(1, 5)), endMs: milliseconds(match.slice(5, 9)) };
}

/** Null for what no clock shows. */
function milliseconds([hours, minutes, seconds, fraction]: (string | undefined)[]): number | null {
  const clock = [hours ?? 0, minutes ?? 0, seconds ?? 0].map(Number);
  const [h = 0, m = 0, s = 0] = clock;
  if (m > 59 || s > 59) return null;
  return ((h * 60 + m) * 60 + s) * 1000 + Number((fraction ?? '').slice(0, 3).padEnd(3, '0'));
}

/** In order, and no two at once: who begins together is shown together, who is still there makes room. */
function apart(cues: Cue[], notes: CaptionNotes): Cue[] {
  const sorted = cues
    .map((cue, index) => ({ cue, index }))
    .sort((a, b) => a.cue.startMs - b.cue.startMs || a.index - b.index);
  const out: Cue[] = [];
  for (const { cue } of sorted) {
    const last = out.at(-1);
    if (last === undefined || cue.startMs >= last.endMs) {
      out.push({ ...cue });
      continue;
    }
    if (cue.startMs > last.startMs) {
      last.endMs = cue.startMs;
      notes.add('overlaps_mended');
      out.push({ ...cue });
    } else if (last.text === cue.text) {
      last.endMs = Math.max(last.endMs, cue.endMs);
    } else {
      const text = `${last.text}\n${cue.text}`;
      if (plainCueText(text).length > CUE_TEXT_LIMIT) notes.add('cues_too_long');
      else {
        last.text = text;
        last.endMs = Math.max(last.endMs, cue.endMs);
        notes.add('overlaps_mended');
      }
    }
  }
  return out;
}

function within(cues: Cue[], takeMs: number, notes: CaptionNotes): Cue[] {
  const inside = cues.filter(({ startMs }) => startMs < takeMs);
  const beyond = cues.length - inside.length;
  if (beyond * 2 > cues.length) {
    const lastMs = cues.at(-1)?.endMs ?? 0;
    throw new Problem('captions_do_not_match', { figures: { beyond, cues: cues.length, lastMs, takeMs } });
  }
  notes.add('beyond_the_end', beyond);
  const last = inside.at(-1);
  if (last !== undefined && last.endMs > takeMs) {
    last.endMs = takeMs;
    notes.add('shortened_at_the_end');
  }
  return inside;
}

/** What is hard to read. @param cues in order, apart */
export function noteReading(cues: readonly Cue[], language: string | undefined, notes: CaptionNotes): void {
  const limits = captionLimits(language);
  for (const cue of cues) {
    const warnings = cueWarnings(cue, undefined, limits);
    if (warnings.includes('too_fast')) notes.add('reading_too_fast');
    if (warnings.includes('line_too_long')) notes.add('lines_too_long');
  }
}
