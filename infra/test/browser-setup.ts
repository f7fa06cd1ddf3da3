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
  const product = await startProduct({
    port: 0,
    dataDir,
    // Two are a choice. That all of them are made is shown where nothing else is waited for.
    env: { LARGEST_RENDITION: '360p' },
    say: (line) => console.log(line),
  });
  const { server, url: controlUrl } = await listenForControl(product);
  passToBrowserTests({
    url: product.url,
    demo: product.demo,
    databaseUrl: product.databaseUrl,
    dataDir,
    controlUrl,
  });
  return async () => {
    server.close();
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** The tests run in processes of their own and cannot start or kill a part of the product; this one can. */
async function listenForControl(product: Product): Promise<{ server: Server; url: string }> {
  let another: Awaited<ReturnType<Product['startAnotherApi']>> | undefined;
  const server = createServer(async ({ url }, response) => {
    try {
      if (url === '/api') another ??= await product.startAnotherApi();
      else if (another) process.kill(another.pid(), 'SIGKILL');
      response.writeHead(200).end(JSON.stringify({ url: another?.url }));
    } catch (failure) {
      response.writeHead(500).end(String(failure));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, url: `http://${LOOPBACK}:${address.port}` };
}
