import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startProduct } from '../local/product.ts';
import { passToBrowserTests } from './browser-product.ts';

/** One product for all browser tests: on a free port, with data of its own that goes with it. */
export default async function startForBrowserTests(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-browser-'));
  // The account that PostgreSQL runs as must be able to enter.
  await chmod(dataDir, 0o755);
  const product = await startProduct({ port: 0, dataDir, say: (line) => console.log(line) });
  passToBrowserTests({ url: product.url, demo: product.demo, databaseUrl: product.databaseUrl, dataDir });
  return async () => {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
