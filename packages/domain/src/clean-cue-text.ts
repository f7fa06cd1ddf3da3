import { CUE_TEXT_LIMIT } from './captions.ts';

export interface CleanText {
  /** As `Cue.text` describes it; empty where nothing is left to read. */
  text: string;
  /** Something else than plain words, lines and b, i, u was taken out. */
  changed: boolean;
}

const KEPT_TAGS: Readonly<Record<string, string>> = { b: 'b', i: 'i', u: 'u', strong: 'b', em: 'i' };
/** What stands inside these is no text. */
const SWALLOWED = new Set(['script', 'style']);
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lrm: '\u200E',
  rlm: '\u200F',
};

// Sticky and bounded, each: a hostile text costs no more than its length.
const TAG = /<(\/?)([A-Za-z][A-Za-z0-9]{0,20})(?=[\s.>/])[^<>]{0,500}>/y;
const TIMESTAMP = /<[\d:.]{1,20}>/y;
const COMMENT = /<!--[^>]{0,500}>/y;
/** Overrides of SubStation files, which live on in SRT: `{\an8}`, `{\pos(1,2)}`; and `{y:i}` of others. */
const OVERRIDE = /\{(?:\\[^{}\n]{0,200}|[A-Za-z]:[^{}\n]{0,60})\}/y;
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,5}));/y;

/**
 * Foreign cue text, markup and all, as text that is safe in WebVTT and HTML alike. Tags are read before entities
 * are, once: what was written as `&lt;script&gt;` is words and leaves as `&lt;script&gt;`.
 */
export function cleanCueText(raw: string): CleanText {
  const out = new Output();
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(raw);
    if (match !== null) at += match[0].length;
    return match;
  };
  while (at < raw.length && !out.full) {
    const char = raw.charAt(at);
    if (char === '<') {
      const tag = take(TAG);
      if (tag !== null) {
        const name = (tag[2] ?? '').toLowerCase();
        const kept = KEPT_TAGS[name];
        if (kept !== undefined) out.tag(kept, tag[1] === '/');
        else if (name === 'br') out.word('\n');
        else {
          out.changed = true;
          if (SWALLOWED.has(name) && tag[1] === '') at = endOf(raw, name, at);
        }
        continue;
      }
      if (take(TIMESTAMP) !== null || take(COMMENT) !== null) {
        out.changed = true;
        continue;
      }
    } else if (char === '{') {
      if (take(OVERRIDE) !== null) {
        out.changed = true;
        continue;
      }
    } else if (char === '&') {
      const entity = take(ENTITY);
      const decoded = entity && decode(entity);
      if (entity !== null) {
        out.word(decoded ?? entity[0]);
        continue;
      }
    } else if (char === '\\' && (raw[at + 1] === 'N' || raw[at + 1] === 'h')) {
      out.word(raw[at + 1] === 'N' ? '\n' : ' ');
      at += 2;
      continue;
    }
    const sign = String.fromCodePoint(raw.codePointAt(at) ?? 0);
    out.word(sign);
    at += sign.length;
  }
  return out.finish();
}

function endOf(raw: string, name: string, from: number): number {
  const close = raw.toLowerCase().indexOf(`</${name}`, from);
  return close === -1 ? raw.length : close;
}

function decode([, decimal, hexadecimal, name]: RegExpExecArray): string | null {
  if (name !== undefined) return NAMED[name] ?? null;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return valid ? String.fromCodePoint(code) : '';
}

class Output {
  changed = false;
  #text = '';
  #open: string[] = [];
  #words = 0;

  /** More is not read: the cue is too long, whatever follows. */
  get full(): boolean {
    return this.#words > CUE_TEXT_LIMIT * 4;
  }

  word(word: string): void {
    this.#words += word.length;
    this.#text += word === '&' ? '&amp;' : word === '<' ? '&lt;' : word === '>' ? '&gt;' : escaped(word);
  }

  /** Tags leave in pairs, whatever the file has: a close ends everything that was opened since. */
  tag(name: string, closes: boolean): void {
    if (!closes) {
      if (this.#open.includes(name)) return;
      this.#open.push(name);
      this.#text += `<${name}>`;
      return;
    }
    if (!this.#open.includes(name)) return;
    for (let top = this.#open.pop(); top !== undefined; top = this.#open.pop()) {
      this.#text += `</${top}>`;
      if (top === name) return;
    }
  }

  finish(): CleanText {
    for (let top = this.#open.pop(); top !== undefined; top = this.#open.pop()) this.#text += `</${top}>`;
    const plain = withoutTricks(this.#text);
    if (plain !== this.#text.normalize('NFC')) this.changed = true;
    const lines = plain
      .split('\n')
      .map((line) => line.replace(/[\p{Zs}]+/gu, ' ').trim())
      .filter((line) => line !== '');
    const text = withoutEmptyPairs(lines.join('\n'));
    const readable = /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(/<\/?[biu]>/g, ''));
    return { text: readable ? text : '', changed: this.changed };
  }
}

function escaped(word: string): string {
  return word.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));
}

function withoutEmptyPairs(text: string): string {
  let before = text;
  for (let round = 0; round < 3; round += 1) {
    const after = before.replace(/<([biu])>(\s*)<\/\1>/g, '$2');
    if (after === before) break;
    before = after;
  }
  return before
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/**
 * Characters that show something else than they say. Embeddings and isolates, which SRT files in Arabic begin
 * their lines with, become the mark of their direction, so that a line's full stop stays on its side; overrides,
 * which turn words round, go. Joiners stay: Persian and Indic scripts are written with them. No run of marks
 * climbs over the lines above.
 */
function withoutTricks(text: string): string {
  return (
    text
      .toWellFormed()
      .normalize('NFC')
      .replace(/\t/g, ' ')
      .replace(/[\u2028\u2029\v\f\u0085]/g, '\n')
      .replace(/[\u202B\u2067]/g, '\u200F')
      .replace(/[\u202A\u2066]/g, '\u200E')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
      .replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g, '')
      .replace(
        /[\u202C-\u202E\u2068\u2069\u200B\u2060-\u2064\u206A-\u206F\uFEFF\uFFF9-\uFFFC\uFFFE\uFFFF]/g,
        '',
      )
      .replace(/[\u{E0000}-\u{E0FFF}\u{1FFFE}-\u{1FFFF}\u{F0000}-\u{10FFFF}\u{E000}-\u{F8FF}]/gu, '')
      .replace(/(\p{M}{6})\p{M}+/gu, '$1')
  );
}
