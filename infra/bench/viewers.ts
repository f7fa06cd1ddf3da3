import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { parseMediaPlaylist, parseMultivariantPlaylist } from '@rostrum/hls';
import { z } from 'zod';

/**
 * Many viewers of one screening, in a process of its own, so that their cost is not the server's:
 *   node infra/bench/viewers.ts '{"playlistUrl": …, "viewers": 1000, "seconds": 25}'
 * Each has a connection of its own, asks for its list every four seconds and for every segment that is new in it.
 */
const Wanted = z.object({
  playlistUrl: z.url(),
  viewers: z.int().positive(),
  seconds: z.number().positive(),
});

export const Watched = z.object({
  playlists: z.array(z.number()),
  segments: z.array(z.number()),
  bytes: z.number(),
  /** What went wrong, and how often. */
  errors: z.record(z.string(), z.int()),
  cpuSeconds: z.number(),
});
export type Watched = z.infer<typeof Watched>;

const POLL_MS = 4_000;
const GIVE_UP_MS = 10_000;
/** What a player that joins fetches first: as much as lies before it. */
const JOIN_SEGMENTS = 6;

async function main(): Promise<void> {
  const wanted = Wanted.parse(JSON.parse(process.argv[2] ?? 'null'));
  const watched: Watched = { playlists: [], segments: [], bytes: 0, errors: {}, cpuSeconds: 0 };
  const first = new http.Agent({ keepAlive: true });
  const entry = parseMultivariantPlaylist((await get(wanted.playlistUrl, first)).toString());
  first.destroy();
  const cost = (attributes: ReadonlyMap<string, string>) => Number(attributes.get('BANDWIDTH'));
  const lowest = entry.variants.toSorted((a, b) => cost(a.attributes) - cost(b.attributes))[0];
  if (lowest === undefined) throw new Error('no rendition');
  const list = new URL(lowest.uri, wanted.playlistUrl).href;
  const endsAt = performance.now() + wanted.seconds * 1000;
  await Promise.all(
    Array.from({ length: wanted.viewers }, (_, at) => watch(list, at / wanted.viewers, endsAt, watched)),
  );
  const { user, system } = process.cpuUsage();
  watched.cpuSeconds = (user + system) / 1_000_000;
  process.stdout.write(JSON.stringify(watched));
}

/** @param share where in the four seconds this one asks */
async function watch(list: string, share: number, endsAt: number, watched: Watched): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  let newest: number | null = null;
  let next = performance.now() + share * POLL_MS;
  while (next < endsAt) {
    await delay(Math.max(0, next - performance.now()));
    next += POLL_MS;
    const text = await timed(list, agent, watched, watched.playlists);
    if (text === null) continue;
    const { mediaSequence, segments } = parseMediaPlaylist(text.toString());
    const from: number = newest ?? mediaSequence + Math.max(0, segments.length - JOIN_SEGMENTS) - 1;
    for (const [at, { uri }] of segments.entries()) {
      if (mediaSequence + at <= from) continue;
      const bytes = await timed(new URL(uri, list).href, agent, watched, watched.segments);
      watched.bytes += bytes?.length ?? 0;
    }
    newest = mediaSequence + segments.length - 1;
  }
  agent.destroy();
}

async function timed(
  address: string,
  agent: http.Agent,
  watched: Watched,
  times: number[],
): Promise<Buffer | null> {
  const began = performance.now();
  try {
    const body = await get(address, agent);
    times.push(performance.now() - began);
    return body;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    watched.errors[said] = (watched.errors[said] ?? 0) + 1;
    return null;
  }
}

function get(address: string, agent: http.Agent): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const request = http.get(address, { agent, timeout: GIVE_UP_MS }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(parts);
        if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
        else if (body.length === 0) reject(new Error('nothing in it'));
        else resolve(body);
      });
    });
    request.on('timeout', () => request.destroy(new Error('no answer in ten seconds')));
    request.on('error', reject);
  });
}

if (import.meta.main) await main();
