import { existsSync, readlinkSync, realpathSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { findCommand, needCommand } from '@rostrum/testkit/services';

/** Variables by which Node and npm find the certificates of the network they are in. */
const CERTIFICATES = [
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
];

export interface Container {
  /** Stands for the image's root: holds what COPY and RUN put there and nothing else. */
  root: string;
  /** Folders of the root that are seen; each is made when absent. */
  folders: string[];
  writable: boolean;
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** For builds: npm's cache and settings of this machine. */
  npm?: boolean;
}

async function npmDirectory(): Promise<string> {
  const entry = process.env.npm_execpath ?? realpathSync(await needCommand('images', 'npm', 'npm'));
  return path.resolve(entry, '../..');
}

/** `--ro-bind` of what this system has of a base image's programmes and libraries, `/bin` being a link or a folder. */
function system(): string[] {
  const args = ['--ro-bind', '/usr', '/usr', '--ro-bind', '/etc', '/etc'];
  for (const place of ['/bin', '/sbin', '/lib', '/lib64', '/lib32']) {
    if (!existsSync(place)) continue;
    try {
      args.push('--symlink', readlinkSync(place), place);
    } catch {
      args.push('--ro-bind', place, place);
    }
  }
  return args;
}

/**
 * The command line that runs a command as a container would: the system's programmes, Node 24, and of everything
 * else only what the image holds, under the image's own paths. The network is the machine's.
 */
export async function inContainer(
  container: Container,
  command: readonly string[],
): Promise<[string, string[]]> {
  const bwrap = await needCommand('images', 'bwrap', 'bubblewrap');
  const env: Record<string, string | undefined> = {
    PATH: '/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/tmp',
    ...container.env,
  };
  const args = ['--tmpfs', '/', ...system(), '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp'];
  args.push('--ro-bind', process.execPath, '/node/bin/node');
  for (const folder of container.folders) {
    const inside = path.join(container.root, folder);
    await mkdir(inside, { recursive: true });
    args.push(container.writable ? '--bind' : '--ro-bind', inside, folder);
  }
  for (const name of CERTIFICATES) {
    const value = process.env[name];
    if (!value) continue;
    env[name] = value;
    if (path.isAbsolute(value) && existsSync(value)) args.push('--ro-bind-try', value, value);
  }
  if (container.npm) {
    args.push('--ro-bind', await npmDirectory(), '/node/lib/npm');
    args.push('--symlink', '../lib/npm/bin/npm-cli.js', '/node/bin/npm');
    const home = process.env.HOME ?? '/';
    const cache = process.env.npm_config_cache ?? path.join(home, '.npm');
    await mkdir(cache, { recursive: true });
    args.push('--bind', cache, '/npm-cache');
    env.npm_config_cache = '/npm-cache';
    env.npm_config_prefer_offline = 'true';
    const userConfig = process.env.npm_config_userconfig ?? path.join(home, '.npmrc');
    if (existsSync(userConfig)) {
      args.push('--ro-bind', userConfig, '/npmrc');
      env.npm_config_userconfig = '/npmrc';
    }
    if (process.env.npm_config_registry) env.npm_config_registry = process.env.npm_config_registry;
  }
  args.push('--clearenv');
  for (const [name, value] of Object.entries(env))
    if (value !== undefined) args.push('--setenv', name, value);
  args.push('--remount-ro', '/', '--die-with-parent', '--chdir', container.cwd, '--', ...command);
  return [bwrap, args];
}

export async function canContain(): Promise<boolean> {
  return (await findCommand('bwrap')) !== undefined;
}
