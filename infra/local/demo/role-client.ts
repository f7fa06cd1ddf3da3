import { type Client, createClient } from '@rostrum/client';

/** One person at one browser: keeps the cookies that the product sets, as a browser does. */
export interface RoleClient {
  call: Client;
  origin: string;
  cookieHeader(): string;
}

export function roleClient(origin: string): RoleClient {
  const cookies = new Map<string, string>();
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const send: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    if (cookies.size > 0) headers.set('cookie', cookieHeader());
    const response = await fetch(input, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const name = pair.slice(0, at).trim();
      const value = pair.slice(at + 1).trim();
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  return { call: createClient({ origin, fetch: send }), origin, cookieHeader };
}

/** The token of a link is in its fragment, so that it is in no log on the way. */
export function tokenOf(link: string): string {
  return new URL(link).hash.slice(1);
}
