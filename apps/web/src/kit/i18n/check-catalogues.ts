import { compileMessage } from '@lingui/message-utils/compileMessage';

type Tokens = string | readonly (string | readonly unknown[])[];

/** Every argument of a message, with the plural forms it names. */
function argumentsOf(tokens: unknown, into = new Map<string, Set<string>>()): Map<string, Set<string>> {
  if (!Array.isArray(tokens)) return into;
  for (const token of tokens) {
    if (!Array.isArray(token)) continue;
    const [name, type, forms] = token as [string, string | undefined, Record<string, Tokens> | undefined];
    const seen = into.get(name) ?? new Set<string>();
    into.set(name, seen);
    if (type !== 'plural' || !forms) continue;
    for (const [form, inner] of Object.entries(forms)) {
      seen.add(form);
      argumentsOf(inner, into);
    }
  }
  return into;
}

/**
 * What is wrong with a translated catalogue, as sentences: keys missing or left over, arguments that differ
 * from the original's, plural forms the language has and a message lacks, parts (`<a>`) that differ, an apostrophe
 * that French does not print, or a space before its punctuation at which a line may break.
 */
export function catalogueFaults(
  original: Readonly<Record<string, string>>,
  translated: Readonly<Record<string, string>>,
  language: string,
): string[] {
  const faults: string[] = [];
  for (const key of Object.keys(translated))
    if (!(key in original)) faults.push(`${key}: not in the original`);
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  for (const [key, message] of Object.entries(original)) {
    const other = translated[key];
    if (!other?.trim()) {
      faults.push(`${key}: missing`);
      continue;
    }
    const wanted = argumentsOf(compileMessage(message));
    const given = argumentsOf(compileMessage(other));
    const names = (of: Map<string, unknown>) => [...of.keys()].sort().join(', ');
    if (names(wanted) !== names(given))
      faults.push(`${key}: {${names(given)}} instead of {${names(wanted)}}`);
    for (const [name, has] of given) {
      if (has.size === 0) continue;
      const lacking = forms.filter((form) => !has.has(form));
      if (lacking.length > 0) faults.push(`${key}: {${name}} lacks ${lacking.join(', ')}`);
    }
    const parts = (text: string) =>
      [...text.matchAll(/<(\w+)>/g)]
        .map(([part]) => part)
        .sort()
        .join();
    if (parts(message) !== parts(other)) faults.push(`${key}: its parts differ`);
    if (language !== 'fr') continue;
    if (/\p{L}'\p{L}/u.test(other)) faults.push(`${key}: ' instead of ’`);
    if (/[ \u00a0][:;?!»%]|«[ \u00a0]/.test(other))
      faults.push(`${key}: a space that breaks where a narrow no-break one stands`);
  }
  return faults;
}
