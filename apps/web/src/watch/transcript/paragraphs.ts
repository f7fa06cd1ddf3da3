import { type Cue, endsSentence, isUnspaced } from '@rostrum/domain';

/** What is marked, and what a press goes to; in the statement's own time. */
export interface Sentence {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}
export type Paragraph = readonly Sentence[];

/** Whoever is silent for so long begins something else, where enough was said before. */
const PAUSE_MS = 1_200;
const PARAGRAPH_LEAST = 160;
const LONG_PAUSE_MS = 2_500;
/** Captions without full stops: there a pause ends a sentence, and what nobody would read as one. */
const STOP_MS = 2_000;
const SENTENCE_MOST = 320;
/** Longer than this, a paragraph ends with its sentence. */
const PARAGRAPH_MOST = 600;

/** Captions as text to be read: whole sentences, in paragraphs where the speaker paused. */
export function paragraphsOf(cues: readonly Cue[]): Paragraph[] {
  const paragraphs: Sentence[][] = [];
  let signs = 0;
  for (const sentence of sentencesOf(cues)) {
    const open = paragraphs[paragraphs.length - 1];
    const pauseMs = sentence.startMs - (open?.[open.length - 1]?.endMs ?? 0);
    const paused = pauseMs >= LONG_PAUSE_MS || (pauseMs >= PAUSE_MS && signs >= PARAGRAPH_LEAST);
    if (open === undefined || paused || signs >= PARAGRAPH_MOST) {
      paragraphs.push([sentence]);
      signs = 0;
    } else {
      open.push(sentence);
    }
    signs += sentence.text.length;
  }
  return paragraphs;
}

export function sentencesOf(cues: readonly Cue[]): Sentence[] {
  const sentences: Sentence[] = [];
  let open: Sentence | undefined;
  for (const cue of cues) {
    if (open && stops(open, cue)) {
      sentences.push(open);
      open = undefined;
    }
    for (const { ends, ...piece } of piecesOf(cue)) {
      const whole: Sentence = open
        ? { text: joined(open.text, piece.text), startMs: open.startMs, endMs: piece.endMs }
        : piece;
      if (ends) sentences.push(whole);
      open = ends ? undefined : whole;
    }
  }
  return open ? [...sentences, open] : sentences;
}

/** The sentence, or the caption, that is said at a moment, or was said last; -1 before the first. */
export function sentenceAt(sentences: readonly Pick<Sentence, 'startMs'>[], ms: number): number {
  let at = -1;
  for (const [index, { startMs }] of sentences.entries()) {
    if (startMs > ms) break;
    at = index;
  }
  return at;
}

const stops = ({ text, endMs }: Sentence, { startMs }: Cue): boolean =>
  startMs - endMs >= STOP_MS || text.length >= SENTENCE_MOST;

interface Piece extends Sentence {
  readonly ends: boolean;
}

/** What a caption says of each sentence in it. Within a caption nobody knows the times: they go by the signs. */
function piecesOf({ startMs, endMs, text }: Cue): Piece[] {
  const parts: { text: string; ends: boolean }[] = [];
  let open = '';
  for (const word of wordsOf(text)) {
    open = open === '' ? word : joined(open, word);
    if (!endsSentence(word)) continue;
    parts.push({ text: open, ends: true });
    open = '';
  }
  if (open !== '') parts.push({ text: open, ends: false });
  const whole = parts.reduce((sum, part) => sum + part.text.length, 0);
  let signs = 0;
  const at = () => Math.round(startMs + ((endMs - startMs) * signs) / Math.max(1, whole));
  return parts.map((part) => {
    const from = at();
    signs += part.text.length;
    return { ...part, startMs: from, endMs: at() };
  });
}

/** Where words are not set apart by spaces, a full stop stands within one. */
const wordsOf = (text: string): string[] =>
  text.split(/\s+/u).flatMap((word) => word.match(/[^。！？]*[。！？]+[」』”’）)\]]*|[^。！？]+/gu) ?? []);

function joined(before: string, after: string): string {
  const unspaced = isUnspaced(before.slice(-1)) || isUnspaced(after.slice(0, 1));
  return unspaced || /[。！？、，]$/u.test(before) ? before + after : `${before} ${after}`;
}
