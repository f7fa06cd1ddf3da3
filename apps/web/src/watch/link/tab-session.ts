/**
 * A session for a page to which no cookie comes back, because something on its network takes them away. It lies in
 * this tab alone and goes with it; never in an address.
 */
const KEY = 'rostrum.watch.tab';

let token: string | null = read();

function read(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export const isHeldInTab = (): boolean => token !== null;
export const tabHeaders = (): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` };

export function keepInTab(given: string): void {
  token = given;
  try {
    sessionStorage.setItem(KEY, given);
  } catch {
    // Until the page is loaded anew, then.
  }
}

export function forgetTab(): void {
  token = null;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
