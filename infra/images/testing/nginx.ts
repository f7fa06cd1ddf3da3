import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { programme } from '@rostrum/testkit';
import {
  accepts,
  isRoot,
  LOOPBACK,
  type RunningProcess,
  startProcess,
  waitFor,
} from '@rostrum/testkit/services';

const NOBODY = { name: 'nobody', uid: 65_534, gid: 65_534 };
const READY_MS = 15_000;

export interface Nginx {
  url: string;
  /** Where it would keep what it does not pass on at once. */
  bodyDir: string;
  logs(): Promise<string>;
  stop(): Promise<void>;
}

export interface NginxPlace {
  /** A folder of the test's own. */
  home: string;
  port: number;
  apiUrl: string;
}

/** The image's configuration with three things of this machine in it: port, address of the API, and folders. */
export async function writeConfiguration({ home, port, apiUrl }: NginxPlace): Promise<string> {
  const original = await readFile(path.resolve(import.meta.dirname, '../nginx.conf'), 'utf8');
  const replace = (text: string, from: string, to: string) => {
    if (!text.includes(from)) throw new Error(`nginx.conf has no ${from}`);
    return text.replaceAll(from, to);
  };
  let text = replace(original, 'listen 8080 default_server', `listen ${LOOPBACK}:${port} default_server`);
  text = replace(text, 'http://api:8080', apiUrl);
  text = replace(text, '/tmp/nginx', `${home}/nginx`);
  // A test's output is a socket, which cannot be opened by that name as a container's pipe can.
  text = replace(text, '/dev/stderr', `${home}/error.log`);
  text = replace(text, '/dev/stdout', `${home}/access.log`);
  const file = path.join(home, 'nginx.conf');
  await mkdir(home, { recursive: true });
  await writeFile(file, text);
  await chmod(home, 0o755);
  if (isRoot()) await chown(home, NOBODY.uid, NOBODY.gid);
  return file;
}

export async function startNginx(place: NginxPlace): Promise<Nginx> {
  const file = await writeConfiguration(place);
  const server: RunningProcess = await startProcess({
    name: 'nginx',
    command: programme('nginx'),
    args: ['-c', file, '-p', place.home, '-e', path.join(place.home, 'error.log')],
    // The image's user is not root either.
    account: isRoot() ? NOBODY : undefined,
    stopSignal: 'SIGQUIT',
    graceMs: 3000,
  });
  try {
    await waitFor('nginx listening', async () => server.hasExited() || (await accepts(place.port)), READY_MS);
    if (server.hasExited()) throw new Error(`nginx ended: ${server.output()} ${await logsIn(place.home)}`);
  } catch (failure) {
    await server.stop();
    throw failure;
  }
  return {
    url: `http://${LOOPBACK}:${place.port}`,
    bodyDir: path.join(place.home, 'nginx-body'),
    logs: () => logsIn(place.home),
    stop: async () => {
      await server.stop();
    },
  };
}

async function logsIn(home: string): Promise<string> {
  const files = ['access.log', 'error.log'].map((name) => path.join(home, name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return texts.join('\n');
}
