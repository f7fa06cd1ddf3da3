import { newestWritten, Problem, writtenTextForViewers } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { RevisionWithItems } from '../ports/store/programmes.ts';
import type { WrittenTextHead, WrittenTextRecord } from '../ports/store/written-texts.ts';
import type { Repositories } from '../ports/store.ts';
import { statementOf, type WhoseText } from './statement-for.ts';

type Rows = Pick<Repositories, 'writtenTexts'>;

/** The newest text of each language of a statement, by language. For whoever asked before whose it is. */
export async function writtenTextOf(
  { writtenTexts }: Rows,
  statementId: string,
): Promise<WrittenTextRecord[]> {
  return await withText({ writtenTexts }, newestWritten(await writtenTexts.versions([statementId])));
}

export type RevisionOfTexts = Pick<
  RevisionWithItems,
  'programmeId' | 'number' | 'cause' | 'publishedAt' | 'items'
>;

/** What viewers of a published revision read, by language within a statement. Whether they may, was asked before. */
export async function writtenTextOfRevision(
  { writtenTexts, programmes }: Rows & Pick<Repositories, 'programmes'>,
  revision: RevisionOfTexts,
): Promise<WrittenTextRecord[]> {
  const shown = revision.items.flatMap(({ kind, statementId }) =>
    kind === 'statement' ? [statementId] : [],
  );
  const [versions, asOf] = await Promise.all([
    writtenTexts.versions(shown),
    coordinatorPublished(programmes, revision),
  ]);
  const { items } = revision;
  return await withText({ writtenTexts }, writtenTextForViewers(versions, { asOf, items }));
}

/** When a coordinator published last; null where that was undone since. */
export async function coordinatorPublished(
  programmes: Repositories['programmes'],
  { programmeId, number, cause, publishedAt }: Omit<RevisionOfTexts, 'items'>,
): Promise<Date | null> {
  if (cause === 'coordinator') return publishedAt;
  const earlier = (await programmes.revisions(programmeId)).find(
    (one) => one.cause === 'coordinator' && one.number < number && one.publishedAt !== null,
  );
  return earlier?.publishedAt ?? null;
}

export interface WrittenState {
  /** The newest of each language, by language. */
  texts: WrittenTextRecord[];
  /** Every version, newest first within its language. */
  versions: WrittenTextHead[];
}

/** @throws Problem not_found | statement_withdrawn */
export async function writtenStateOf(
  { store }: Pick<Parts, 'store'>,
  whose: WhoseText,
): Promise<WrittenState> {
  const { statement } = await statementOf(store, whose);
  const versions = await store.writtenTexts.versions([statement.id]);
  return { texts: await withText(store, newestWritten(versions)), versions };
}

/** One version with its words. @throws Problem not_found | statement_withdrawn */
export async function writtenTextById(
  { store }: Pick<Parts, 'store'>,
  { id, ...whose }: WhoseText & { id: string },
): Promise<WrittenTextRecord> {
  const { statement } = await statementOf(store, whose);
  const text = await store.writtenTexts.get(id);
  // Another's is not there.
  if (text?.statementId !== statement.id) throw new Problem('not_found');
  return text;
}

async function withText(
  { writtenTexts }: Rows,
  heads: readonly WrittenTextHead[],
): Promise<WrittenTextRecord[]> {
  const records = await writtenTexts.withText(heads.map(({ id }) => id));
  return heads.flatMap(({ id }) => records.find((record) => record.id === id) ?? []);
}
