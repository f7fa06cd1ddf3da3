import {
  newestWritten,
  newId,
  normaliseWrittenText,
  Problem,
  WRITTEN_LANGUAGES_PER_STATEMENT,
  WRITTEN_TEXT_LENGTH,
  WRITTEN_VERSIONS,
  type WrittenSource,
  wordsIn,
} from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { WrittenTextHead, WrittenTextRecord } from '../ports/store/written-texts.ts';
import { announce } from '../takes/announce.ts';
import { statementOf, type WhoseText } from './statement-for.ts';

export type AddWrittenText = WhoseText & {
  /** BCP 47, canonical: asked, never guessed. */
  language: string;
  text: string;
  source: WrittenSource;
  /** The version that was looked at while this was written; null where there was none. */
  baseId: string | null;
};

/**
 * A new version of a statement's text in one language. Two windows do not overwrite each other: whoever looked at an
 * older version than there is now hears of it. The same words once more are the version that is there already.
 * @throws Problem not_found | statement_withdrawn | stale | written_text_empty | written_text_too_long |
 * written_too_many_languages | quota_used_up
 */
export async function addWrittenText(
  parts: Pick<Parts, 'store' | 'events' | 'clock'>,
  { language, text: given, source, baseId, ...whose }: AddWrittenText,
): Promise<WrittenTextRecord> {
  const text = normaliseWrittenText(given);
  if (text === '') throw new Problem('written_text_empty');
  if (text.length > WRITTEN_TEXT_LENGTH) {
    const figures = { characters: text.length, limit: WRITTEN_TEXT_LENGTH };
    throw new Problem('written_text_too_long', { figures });
  }
  const words = wordsIn(text, language);
  const id = newId();
  const { actor } = whose;
  return await parts.store.transaction(async (tx) => {
    const context = await statementOf(tx, whose);
    const statementId = context.statement.id;
    // Held, so that of two at once the second sees the first.
    const [statement] = await tx.statements.lock([statementId]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const versions = await tx.writtenTexts.versions([statementId]);
    const newest = versions.find((one) => one.language === language);
    if (newest !== undefined) {
      const known = await tx.writtenTexts.get(newest.id);
      // Sent twice: the answer to the first was lost.
      if (known?.text === text) return known;
    }
    if ((newest?.id ?? null) !== baseId) throw new Problem('stale');
    mustFit(versions, actor.kind === 'speaker' ? 'speaker' : 'staff', language);
    const record: WrittenTextRecord = {
      id,
      statementId,
      language,
      number: (newest?.number ?? 0) + 1,
      text,
      source,
      characters: text.length,
      words,
      madeBy:
        actor.kind === 'speaker'
          ? { kind: 'speaker', id: actor.invitationId }
          : { kind: 'staff', id: actor.userId },
      createdAt: parts.clock.now(),
    };
    await tx.writtenTexts.add(record);
    await tx.audit({
      action: 'statement.text_written',
      actor,
      subject: { kind: 'statement', id: statementId },
      payload: { textId: id, number: record.number, words },
    });
    tx.afterCommit(() => announce(parts, context, 'written'));
    return record;
  });
}

function mustFit(versions: readonly WrittenTextHead[], kind: 'speaker' | 'staff', language: string): void {
  const others = newestWritten(versions).filter((one) => one.language !== language).length;
  if (others >= WRITTEN_LANGUAGES_PER_STATEMENT) {
    throw new Problem('written_too_many_languages', { figures: { limit: WRITTEN_LANGUAGES_PER_STATEMENT } });
  }
  const limit = WRITTEN_VERSIONS[kind];
  const used = versions.filter(({ madeBy }) => madeBy.kind === kind).length;
  if (used < limit) return;
  const detail = `There were ${used} versions of this text already. Please write to the secretariat.`;
  throw new Problem('quota_used_up', { figures: { used, limit }, detail });
}
