/** What RFC 8785 can write down. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** What a media address is good for. Raising `epoch` ends every address signed before. */
export type MediaScope = {
  /** For example a programme revision's id. */
  scope: string;
  epoch: number;
  /** Where given, an address of one audience is no address of another. */
  audience?: string;
};

/**
 * `expired`: genuine, but not of this ten-minute bucket or the one before it; the player fetches its
 * playlist again. `bad`: not signed by us for this scope and epoch.
 */
export type MediaVerdict = 'ok' | 'expired' | 'bad';

export type SignedReceipt<P extends JsonValue = JsonValue> = { payload: P; keyId: string; signature: string };

export type SignedHash = { sha256: string; keyId: string; signature: string };

/** RFC 8037. */
export type PublicJwk = { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; use: 'sig'; alg: 'EdDSA' };

/**
 * Everything that is signed or guessed at, behind one key registry.
 * Not in the contract: who may ask for a signature, storing hashes, limits on guessing.
 */
export interface Signing {
  /** 256 random bits, base64url: the secret of a link or a cookie. */
  newToken(): string;
  /** SHA-256 in lower-case hex: the only form in which a token is stored. */
  hashToken(token: string): string;
  /** Six random digits. */
  newCode(): string;
  /** Keyed, since a million codes are soon tried; `context` binds the code to its link or person. */
  hashCode(code: string, context: string): string;
  verifyCode(code: string, context: string, stored: string): boolean;
  /** Keyed: says that we vouch for this text. How long, and how often it is taken, is the caller's. */
  signTicket(subject: string): string;
  /** In constant time; never throws on foreign text. */
  verifyTicket(subject: string, ticket: string): boolean;

  /** One path segment, the same for everybody within a ten-minute bucket. */
  signMedia(scope: MediaScope, nowMs: number): string;
  /**
   * In constant time for a signature of the right shape. Never throws on foreign text.
   * @param heldMs how much longer than its bucket and the next it still opens: for what a player that was let in
   * goes on to ask for
   */
  verifyMedia(signature: string, scope: MediaScope, nowMs: number, heldMs?: number): MediaVerdict;

  /** Ed25519 over the RFC 8785 form of `{keyId, payload, purpose: 'receipt'}`. */
  signReceipt<P extends JsonValue>(payload: P): SignedReceipt<P>;
  verifyReceipt(signed: SignedReceipt): boolean;
  /** Ed25519 over the RFC 8785 form of `{keyId, payload: sha256, purpose: 'master'}`. @param sha256 64 lower-case hex digits */
  signBytesHash(sha256: string): SignedHash;
  verifyBytesHash(signed: SignedHash): boolean;
  /** The JWKS for `/.well-known/`: retired keys included, so that old receipts stay verifiable. */
  publicKeys(): { keys: PublicJwk[] };
}
