import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Parts } from '@rostrum/core';
import type { Registry } from 'prom-client';

export interface StatusServer {
  port: number;
  close(): Promise<void>;
}

export interface StatusOptions {
  parts: Pick<Parts, 'store' | 'queue' | 'storage' | 'log'>;
  registry: Registry;
  /** Whether jobs are being taken. */
  isWorking(): boolean;
  host: string;
  /** 0: any that is free. */
  port: number;
}

/** `/healthz`, `/readyz` and `/metrics`, on a port of their own that nobody outside needs to reach. */
export async function startStatusServer({
  parts,
  registry,
  isWorking,
  host,
  port,
}: StatusOptions): Promise<StatusServer> {
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    if (path === '/healthz') return json(response, 200, { status: 'ok' });
    if (path === '/readyz') return await ready(parts, isWorking(), response);
    if (path !== '/metrics') return json(response, 404, { status: 'not found' });
    const text = await registry.metrics();
    response.writeHead(200, { 'content-type': registry.contentType }).end(text);
  };
  const server = createServer((request, response) => {
    answer(request.url?.split('?')[0] ?? '/', response).catch((error: unknown) => {
      parts.log.error('status_failed', error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await listen(server, host, port);
  return { port: portOf(server), close: () => close(server) };
}

async function ready(
  { store, queue, storage, log }: StatusOptions['parts'],
  working: boolean,
  response: ServerResponse,
): Promise<void> {
  const all = { database: store, queue, storage };
  const answers = await Promise.all(
    Object.entries(all).map(async ([part, asked]) => {
      try {
        await asked.health();
        return [part, 'ok'] as const;
      } catch (error) {
        log.error('not_ready', error, { part });
        return [part, 'away'] as const;
      }
    }),
  );
  const parts = Object.fromEntries(answers);
  const whole = working && answers.every(([, state]) => state === 'ok');
  json(response, whole ? 200 : 503, { status: whole ? 'ok' : 'unavailable', parts });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
