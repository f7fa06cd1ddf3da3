import http from 'node:http';
import { z } from 'zod';

/**
 * Asks for addresses in turn, so many a second whatever the answers take, in a process of its own:
 *   node infra/bench/steady-asks.ts '{"addresses": […], "perSecond": 500, "seconds": 10}'
 * An answer's time runs from when it was due to be asked for: a server that stands still is not asked less.
 */
const Wanted = z.object({
  addresses: z.array(z.url()).min(1),
  perSecond: z.number().positive(),
  seconds: z.number().positive(),
});

export const Steady = z.object({
  times: z.array(z.number()),
  bytes: z.number(),
  /** What went wrong, and how often. */
  errors: z.record(z.string(), z.int()),
});
export type Steady = z.infer<typeof Steady>;

const GIVE_UP_MS = 10_000;
const CONNECTIONS = 100;

async function main(): Promise<void> {
  const { addresses, perSecond, seconds } = Wanted.parse(JSON.parse(process.argv[2] ?? 'null'));
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const steady: Steady = { times: [], bytes: 0, errors: {} };
  const began = performance.now();
  const all = Math.round(perSecond * seconds);
  const asked: Promise<void>[] = [];
  const one = async (at: number) => {
    const dueAt = began + (at * 1000) / perSecond;
    try {
      const bytes = await get(addresses[at % addresses.length] ?? '', agent);
      steady.bytes += bytes;
      steady.times.push(performance.now() - dueAt);
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      steady.errors[said] = (steady.errors[said] ?? 0) + 1;
    }
  };
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(all, Math.floor(((performance.now() - began) * perSecond) / 1000));
      while (asked.length < due) asked.push(one(asked.length));
      if (asked.length < all) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
  await Promise.all(asked);
  agent.destroy();
  process.stdout.write(JSON.stringify(steady));
}

function get(address: string, agent: http.Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.get(address, { agent, timeout: GIVE_UP_MS }, (response) => {
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(bytes);
        else reject(new Error(`status ${response.statusCode}`));
      });
    });
    request.on('timeout', () => request.destroy(new Error('no answer in ten seconds')));
    request.on('error', reject);
  });
}

if (import.meta.main) await main();
