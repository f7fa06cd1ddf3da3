import { alignWords } from './align-words.ts';
import { captionsOfWords, linesOf, textOf } from './caption-lines.ts';
import { captionLimits, columnsOf, LEAST_SHOWN_MS } from './caption-rules.ts';
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
  /** When each sentence begins, and the first of the captions that show it. */
  sentences: { startMs: number; cue: number }[];
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
  const runs = speech.runs.filter(({ startMs, endMs }) => endMs > startMs && startMs < takeMs);
  if (runs.length === 0) throw new Problem('captions_no_speech');
  // Before anything is looked for: what is no text of this speech may be of any length.
  const spokenMs = runs.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const paceMs = spokenMs / words.reduce((sum, { weight }) => sum + weight, 0);
  if (paceMs < PACE_MS.least || paceMs > PACE_MS.most) {
    throw new Problem('captions_do_not_fit', { figures: { words: words.length, spokenMs } });
  }
  const { startsMs, endsMs } = alignWords(words, runs);
  const limits = captionLimits(language);
  const timed = captionsOfWords(words, limits).map(({ from, to }) => ({
    text: cleanCueText(
      escaped((linesOf(words, { from, to }, limits) ?? [textOf(words, { from, to })]).join('\n')),
    ).text,
    startMs: startsMs[from] ?? 0,
    endMs: endsMs[to - 1] ?? takeMs,
    begins: from === 0 || words[from - 1]?.after === 'sentence' || words[from - 1]?.after === 'paragraph',
  }));
  const cues: Cue[] = [];
  const sentences: SpreadCaptions['sentences'] = [];
  for (const [index, { text: shown, startMs, endMs, begins }] of timed.entries()) {
    if (shown === '') continue;
    const last = cues.at(-1);
    const start = Math.min(Math.max(startMs, last?.endMs ?? 0), takeMs - 1);
    const next = timed[index + 1]?.startMs ?? takeMs;
    const wantedMs = Math.max(LEAST_SHOWN_MS, (1000 * columnsOf(shown)) / limits.readingPerS);
    const end = Math.min(
      Math.max(endMs + STAYS_MS, start + wantedMs),
      Math.max(endMs, next - APART_MS),
      takeMs,
    );
    if (begins) sentences.push({ startMs, cue: cues.length });
    cues.push({ startMs: start, endMs: Math.max(start + 1, Math.round(end)), text: shown });
  }
  return { cues, sentences };
}

const escaped = (text: string) =>
  text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));
