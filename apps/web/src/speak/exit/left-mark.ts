const KEY = 'rostrum.left';

/** Notes in this tab alone that its speaker left in a hurry, and where to. */
export function markLeft(to: string): void {
  try {
    sessionStorage.setItem(KEY, to);
  } catch {
    // Storage is forbidden: then an earlier page of this tab can be gone back to.
  }
}

/**
 * A link that was opened twice in one tab stands in its history twice, and leaving takes the place of one of them.
 * Whoever presses Back comes to the other: they are sent on, before anything is shown. Coming in any other way is
 * coming back on purpose.
 *
 * @returns whether this page is not to be shown
 */
export function isGoneBackTo(): boolean {
  try {
    const to = sessionStorage.getItem(KEY);
    if (to === null) return false;
    // `performance.navigation` is what the oldest browsers have.
    if (performance.navigation.type === performance.navigation.TYPE_BACK_FORWARD) {
      location.replace(to);
      return true;
    }
    sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
  return false;
}
