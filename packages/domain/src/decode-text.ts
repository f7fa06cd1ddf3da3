/** What a file without a declared encoding most likely is, by its language; the West's otherwise. */
const BY_LANGUAGE: Readonly<Record<string, string>> = {
  ar: 'windows-1256',
  fa: 'windows-1256',
  ur: 'windows-1256',
  ps: 'windows-1256',
  ru: 'windows-1251',
  uk: 'windows-1251',
  be: 'windows-1251',
  bg: 'windows-1251',
  mk: 'windows-1251',
  sr: 'windows-1251',
  kk: 'windows-1251',
  ky: 'windows-1251',
  mn: 'windows-1251',
  pl: 'windows-1250',
  cs: 'windows-1250',
  sk: 'windows-1250',
  hu: 'windows-1250',
  ro: 'windows-1250',
  hr: 'windows-1250',
  sl: 'windows-1250',
  sq: 'windows-1250',
  el: 'windows-1253',
  tr: 'windows-1254',
  az: 'windows-1254',
  he: 'windows-1255',
  et: 'windows-1257',
  lv: 'windows-1257',
  lt: 'windows-1257',
  vi: 'windows-1258',
  th: 'windows-874',
  zh: 'gb18030',
  ja: 'shift_jis',
  ko: 'euc-kr',
};
const LOOKED_AT_BYTES = 4096;

/** Text of a file in whatever encoding; null where it is no text. A byte order mark decides, then UTF-8, then the language. */
export function decodeText(bytes: Uint8Array, language?: string): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return strict('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return strict('utf-16be', bytes);
  const wide = utf16Of(bytes);
  if (wide !== null) return strict(wide, bytes);
  if (bytes.includes(0)) return null;
  const utf8 = strict('utf-8', bytes);
  if (utf8 !== null) return utf8;
  const encoding = BY_LANGUAGE[language?.split('-')[0] ?? ''] ?? 'windows-1252';
  const text = new TextDecoder(encoding).decode(bytes);
  // C1 controls are bytes that stand for nothing there: a text has none.
  return /[\u0080-\u0084\u0086-\u009F\uFFFD]/.test(text) ? null : text;
}

function strict(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** The digits, arrows and line ends of captions have a zero byte each in UTF-16, all on the same side. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  const looked = bytes.subarray(0, LOOKED_AT_BYTES);
  for (const [at, byte] of looked.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const least = Math.max(2, looked.length / 10);
  if (odd > least && even * 20 < odd) return 'utf-16le';
  return even > least && odd * 20 < even ? 'utf-16be' : null;
}
