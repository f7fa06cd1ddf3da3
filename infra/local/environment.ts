import path from 'node:path';
import type { DataFolder } from './data-folder.ts';

export interface EnvironmentRequest {
  folder: DataFolder;
  /** What the person set; goes before our own defaults, except for what must agree between the processes. */
  env: NodeJS.ProcessEnv;
  host: string;
  port: number;
  metricsPort: number;
  publicUrl: string;
  databaseUrl: string;
  root: string;
}

/** Where Node keeps what it made of every source: a third of a start. Who may not write there goes without. */
export function compileCacheDir(root: string): string {
  return path.join(root, '.build/compile-cache');
}

/** The whole configuration of one of our processes, in its environment. */
export function childEnvironment(request: EnvironmentRequest): NodeJS.ProcessEnv {
  const { folder, env, host, port, metricsPort, publicUrl, databaseUrl, root } = request;
  return {
    LOG_LEVEL: 'info',
    NODE_COMPILE_CACHE: compileCacheDir(root),
    AUTH_SECRET: folder.secrets.authSecret,
    MEDIA_DIR: folder.mediaDir,
    MAIL_DIR: folder.mailDir,
    KEYS_FILE: folder.keysFile,
    WEB_DIR: path.join(root, 'apps/web/dist'),
    ...env,
    ROSTRUM_MODE: 'demonstration',
    HOST: host,
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    PUBLIC_URL: publicUrl,
    DATA_DIR: folder.dir,
    DATABASE_URL: databaseUrl,
  };
}
