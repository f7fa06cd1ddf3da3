import { request as ask, createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface MinistryProxy {
  url: string;
  /** How often it was asked for something, and how often it took cookies from that. */
  passed(): number;
  taken(): number;
  close(): Promise<void>;
}

/** Nobody waits longer than that for something that does not end, such as a stream of events. */
const GIVE_UP_MS = 10_000;
const OF_A_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'proxy-connection']);

/**
 * A proxy as ministries have them: it hands on nothing before it has the whole of it, and takes cookies out of what
 * it thinks does not need them. In front of one origin, or of whatever a browser asks it for by whole addresses.
 */
export async function startMinistryProxy({
  origin,
  takesCookies,
  takes = [],
}: {
  origin: string;
  takesCookies: (path: string) => boolean;
  /** Other headers that it takes out of requests and answers, whatever they are about. */
  takes?: readonly string[];
}): Promise<MinistryProxy> {
  let [passed, taken] = [0, 0];
  const server = createServer((request, response) => {
    pass(request)
      .then(({ answer, body }) => {
        response.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'content-length': body.length });
        response.end(body);
      })
      .catch(() => response.writeHead(504).end());
  });

  async function pass(request: IncomingMessage): Promise<{ answer: IncomingMessage; body: Buffer }> {
    const url = new URL(request.url ?? '/', origin);
    passed += 1;
    const strips = takesCookies(url.pathname);
    const headers = without(request.headers, strips ? [...takes, 'cookie'] : takes);
    if (strips && request.headers.cookie !== undefined) taken += 1;
    const sent = await buffer(request);
    const signal = AbortSignal.timeout(GIVE_UP_MS);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const onward = ask(url, { method: request.method, headers, signal }, resolve).once('error', reject);
      onward.end(sent);
    });
    const body = await buffer(answer);
    answer.headers = without(answer.headers, strips ? [...takes, 'set-cookie'] : takes);
    return { answer, body };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    passed: () => passed,
    taken: () => taken,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function without<T extends NodeJS.Dict<string | string[]>>(headers: T, names: readonly string[]): T {
  return Object.fromEntries(
    Object.entries(headers).filter(([key]) => !names.includes(key) && !OF_A_HOP.has(key)),
  ) as T;
}
