import type { ComboOption } from '../../kit/combo.tsx';

/**
 * Every zone that the browser knows by name. UTC, and the zone that is kept, belong to it even where the browser
 * lists them by another name: a kept one is good, and choosing must not be asked of whoever changes something else.
 */
export function zoneOptions(kept: string): readonly ComboOption[] {
  const known = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
  if (kept !== '') known.add(kept);
  return [...known].sort().map((id) => ({ id, label: id.replaceAll('_', ' ') }));
}
