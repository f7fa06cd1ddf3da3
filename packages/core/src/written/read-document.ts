import { DOCUMENT_LIMIT_BYTES, normaliseWrittenText, Problem, WRITTEN_TEXT_LENGTH } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { ReadDocument } from '../ports/documents.ts';
import { statementOf, type WhoseText } from './statement-for.ts';

/**
 * The words of a file, to be read over and saved; nothing is stored.
 * @throws Problem not_found | statement_withdrawn | document_too_large | document_without_text | document_too_long,
 * and what a `DocumentReader` throws
 */
export async function readDocument(
  { store, documents }: Pick<Parts, 'store' | 'documents'>,
  {
    bytes,
    language,
    signal,
    ...whose
  }: WhoseText & { bytes: Uint8Array; language: string; signal?: AbortSignal },
): Promise<ReadDocument> {
  await statementOf(store, whose);
  if (bytes.length > DOCUMENT_LIMIT_BYTES) {
    throw new Problem('document_too_large', { figures: { limitBytes: DOCUMENT_LIMIT_BYTES } });
  }
  const { kind, text: read } = await documents.read(bytes, { language, ...(signal && { signal }) });
  const text = normaliseWrittenText(read);
  if (!/[\p{L}\p{N}]/u.test(text)) throw new Problem('document_without_text');
  if (text.length > WRITTEN_TEXT_LENGTH) {
    const figures = { characters: text.length, limit: WRITTEN_TEXT_LENGTH };
    throw new Problem('document_too_long', { figures });
  }
  return { kind, text };
}
