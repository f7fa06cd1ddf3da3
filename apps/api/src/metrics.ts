import { createServer, type Server } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  request(seen: { method: string; route: string; status: number; ms: number }): void;
  received(bytes: number, way: 'tus' | 'form'): void;
  /** A playlist named it, and the store had it not. */
  segmentMissing(kind: 'video' | 'audio'): void;
  /** Open live streams, up or down by one. */
  live(change: 1 | -1): void;
  text(): Promise<string>;
  contentType: string;
}

/** Figures without persons: labels are methods, route templates, statuses and ways. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'rostrum_http_request_seconds',
    help: 'Time to answer, by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers,
  });
  const bytes = new Counter({
    name: 'rostrum_received_bytes_total',
    help: 'Bytes of takes that were stored.',
    labelNames: ['way'],
    registers,
  });
  const missing = new Counter({
    name: 'rostrum_media_segments_missing_total',
    help: 'Segments that a viewer asked for and the store had not.',
    labelNames: ['kind'],
    registers,
  });
  const streams = new Gauge({ name: 'rostrum_live_streams', help: 'Open live streams.', registers });
  return {
    request: ({ method, route, status, ms }) =>
      requests.observe({ method, route, status: String(status) }, ms / 1000),
    received: (count, way) => bytes.inc({ way }, count),
    segmentMissing: (kind) => missing.inc({ kind }),
    live: (change) => streams.inc(change),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** On a port of its own, which no proxy leads to. */
export async function serveMetrics(metrics: Metrics, host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  return server;
}
