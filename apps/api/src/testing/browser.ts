import { type Client, createClient } from '@rostrum/client';

/** One browser: keeps cookies, sends the header that our pages send. */
export interface Browser {
  call: Client;
  /** Any request of this browser; `x-rostrum` is added unless `bare`. */
  send(path: string, init?: RequestInit & { bare?: boolean }): Promise<Response>;
  cookies: Map<string, string>;
  cookieHeader(): string;
}

export function openBrowser(origin: string): Browser {
  const cookies = new Map<string, string>();
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const withCookies = async (input: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', cookieHeader());
    const response = await fetch(input, { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  return {
    cookies,
    cookieHeader,
    call: createClient({
      origin,
      fetch: (input, init) => withCookies(String(input), init),
    }),
    send(path, { bare, ...init } = {}) {
      const headers = new Headers(init.headers);
      if (!bare) headers.set('x-rostrum', '1');
      return withCookies(`${origin}${path}`, { ...init, headers });
    },
  };
}
