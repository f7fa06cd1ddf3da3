import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';

/** What is done to the next question of a kind, in place of handing it on. */
export type Fault = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

export interface StoreBetween {
  endpoint: string;
  /** The kinds of what was asked, in their order. */
  asked: string[];
  /** Of a kind, each for one question. */
  faults: Map<string, Fault[]>;
  /** @param done instead of handing on the answer */
  forward(incoming: IncomingMessage, outgoing: ServerResponse, done?: () => void): void;
  close(): void;
}

/** Stands between the API and its S3-compatible store. */
export async function openStoreBetween(storeUrl: string): Promise<StoreBetween> {
  const asked: string[] = [];
  const faults = new Map<string, Fault[]>();
  const server = createServer((incoming, outgoing) => {
    const kind = kindOf(incoming);
    asked.push(kind);
    const fault = faults.get(kind)?.shift();
    if (fault) fault(incoming, outgoing);
    else forward(incoming, outgoing);
  });

  function forward(incoming: IncomingMessage, outgoing: ServerResponse, done?: () => void): void {
    const { method, url } = incoming;
    // Asked and answered already, by this one.
    const { expect: _, ...headers } = incoming.headers;
    const onward = request(storeUrl, { method, path: url, headers }, (answer) => {
      if (done === undefined) {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        // Swift sends a body to HEAD, too, which is none.
        if (method === 'HEAD') outgoing.end();
        else answer.pipe(outgoing);
      } else {
        answer.resume().on('end', done);
      }
    });
    onward.on('error', () => {
      if (!outgoing.headersSent) outgoing.destroy();
    });
    incoming.on('aborted', () => onward.destroy());
    incoming.pipe(onward);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    asked,
    faults,
    forward,
    close: () => void server.close(),
  };
}

function kindOf({ method, url = '' }: IncomingMessage): string {
  const { pathname, searchParams } = new URL(url, 'http://store');
  if (searchParams.has('partNumber')) return 'part';
  const named = /\.(info|part)$/.exec(pathname)?.[1];
  if (named !== undefined) return `${method} ${named}`;
  if (searchParams.has('uploadId')) return method === 'GET' ? 'list' : 'complete';
  return method === 'POST' ? 'begin' : 'other';
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
