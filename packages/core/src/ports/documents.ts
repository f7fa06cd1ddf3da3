import type { DocumentKind } from '@rostrum/domain';

export interface ReadDocument {
  kind: DocumentKind;
  /** As it stands in the file: a paragraph a line, not normalised yet. */
  text: string;
}

/** Reads the words of files that anybody may have made: confined, within seconds, asking nobody for anything. */
export interface DocumentReader {
  /**
   * What a file is, its bytes decide. Nothing of it is kept.
   * @param language of a plain text's encoding, where that tells nothing itself
   * @throws Problem document_kind_unsupported | document_unreadable | document_protected | document_without_text |
   * document_too_long | document_too_heavy
   */
  read(bytes: Uint8Array, options: { language: string; signal?: AbortSignal }): Promise<ReadDocument>;
}
