import type { Output } from '@rostrum/client';
import { draftNames } from '../answer/draft-name.ts';
import { forgetDraft, keepDraft, readDraft } from '../rights/drafts.ts';

export type Written = Output<'GET /api/v1/speaker/written'>;
export type WrittenText = Written['texts'][number];
export type WrittenVersion = Written['versions'][number];
export type Source = WrittenVersion['source'];

/** What was written and is not saved yet: on this device alone, a text for each language. */
export interface UnsavedText {
  readonly text: string;
  readonly source: Source;
  /** The version that it was begun on; null where there was none. */
  readonly baseId: string | null;
}

const SOURCES: readonly string[] = ['typed', 'docx', 'odt', 'pdf', 'txt'] satisfies readonly Source[];
const isSource = (value: unknown): value is Source => typeof value === 'string' && SOURCES.includes(value);

/** Before its language is chosen, a text has none. */
export const NO_LANGUAGE = 'none';

const nameOf = (statementId: string, language: string) =>
  draftNames.written(statementId, language === '' ? NO_LANGUAGE : language);

export function readUnsaved(statementId: string, language: string): UnsavedText | null {
  const kept = readDraft(nameOf(statementId, language));
  if (kept === null || typeof kept.text !== 'string') return null;
  return {
    text: kept.text,
    source: isSource(kept.source) ? kept.source : 'typed',
    baseId: typeof kept.baseId === 'string' ? kept.baseId : null,
  };
}

export function keepUnsaved(statementId: string, language: string, unsaved: UnsavedText | null): void {
  if (unsaved === null) forgetDraft(nameOf(statementId, language));
  else keepDraft(nameOf(statementId, language), { ...unsaved });
}

/** Written on an older version than there is now: saving it would lose what somebody else wrote meanwhile. */
export const isOvertaken = (unsaved: UnsavedText, saved: Pick<WrittenText, 'id'> | undefined): boolean =>
  unsaved.baseId !== (saved?.id ?? null);
