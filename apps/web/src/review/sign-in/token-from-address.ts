export type Key = { readonly kind: 'demonstration' | 'invitation'; readonly token: string };

const invitation = /^#invite=([\w-]{20,200})$/;
const printed = /^#([\w-]{20,200})$/;

export function readKey(hash: string): Key | undefined {
  const invited = invitation.exec(hash)?.[1];
  if (invited) return { kind: 'invitation', token: invited };
  const token = printed.exec(hash)?.[1];
  return token ? { kind: 'demonstration', token } : undefined;
}

/** A token leaves the address at once, so that it stays in no history, bookmark or screenshot. */
export function takeTokenFromAddress(): Key | undefined {
  const key = readKey(location.hash);
  if (key) history.replaceState(null, '', `${location.pathname}${location.search}`);
  return key;
}
