import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { waitFor } from '@rostrum/testkit/services';
import { approvedStatement, publish } from '../approved-statement.ts';
import { watchCpu } from '../cpu-time.ts';
import type { Lab } from '../lab.ts';
import { type Row, row } from '../row.ts';
import { spreadOf } from '../statistics.ts';
import { Watched } from '../viewers.ts';

const run = promisify(execFile);
const VIEWERS = 1_000;
const QUICK_VIEWERS = 100;
/** What is measured ends before the programme does. */
const WATCH_SECONDS = 25;
const BEGINS_IN_MS = 4_000;
const NOTE =
  'From its first second on: a list every 4 s each and every segment of the lowest rendition that is new in it, over a connection each; the viewers are a process of their own. CPU: the API, and beside it the viewers.';

/** Everybody comes to one screening at its hour. */
export async function screeningRows(lab: Lab): Promise<Row[]> {
  const running = await lab.running();
  const { reviewId, statementId } = await approvedStatement(lab);
  const { coordinator } = running.session;
  await publish(running, reviewId, [statementId]);
  const { screening } = await coordinator.call('PUT /api/v1/reviews/{id}/screening', {
    params: { id: reviewId },
    body: { startsAt: new Date(Date.now() + BEGINS_IN_MS).toISOString(), timeZone: 'UTC', version: null },
  });
  if (!screening?.playlistUrl) throw new Error('the screening has no address');
  const playlistUrl = new URL(screening.playlistUrl, running.product.url).href;
  await waitFor('the hour', async () => (await fetch(playlistUrl)).ok, BEGINS_IN_MS * 4);
  const viewers = lab.quick ? QUICK_VIEWERS : VIEWERS;
  const seconds = lab.quick ? 8 : WATCH_SECONDS;
  lab.say(`${viewers} viewers…`);
  const cpu = watchCpu(running.product.pids().api);
  const wanted = JSON.stringify({ playlistUrl, viewers, seconds });
  const { stdout } = await run(process.execPath, [path.join(import.meta.dirname, '../viewers.ts'), wanted], {
    maxBuffer: 64 << 20,
    signal: lab.signal,
  });
  const cpuSeconds = cpu.stop();
  const watched = Watched.parse(JSON.parse(stdout));
  const errors = Object.values(watched.errors).reduce((sum, count) => sum + count, 0);
  const what = `${viewers} viewers of one screening`;
  const asked = watched.playlists.length + watched.segments.length;
  const said = Object.entries(watched.errors).map(([error, count]) => `${error}: ${count}`);
  return [
    row({
      name: `${what}: errors`,
      value: errors,
      unit: '',
      goal: 0,
      spread: { least: errors, most: errors, runs: asked },
      cpu: { value: cpuSeconds, baseline: watched.cpuSeconds },
      note: [
        NOTE,
        `${asked} requests in ${seconds} s, ${(watched.bytes / 1_000_000).toFixed(0)} MB.`,
        ...said,
      ].join(' '),
    }),
    timesRow(`${what}: a list, 99 of 100 within`, watched.playlists),
    timesRow(`${what}: a segment, 99 of 100 within`, watched.segments),
  ];
}

function timesRow(name: string, times: readonly number[]): Row {
  const sorted = times.toSorted((a, b) => a - b);
  const value = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
  return row({ name, value, unit: 'ms', spread: spreadOf(times), note: '' });
}
