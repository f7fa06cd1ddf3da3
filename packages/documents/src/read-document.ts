import { existsSync } from 'node:fs';
import path from 'node:path';
import { DOCUMENT_KINDS, type DocumentKind, decodeText, Problem, WRITTEN_TEXT_LENGTH } from '@rostrum/domain';
import { z } from 'zod';
import { FIRST_WORD } from './first-word.ts';
import { type FoundKind, kindOf } from './kind-of.ts';
import { DocumentRefusal, REFUSED_BECAUSE } from './refusal.ts';

/** Runs a program by its absolute path, confined. Rejects where it ended otherwise than well. */
export type RunConfined = (
  program: `/${string}`,
  args: readonly string[],
  options: {
    confinement: { read: readonly string[]; write: readonly string[]; dataBytes: number; cpuSeconds: number };
    timeoutMs: number;
    maxBytes: number;
    input: Uint8Array;
    /** Its standard output, as it comes. */
    onBytes: (bytes: Uint8Array) => void;
    signal?: AbortSignal | undefined;
  },
) => Promise<unknown>;

export interface DocumentReaderParts {
  run: RunConfined;
  /** It ran, and did not end well: by its own fault, by running out of time or memory, or by the file's. */
  endedBadly: (error: unknown) => boolean;
}

const CPU_SECONDS = 10;
/** Others may have the processor meanwhile. */
const TIMEOUT_MS = 20_000;
const HEAP_MEGABYTES = 160;
/** Of which V8 takes 512 MiB for machine code before it has read a line, and touches little of it. */
const DATA_BYTES = 768 * 1024 * 1024;
/** Whoever comes then is asked to come again. */
const MOST_WAITING = 4;
const LOOKED_AT_BYTES = 64 * 1024;
/** UTF-8 has up to four bytes a character, and spaces may be many. */
const TEXT_BYTES = 8 * WRITTEN_TEXT_LENGTH;
const ANSWER_BYTES = 8 * 1024 * 1024;

const Answer = z.union([
  z.object({ kind: z.enum(DOCUMENT_KINDS), text: z.string() }),
  z.object({ refused: z.enum(REFUSED_BECAUSE) }),
]);

/**
 * Reads the words of a file that anybody may have made. What must be taken apart is, in a process of its own that has
 * no network and sees nothing but its own code, one after the other: whoever sends many waits for themselves.
 */
export function createDocumentReader({ run, endedBadly }: DocumentReaderParts) {
  const child = path.join(import.meta.dirname, 'child.ts');
  const code = codeOf(child);
  const program = absolute(process.execPath);
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function readConfined(kind: 'zip' | 'pdf', bytes: Uint8Array, signal?: AbortSignal) {
    const args = [
      `--max-old-space-size=${HEAP_MEGABYTES}`,
      '--disallow-code-generation-from-strings',
      '--no-warnings',
      '--permission',
      ...code.map((file) => `--allow-fs-read=${file}`),
      child,
      kind,
    ];
    const confinement = {
      read: [program, ...code],
      write: [],
      dataBytes: DATA_BYTES,
      cpuSeconds: CPU_SECONDS,
    };
    const said: Uint8Array[] = [];
    const onBytes = (part: Uint8Array) => void said.push(part);
    const limits = { timeoutMs: TIMEOUT_MS, maxBytes: ANSWER_BYTES };
    try {
      await run(program, args, { confinement, ...limits, input: bytes, onBytes, signal });
    } catch (error) {
      // Whoever came to its first word began well: what followed is the file's doing.
      const began = said.length > 0;
      if (began && endedBadly(error)) throw new DocumentRefusal('document_too_heavy', { cause: error });
      throw error;
    }
    const text = Buffer.concat(said).toString('utf8').slice(FIRST_WORD.length);
    return Answer.parse(JSON.parse(text));
  }

  async function read(
    bytes: Uint8Array,
    { language, signal }: { language: string; signal?: AbortSignal },
  ): Promise<{ kind: DocumentKind; text: string }> {
    const kind = kindOf(bytes);
    if (kind === 'text') return { kind: 'txt', text: plainText(bytes, language) };
    if (kind !== 'zip' && kind !== 'pdf') throw new DocumentRefusal(WITHOUT_A_LOOK[kind]);
    if (waiting >= MOST_WAITING) throw new Problem('unavailable');
    waiting += 1;
    const mine = turn.then(() => readConfined(kind, bytes, signal));
    const settled = () => {
      waiting -= 1;
    };
    turn = mine.then(settled, settled);
    const answer = await mine;
    if ('refused' in answer) throw new DocumentRefusal(answer.refused);
    return answer;
  }

  return {
    async read(bytes: Uint8Array, options: { language: string; signal?: AbortSignal }) {
      try {
        return await read(bytes, options);
      } catch (error) {
        throw error instanceof DocumentRefusal ? new Problem(error.because, { cause: error }) : error;
      }
    },
  };
}

const WITHOUT_A_LOOK: Readonly<
  Record<Exclude<FoundKind, 'zip' | 'pdf' | 'text'>, DocumentRefusal['because']>
> = {
  protected_office: 'document_protected',
  other: 'document_kind_unsupported',
};

/** A text has no markup of its own and needs no parser: what it is written in is all there is to find out. */
function plainText(bytes: Uint8Array, language: string): string {
  if (
    decodeText(bytes.subarray(0, LOOKED_AT_BYTES - 1), language) === null &&
    bytes.length >= LOOKED_AT_BYTES
  ) {
    throw new DocumentRefusal('document_kind_unsupported');
  }
  if (bytes.length > TEXT_BYTES) throw new DocumentRefusal('document_too_long');
  const text = decodeText(bytes, language);
  if (text === null) throw new DocumentRefusal('document_kind_unsupported');
  // A page or a data file by another name.
  if (/^\s*(?:<\?xml|<!doctype|<html)/i.test(text)) throw new DocumentRefusal('document_kind_unsupported');
  return text;
}

/** All that the child loads: this folder, and the parsers. */
function codeOf(child: string): string[] {
  const own = path.dirname(child);
  const parsers = ['fflate', 'saxen', 'unpdf'].map((name) => folderOf(name, own));
  return [own, path.join(path.dirname(own), 'package.json'), ...parsers];
}

function folderOf(name: string, from: string): string {
  const folder = path.join(from, 'node_modules', name);
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  if (from === path.dirname(from)) throw new Error(`${name} is not installed`);
  return folderOf(name, path.dirname(from));
}

function absolute(file: string): `/${string}` {
  if (!file.startsWith('/')) throw new Error('the path of this program is not known');
  return `/${file.slice(1)}`;
}
