import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { needCommand } from './command.ts';
import { accepts, freePorts, LOOPBACK } from './port.ts';
import { type RunningProcess, startProcess } from './process.ts';
import {
  proxyServerConf,
  ringScript,
  SWIFT_DEVICE,
  SWIFT_REGION,
  type SwiftKey,
  type SwiftPlace,
  storageServerConf,
  swiftConf,
} from './swift-config.ts';
import { waitFor } from './wait.ts';

const run = promisify(execFile);
const READY_MS = 45_000;
const RINGS_MS = 60_000;
const STOP_MS = 3000;

export interface S3Server {
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  forcePathStyle: true;
  stop(): Promise<void>;
}

const STORAGE = ['account', 'container', 'object'] as const;

/** The Python that Swift was installed for: the first line of its own programmes says which. */
async function pythonOf(programme: string): Promise<string> {
  const first = (await readFile(programme, 'utf8')).split('\n', 1)[0] ?? '';
  return /^#!\s*(\S+)/.exec(first)?.[1] ?? '/usr/bin/python3';
}

/**
 * An S3-compatible server for tests: OpenStack Swift with its S3 middleware, four small servers and a memcached,
 * all on loopback ports, data in a temporary folder. Throws MissingPart where it is not installed.
 */
export async function startS3(): Promise<S3Server> {
  const part = 'S3-compatible server';
  const proxyCommand = await needCommand(part, 'swift-proxy-server', 'swift-proxy');
  const memcached = await needCommand(part, 'memcached', 'memcached');
  const storageCommands = await Promise.all(
    STORAGE.map(async (kind) => ({
      kind,
      command: await needCommand(part, `swift-${kind}-server`, `swift-${kind}`),
    })),
  );

  const home = await mkdtemp(path.join(os.tmpdir(), 'rostrum-s3-'));
  const [proxy = 0, account = 0, container = 0, object = 0, memcachedPort = 0] = await freePorts(5);
  const place: SwiftPlace = {
    configDir: path.join(home, 'etc'),
    devicesDir: path.join(home, 'devices'),
    cacheDir: path.join(home, 'cache'),
    user: os.userInfo().username,
    ports: { proxy, account, container, object, memcached: memcachedPort },
  };
  const key: SwiftKey = { accessKeyId: 'test:tester', secretAccessKey: 'testing' };

  const running: RunningProcess[] = [];
  const stop = async () => {
    await Promise.all(running.map((server) => server.stop()));
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await mkdir(place.configDir, { recursive: true });
    await mkdir(path.join(place.devicesDir, SWIFT_DEVICE), { recursive: true });
    await mkdir(place.cacheDir, { recursive: true });
    const inConfig = (name: string) => path.join(place.configDir, name);
    await writeFile(inConfig('swift.conf'), swiftConf());
    await writeFile(inConfig('proxy-server.conf'), proxyServerConf(place, key));
    for (const kind of STORAGE)
      await writeFile(inConfig(`${kind}-server.conf`), storageServerConf(place, kind));
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
    await run(await pythonOf(proxyCommand), ['-c', ringScript(place)], { env, timeout: RINGS_MS });

    const start = async (name: string, command: string, args: string[]) => {
      running.push(await startProcess({ name, command, args, cwd: home, env, graceMs: STOP_MS }));
    };
    const asUser = process.getuid?.() === 0 ? ['-u', 'root'] : [];
    await start('memcached', memcached, ['-l', LOOPBACK, '-p', String(memcachedPort), '-U', '0', ...asUser]);
    for (const { kind, command } of storageCommands) {
      await start(`Swift ${kind}`, command, [inConfig(`${kind}-server.conf`)]);
    }
    await start('Swift proxy', proxyCommand, [inConfig('proxy-server.conf')]);

    await waitFor(
      'the S3-compatible server answering',
      async () => {
        const ended = running.find((server) => server.hasExited());
        if (ended) return ended;
        const open = await Promise.all(Object.values(place.ports).map((port) => accepts(port)));
        return open.every(Boolean) ? true : undefined;
      },
      READY_MS,
    );
    const ended = running.find((server) => server.hasExited());
    if (ended) throw new Error(`${ended.name} ended while it was starting: ${ended.output()}`);
  } catch (failure) {
    await stop();
    throw failure;
  }
  return {
    endpoint: `http://${LOOPBACK}:${proxy}`,
    region: SWIFT_REGION,
    ...key,
    forcePathStyle: true,
    stop,
  };
}
