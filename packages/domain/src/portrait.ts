/** What is taken as a portrait: a phone's photograph at its best is a little less. */
export const PORTRAIT_LIMIT_BYTES = 5 * 1024 * 1024;

export const PORTRAIT_KINDS = ['jpeg', 'png', 'webp'] as const;
export type PortraitKind = (typeof PORTRAIT_KINDS)[number];

/** By its first bytes, whatever it calls itself; null for every other kind. */
export function portraitKind(bytes: Uint8Array): PortraitKind | null {
  const at = (start: number, text: string) =>
    [...text].every((char, index) => bytes[start + index] === char.charCodeAt(0));
  if (bytes.length < 12) return null;
  if (at(0, '\xff\xd8\xff')) return 'jpeg';
  if (at(0, '\x89PNG\r\n\x1a\n')) return 'png';
  return at(0, 'RIFF') && at(8, 'WEBP') ? 'webp' : null;
}
