import { createServer, type Server } from 'node:http';
import { ConfigError, createDirectoryMailer, openParts, readConfig, storageSettings } from '@rostrum/runtime';
import { createApi } from './app.ts';
import { createMetrics, serveMetrics } from './metrics.ts';

/** A part of 8 MB over 0.1 Mbit/s takes eleven minutes; a whole file in one form, hours. */
const LONGEST_REQUEST_MS = 12 * 60 * 60_000;
const HEADERS_WITHIN_MS = 30_000;
/** Longer than a proxy in front keeps an idle connection, so that it never sends into one that is being closed. */
const KEEP_ALIVE_MS = 75_000;
/** Less than who started this waits before it kills: ten seconds, as a container's runtime does. */
const STOP_WITHIN_MS = 7_000;

async function run(): Promise<void> {
  const config = readConfig(process.env);
  const parts = await openParts(config, { name: 'api' });
  const { log } = parts;
  const metrics = createMetrics();
  const { mail } = config;
  const { app, endStreams, close } = createApi({
    settings: {
      mode: config.mode,
      publicUrl: config.publicUrl,
      databaseUrl: config.databaseUrl,
      authSecret: config.authSecret,
      storage: storageSettings(config),
      webDir: config.webDir,
      exitUrl: config.exitUrl,
      trustedProxies: config.trustedProxies,
    },
    parts,
    prisma: parts.prisma,
    metrics,
    ...(mail.kind === 'directory' && config.mode === 'demonstration'
      ? { mails: () => createDirectoryMailer(mail.directory).list() }
      : {}),
  });
  const server = createServer(
    {
      requestTimeout: LONGEST_REQUEST_MS,
      headersTimeout: HEADERS_WITHIN_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    app,
  );
  await listen(server, config.port, config.host);
  const metricsServer = await serveMetrics(metrics, '127.0.0.1', config.metricsPort);
  log.info('api_listening', { port: portOf(server), metricsPort: portOf(metricsServer) });

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info('api_stopping');
    endStreams();
    // An upload resumes: after a while what is still sent is ended.
    const deadline = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
    await Promise.all([closed(server), closed(metricsServer)]);
    clearTimeout(deadline);
    await close();
    await parts.close();
    log.info('api_stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error('api_stop_failed', error);
          process.exit(1);
        },
      );
    });
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

run().catch((error: unknown) => {
  // Before there is a log, or when it is what failed. A configuration's message names variables, never values.
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
