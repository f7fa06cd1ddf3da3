import { alignWords } from './align-words.ts';
import { captionsOfWords, linesOf, textOf } from './caption-lines.ts';
import {
  type CaptionLimits,
  captionLimits,
  columnsOf,
  LEAST_SHOWN_MS,
  LINES_LIMIT,
} from './caption-rules.ts';
import type { Cue } from './captions.ts';
import { cleanCueText } from './clean-cue-text.ts';
import { Problem } from './problems.ts';
import type { Speech } from './speech-of-peaks.ts';
import { spokenWords } from './spoken-words.ts';

/** Nobody speaks faster, and nobody slower: then it is another text than the one that was spoken. */
const PACE_MS = { least: 75, most: 700 } as const;
/** A caption is gone this long after its last word at the most: what is cut may begin right behind that. */
const STAYS_MS = 180;
/** Two captions at least so far apart are seen as two. */
const APART_MS = 40;

export interface SpreadCaptions {
  /** In order, apart. */
  cues: Cue[];
  /** When each sentence begins, and the first of the captions that show it. Two short ones may share one. */
  sentences: { startMs: number; cue: number }[];
  /** Sentences of the text that were not heard, and are not among the captions. */
  leftOut: number;
}

/**
 * Captions from a text that is known and speech of which only the pauses are: its sentences in lines that can be
 * read, each when it is spoken.
 * @throws Problem captions_no_text | captions_no_speech | captions_do_not_fit
 */
export function spreadCaptions({
  text,
  language,
  speech,
  takeMs,
}: {
  text: string;
  /** BCP 47, of the text. */
  language: string;
  speech: Speech;
  takeMs: number;
}): SpreadCaptions {
  const words = spokenWords(text, language);
  if (words.length === 0) throw new Problem('captions_no_text');
  const runs = speech.runs
    .map(({ startMs, endMs }) => ({ startMs, endMs: Math.min(endMs, takeMs) }))
    .filter(({ startMs, endMs }) => endMs > startMs);
  if (runs.length === 0) throw new Problem('captions_no_speech');
  // Before anything is looked for: what is no text of this speech may be of any length.
  const spokenMs = runs.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const paceMs = spokenMs / words.reduce((sum, { weight }) => sum + weight, 0);
  if (paceMs < PACE_MS.least || paceMs > PACE_MS.most) {
    throw new Problem('captions_do_not_fit', { figures: { words: words.length, spokenMs } });
  }
  const { startsMs, endsMs } = alignWords(words, runs);
  const limits = captionLimits(language);
  const captions: Timed[] = [];
  let leftOut = 0;
  for (const { from, to } of captionsOfWords(words, limits)) {
    const [startMs, endMs] = [startsMs[from] ?? null, endsMs[to - 1] ?? null];
    // Two may be shown at once; each sentence begins when it begins.
    const begins =
      from === 0 || words[from - 1]?.after === 'sentence' || words[from - 1]?.after === 'paragraph';
    if (startMs === null || endMs === null) {
      if (begins) leftOut += 1;
      continue;
    }
    const lines = linesOf(words, { from, to }, limits) ?? [textOf(words, { from, to })];
    captions.push({ lines, startMs, endMs, begins, sentencesMs: [] });
  }
  const shown = shownCaptions(readable(captions), takeMs, limits);
  if (shown.cues.length === 0) {
    throw new Problem('captions_do_not_fit', { figures: { words: words.length, spokenMs } });
  }
  return { ...shown, leftOut };
}

interface Timed {
  lines: string[];
  startMs: number;
  endMs: number;
  /** A sentence begins with it. */
  begins: boolean;
  /** When the others of its sentences begin. */
  sentencesMs: number[];
}

/** A line that would be gone before it is read is shown together with the next, where that is one line too. */
function readable(captions: readonly Timed[]): Timed[] {
  const out: Timed[] = [];
  for (const caption of captions) {
    const last = out.at(-1);
    const brief = last !== undefined && caption.startMs - APART_MS - last.startMs < LEAST_SHOWN_MS;
    if (brief && last.lines.length + caption.lines.length <= LINES_LIMIT) {
      last.lines.push(...caption.lines);
      last.endMs = caption.endMs;
      if (caption.begins) last.sentencesMs.push(caption.startMs);
    } else out.push({ ...caption, lines: [...caption.lines] });
  }
  return out;
}

function shownCaptions(
  captions: readonly Timed[],
  takeMs: number,
  limits: CaptionLimits,
): Omit<SpreadCaptions, 'leftOut'> {
  const cues: Cue[] = [];
  const sentences: SpreadCaptions['sentences'] = [];
  for (const [index, { lines, startMs, endMs, begins, sentencesMs }] of captions.entries()) {
    const text = cleanCueText(escaped(lines.join('\n'))).text;
    if (text === '') continue;
    const start = Math.min(Math.max(startMs, cues.at(-1)?.endMs ?? 0), takeMs - 1);
    const next = captions[index + 1]?.startMs ?? takeMs;
    const signs = lines.reduce((sum, line) => sum + columnsOf(line), 0);
    const wantedMs = Math.max(LEAST_SHOWN_MS, (1000 * signs) / limits.readingPerS);
    const end = Math.min(
      Math.max(endMs + STAYS_MS, start + wantedMs),
      Math.max(endMs, next - APART_MS),
      takeMs,
    );
    for (const ms of begins ? [startMs, ...sentencesMs] : sentencesMs) {
      sentences.push({ startMs: ms, cue: cues.length });
    }
    cues.push({ startMs: start, endMs: Math.max(start + 1, Math.round(end)), text });
  }
  return { cues, sentences };
}

const escaped = (text: string) =>
  text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));
