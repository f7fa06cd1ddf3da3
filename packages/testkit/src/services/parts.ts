import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';
import { MORE_PLACES } from './command.ts';

export interface S3Access {
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  forcePathStyle: boolean;
}

/** What the global setup of the integration tests started. `null`: that part cannot be had here. */
export interface ProvidedServers {
  databaseUrl: string | null;
  redisUrl: string | null;
  s3: S3Access | null;
}

declare module 'vitest' {
  export interface ProvidedContext {
    servers: ProvidedServers;
  }
}

export type ServerPart = 'database' | 'redis' | 's3';

/** Programmes that some tests drive, and the names they go by. */
const PROGRAMMES = {
  ffmpeg: ['ffmpeg'],
  bubblewrap: ['bwrap'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  nginx: ['nginx'],
  'docker-compose': ['docker-compose'],
  espeak: ['espeak-ng'],
} as const;

export type Part = ServerPart | keyof typeof PROGRAMMES;

function findSync(names: readonly string[]): string | undefined {
  for (const dir of [...(process.env.PATH ?? '').split(path.delimiter), ...MORE_PLACES]) {
    for (const name of names) {
      const file = path.join(dir, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Looked for in the next place.
      }
    }
  }
  return undefined;
}

function servers(): ProvidedServers {
  const provided: ProvidedServers | undefined = inject('servers');
  if (provided === undefined) {
    throw new Error('Servers are only there for integration tests: name the file *.int.test.ts');
  }
  return provided;
}

function need<T>(part: ServerPart, value: T | null): T {
  if (value === null)
    throw new Error(`No ${part} here: guard the test with describe.skipIf(!requirePart('${part}'))`);
  return value;
}

/**
 * Whether this machine has the part. For `describe.skipIf(!requirePart('redis'))`: what cannot be had is then
 * counted as skipped, and `CI=true npm test` counts a skip as a failure.
 */
export function requirePart(part: Part): boolean {
  if (part === 'database') return servers().databaseUrl !== null;
  if (part === 'redis') return servers().redisUrl !== null;
  if (part === 's3') return servers().s3 !== null;
  return findSync(PROGRAMMES[part]) !== undefined;
}

/** The full path of a programme that `requirePart` found. */
export function programme(part: keyof typeof PROGRAMMES): string {
  const found = findSync(PROGRAMMES[part]);
  if (found === undefined) throw new Error(`${part} is not installed`);
  return found;
}

/** The superuser's address of the test server's database `postgres`. For a database of one's own: freshDatabase(). */
export function databaseServerUrl(): string {
  return need('database', servers().databaseUrl);
}

/** The one Redis of the run; give every queue a name (or every test a key prefix) of its own. */
export function redisUrl(): string {
  return need('redis', servers().redisUrl);
}

export function s3Access(): S3Access {
  return need('s3', servers().s3);
}
