import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { announce } from '../takes/announce.ts';
import { statementOf, type WhoseText } from './statement-for.ts';

/**
 * Erases the text of one language with all its versions, for viewers too: a name that should never have stood there
 * is nowhere then. @throws Problem not_found | statement_withdrawn
 */
export async function removeWrittenText(
  parts: Pick<Parts, 'store' | 'events'>,
  { language, ...whose }: WhoseText & { language: string },
): Promise<void> {
  const { actor } = whose;
  await parts.store.transaction(async (tx) => {
    const context = await statementOf(tx, whose);
    const statementId = context.statement.id;
    await tx.statements.lock([statementId]);
    const versions = await tx.writtenTexts.removeLanguage(statementId, language);
    if (versions === 0) throw new Problem('not_found');
    await tx.audit({
      action: 'statement.text_erased',
      actor,
      subject: { kind: 'statement', id: statementId },
      payload: { versions },
    });
    tx.afterCommit(() => announce(parts, context, 'written'));
  });
}
