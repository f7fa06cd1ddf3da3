import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { needCommand } from './command.ts';
import { accepts, freePort, LOOPBACK } from './port.ts';
import { startProcess } from './process.ts';
import { waitFor } from './wait.ts';

const READY_MS = 15_000;

export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

/** A Redis for tests: nothing on disk, and `noeviction`, which BullMQ asks for. Throws MissingPart without one. */
export async function startRedis(): Promise<RedisServer> {
  const command = await needCommand('Redis', 'redis-server', 'redis-server');
  const home = await mkdtemp(path.join(os.tmpdir(), 'rostrum-redis-'));
  const port = await freePort();
  const settings = {
    port: String(port),
    bind: LOOPBACK,
    save: '',
    appendonly: 'no',
    dir: home,
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
  };
  const server = await startProcess({
    name: 'Redis',
    command,
    args: Object.entries(settings).flatMap(([key, value]) => [`--${key}`, value]),
    cwd: home,
  });
  const stop = async () => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await waitFor('Redis answering', async () => server.hasExited() || (await accepts(port)), READY_MS);
    if (server.hasExited()) throw new Error(`Redis ended while it was starting: ${server.output()}`);
  } catch (failure) {
    await stop();
    throw failure;
  }
  return { url: `redis://${LOOPBACK}:${port}`, stop };
}
