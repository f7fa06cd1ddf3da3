/** What proves a master: `master.json` beside it. */
export interface MasterProof {
  readonly sha256: string;
  readonly keyId: string;
  /** Ed25519, base64url. */
  readonly signature: string;
}

/** One of `/.well-known/rostrum-keys.json` (RFC 7517, RFC 8037). */
export interface PublicKey {
  readonly kid: string;
  readonly x: string;
}

export interface VerifyCommands {
  readonly hash: string;
  readonly signature: string;
}

/** In English wherever it runs. */
export const OPENSSL_SAYS = 'Signature Verified Successfully';

/** An Ed25519 public key in DER is these twelve bytes and its 32 (RFC 8410); twelve bytes are whole in base64. */
const DER_BEGINS = 'MCowBQYDK2VwAyEA';

const plainBase64 = (text: string): string => {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/');
  return plain.padEnd(Math.ceil(plain.length / 4) * 4, '=');
};

/** What the file's name, the key's id and both values are made of: nothing that a shell understands. */
const isHarmless = (text: string): boolean => /^[\w.-]+$/.test(text);

/**
 * Commands for a shell with sha256sum and OpenSSL 3: the first prints the hash of the file, the second takes that
 * hash from the file itself and holds it against the signature. Null where something in them is no plain word.
 */
export function verifyCommands(fileName: string, proof: MasterProof, key: PublicKey): VerifyCommands | null {
  if (![fileName, proof.sha256, proof.keyId, proof.signature, key.x].every(isHarmless)) return null;
  // Canonical JSON (RFC 8785) of three words without anything to escape.
  const message = `{"keyId":"${proof.keyId}","payload":"%s","purpose":"master"}`;
  return {
    hash: `sha256sum ${fileName}`,
    signature: [
      `printf '${message}' "$(sha256sum ${fileName} | cut -c1-64)" > signed.txt`,
      `echo ${plainBase64(proof.signature)} | openssl base64 -d -A > signature.bin`,
      `echo ${DER_BEGINS}${plainBase64(key.x)} | openssl base64 -d -A > key.der`,
      'openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in signed.txt -sigfile signature.bin',
    ].join('\n'),
  };
}

const textIn = (of: unknown, name: string): string | null => {
  if (typeof of !== 'object' || of === null) return null;
  const value: unknown = Object.getOwnPropertyDescriptor(of, name)?.value;
  return typeof value === 'string' ? value : null;
};

export function proofFrom(answer: unknown): MasterProof | null {
  const [sha256, keyId, signature] = ['sha256', 'keyId', 'signature'].map((name) => textIn(answer, name));
  return sha256 && keyId && signature ? { sha256, keyId, signature } : null;
}

/** The key that this proof names. */
export function keyFrom(keys: readonly unknown[], keyId: string): PublicKey | null {
  const found = keys.find((key) => textIn(key, 'kid') === keyId);
  const x = textIn(found, 'x');
  return x === null ? null : { kid: keyId, x };
}
