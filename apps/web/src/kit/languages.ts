import { languageName } from '@rostrum/domain';

export { languageName };

/** What statements are mostly given, written and captioned in; any other is one tag away. */
const USUAL =
  'en fr es ar ru zh pt de it tr fa ur hi bn ne si ta my km th vi lo id ms fil ko ja mn kk uz ky tg az hy ka uk pl ro sr hr bs sq mk bg el he ku ps am ti om so sw rw lg ha yo ig ff wo ln mg ny zu xh ht qu gn ay mi sm to fj bi tpi na ch'.split(
    ' ',
  );

/** By name; those that come first stand first, in their order. */
export function languageOptions(
  reader: string,
  first: readonly string[] = [],
): { readonly value: string; readonly label: string }[] {
  const named = (value: string) => ({ value, label: languageName(value, reader) });
  const rest = USUAL.filter((value) => !first.includes(value)).map(named);
  return [...first.map(named), ...rest.sort((a, b) => a.label.localeCompare(b.label, reader))];
}

export function isLanguageTag(language: string): boolean {
  try {
    return language !== '' && Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
}
