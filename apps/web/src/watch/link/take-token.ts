/**
 * Takes the link's token out of the address at once, so that it stays neither in the history nor on the screen.
 * The fragment never travels to a server by itself.
 */
export function takeToken(
  place: Pick<Location, 'hash' | 'pathname' | 'search'>,
  history: Pick<History, 'replaceState'>,
): string | null {
  const token = tokenIn(place.hash);
  if (token !== null) history.replaceState(null, '', place.pathname + place.search);
  return token;
}

export function tokenIn(hash: string): string | null {
  const token = hash.slice(1).trim();
  return /^[\w.~-]{20,200}$/.test(token) ? token : null;
}
