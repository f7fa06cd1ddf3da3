import { countWords, wordsOfLanguage } from './count-words.ts';
import { spokenMs } from './spoken-length.ts';

/** Where a text came from: it was typed or pasted, or read from a file of that kind. */
export const WRITTEN_SOURCES = ['typed', 'docx', 'odt', 'pdf', 'txt'] as const;
export type WrittenSource = (typeof WRITTEN_SOURCES)[number];
/** Those that are files, by what is inside of them and not by their names. */
export const DOCUMENT_KINDS = ['docx', 'odt', 'pdf', 'txt'] as const satisfies readonly WrittenSource[];
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const DOCUMENT_LIMIT_BYTES = 10 * 1024 * 1024;
/** A statement of seven minutes has some 6,000 characters; what is handed in beside it has ten times as many. */
export const WRITTEN_TEXT_LENGTH = 60_000;
export const WRITTEN_LANGUAGES_PER_STATEMENT = 8;
/** So many versions of a statement's texts each may write: every one is kept. */
export const WRITTEN_VERSIONS = { speaker: 200, staff: 400 } as const;

/** Unseen and without meaning in plain words: controls, byte order marks, soft hyphens, embedded directions. */
const UNSEEN = /(?!\n|\t)\p{Cc}|[\u00AD\u2060\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFC]/gu;
const LINE_END = /\r\n?|[\u0085\v\f\u2028\u2029]/g;

/**
 * Plain text as it is kept: a paragraph a line, at most one empty line between two, nothing unseen. Joiners and
 * direction marks stay (Persian, Sinhala and others are written with them), and so do spaces that do not break.
 */
export function normaliseWrittenText(text: string): string {
  return text
    .replace(LINE_END, '\n')
    .replace(UNSEEN, '')
    .normalize('NFC')
    .split('\n')
    .map((line) => line.replace(/[ \t\u1680\u2000-\u200A\u205F]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** In order, none empty. */
export const paragraphsOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

export const wordsIn = (text: string, language: string): number =>
  countWords(text, wordsOfLanguage(language));

export interface WrittenFigures {
  characters: number;
  words: number;
  /** As it takes to say it at the speed that interpreters can follow. */
  spokenMs: number;
}

/** @param language BCP 47, canonical: asked, never guessed */
export function writtenFigures(text: string, language: string): WrittenFigures {
  const words = wordsIn(text, language);
  return { characters: text.length, words, spokenMs: spokenMs(words) };
}

export interface WrittenVersion {
  statementId: string;
  language: string;
  createdAt: Date;
  /** From 1, within statement and language. */
  number: number;
}

/** The newest of each language, by language. */
export function newestWritten<T extends WrittenVersion>(versions: readonly T[]): T[] {
  const newest = new Map<string, T>();
  for (const version of versions) {
    const key = `${version.statementId} ${version.language}`;
    const known = newest.get(key);
    if (known === undefined || known.number < version.number) newest.set(key, version);
  }
  return [...newest.values()].sort((a, b) => (a.language < b.language ? -1 : 1));
}

/**
 * What viewers of a published revision read: of the statements whose video it shows them, never of a card, and of
 * each language the newest that was there when a coordinator published last. So that nothing comes before delegates
 * that no coordinator could have read, and a text is bound by the same consent as its video.
 */
export function writtenTextForViewers<T extends WrittenVersion>(
  versions: readonly T[],
  shown: {
    /** When a coordinator published last; a revision that a withdrawal makes by itself adds no words. */
    asOf: Date | null;
    items: readonly { kind: 'statement' | 'card'; statementId: string }[];
  },
): T[] {
  const { asOf, items } = shown;
  if (asOf === null) return [];
  const statements = new Set(items.flatMap((item) => (item.kind === 'statement' ? [item.statementId] : [])));
  return newestWritten(
    versions.filter(({ statementId, createdAt }) => statements.has(statementId) && createdAt <= asOf),
  );
}
