import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const PACKET_BYTES = 200;
const BETWEEN_MS = 10;
const packets = (bytes: number) =>
  Array.from({ length: Math.ceil(bytes / PACKET_BYTES) }, (_, index) => index * PACKET_BYTES);

/** A page is cut in the middle of what `cutAt` finds; its second half waits to be let go. */
export interface Halves {
  url: string;
  sendRest(): void;
  close(): Promise<void>;
}

/** Stands before the product on a line that stops in the middle of a page. All else comes behind that half. */
export async function inHalves(origin: string, path: string, cutAt: string): Promise<Halves> {
  const half = Promise.withResolvers<void>();
  const rest = Promise.withResolvers<void>();
  const server = createServer((asked, answer) => {
    const headers = { ...asked.headers, 'accept-encoding': 'identity' };
    const onward = request(new URL(asked.url ?? '/', origin), { method: asked.method, headers }, (found) => {
      answer.writeHead(found.statusCode ?? 502, found.headers);
      if (asked.url !== path) return half.promise.then(() => found.pipe(answer));
      const parts: Buffer[] = [];
      found.on('data', (part: Buffer) => parts.push(part));
      found.on('end', async () => {
        const page = Buffer.concat(parts);
        const cut = page.indexOf(cutAt) + cutAt.length;
        // In packets, as on a slow line: of what came in one, a browser may hold back the last words.
        for (const from of packets(cut)) {
          answer.write(page.subarray(from, Math.min(from + PACKET_BYTES, cut)));
          await setTimeout(BETWEEN_MS);
        }
        half.resolve();
        await rest.promise;
        answer.end(page.subarray(cut));
      });
    });
    asked.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    sendRest: () => rest.resolve(),
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
