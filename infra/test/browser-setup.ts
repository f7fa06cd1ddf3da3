import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { LOOPBACK } from '@rostrum/testkit/services';
import { type Product, startProduct } from '../local/product.ts';
import { passToBrowserTests } from './browser-product.ts';

/** One product for all browser tests: on a free port, with data of its own that goes with it. */
export default async function startForBrowserTests(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-browser-'));
  // The account that PostgreSQL runs as must be able to enter.
  await chmod(dataDir, 0o755);
  const product = await startProduct({ port: 0, dataDir, say: (line) => console.log(line) });
  const { server, url: killApiUrl } = await listenForKills(product);
  passToBrowserTests({
    url: product.url,
    demo: product.demo,
    databaseUrl: product.databaseUrl,
    dataDir,
    killApiUrl,
  });
  return async () => {
    server.close();
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** The tests run in processes of their own and do not know who the API is at the moment; this one does. */
async function listenForKills(product: Product): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    if (request.method === 'POST') process.kill(product.pids().api, 'SIGKILL');
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, url: `http://${LOOPBACK}:${address.port}` };
}
