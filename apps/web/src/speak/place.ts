const KEY = 'rostrum.place';

/**
 * Whose page this window is. One browser may hold the links of several statements, each in a window of its own: every
 * request names the one that it is about, so that nothing goes to another one that was opened meanwhile.
 */
let place: string | null = read();

function read(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function setPlace(next: string | null): void {
  if (next === null || next === place) return;
  place = next;
  try {
    // A window keeps it over a reload, and shares it with no other.
    sessionStorage.setItem(KEY, next);
  } catch {
    // Storage is forbidden: after a reload this window shows the link that was opened last.
  }
}

export const placeOf = (): string | null => place;
export const placeHeaders = (): Record<string, string> =>
  place === null ? {} : { 'x-rostrum-place': place };
/** An address for what cannot send a header. */
export function inPlace(address: string, more = ''): string {
  const own = place === null ? '' : `place=${place}`;
  const query = [own, more].filter((part) => part !== '').join('&');
  return query === '' ? address : `${address}?${query}`;
}

/** This window is nobody's any more. */
export function forgetPlace(): void {
  place = null;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden: nothing was kept.
  }
}
