import type { ProblemCode } from '@rostrum/domain';

/** Why a file's words cannot be had. Each is a problem of the product, told in every language. */
export const REFUSED_BECAUSE = [
  'document_kind_unsupported',
  'document_unreadable',
  'document_protected',
  'document_without_text',
  'document_too_long',
  'document_too_heavy',
] as const satisfies readonly ProblemCode[];
export type RefusedBecause = (typeof REFUSED_BECAUSE)[number];

export class DocumentRefusal extends Error {
  override readonly name = 'DocumentRefusal';
  readonly because: RefusedBecause;

  constructor(because: RefusedBecause, options?: ErrorOptions) {
    super(because, options);
    this.because = because;
  }
}
