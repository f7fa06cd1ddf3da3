import type { SignedReceipt } from '../signing.ts';

/** What is signed: nothing in it names a person. */
export type ReceiptPayload = {
  version: 1;
  takeId: string;
  statementId: string;
  sha256: string;
  bytes: number;
  /** ISO 8601, UTC. */
  receivedAt: string;
  /** The session's number and the SuR's ISO 3166-1 alpha-3 code. */
  session: number;
  state: string;
};

export type ReceiptRecord = SignedReceipt<ReceiptPayload> & { takeId: string; issuedAt: Date };

export interface Receipts {
  get(takeId: string): Promise<ReceiptRecord | null>;
  /** A take has one receipt: the first. */
  addOnce(receipt: ReceiptRecord): Promise<void>;
}
