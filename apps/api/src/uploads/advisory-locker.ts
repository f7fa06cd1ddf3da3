import type { Log } from '@rostrum/core';
import { ERRORS, type Lock, type Locker, type RequestRelease } from '@tus/server';
import pg from 'pg';

/** The first of the two keys of PostgreSQL's advisory locks: ours, apart from every other use. */
const SPACE = 7_303_022;
const CHANNEL = 'rostrum_upload_lock';
const TRY_EVERY_MS = 50;
const ASK_EVERY_MS = 500;
const DEFAULT_TIMEOUT_MS = 15_000;

export interface AdvisoryLocker extends Locker {
  close(): Promise<void>;
}

interface Session {
  client: pg.Client;
  alive: boolean;
}

interface Held {
  session: Session;
  requestRelease: RequestRelease;
}

/**
 * One writer for an upload at a time, whatever process it reached: session-level advisory locks on one connection
 * that this process keeps for nothing else. When the connection ends, so does every lock, and PostgreSQL says so to
 * nobody: the holders here are told to stop.
 *
 * Who waits asks the holder to let go (tus 1.0: a client that lost its connection comes back while the server
 * still reads from the old one), in this process by its callback and in others by NOTIFY.
 */
export function createAdvisoryLocker(settings: {
  databaseUrl: string;
  log: Log;
  timeoutMs?: number;
}): AdvisoryLocker {
  const { databaseUrl, log, timeoutMs = DEFAULT_TIMEOUT_MS } = settings;
  // A session may take its own advisory lock twice, so within the process this map decides.
  const held = new Map<string, Held>();
  let opening: Promise<Session> | null = null;
  let closed = false;

  async function open(): Promise<Session> {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    const session: Session = { client, alive: true };
    const lose = (error?: Error) => {
      if (!session.alive) return;
      session.alive = false;
      opening = null;
      if (error) log.error('upload_locks_lost', error, { held: held.size });
      for (const [id, holder] of held) {
        if (holder.session !== session) continue;
        held.delete(id);
        void holder.requestRelease();
      }
      client.end().catch(() => undefined);
    };
    client.on('error', lose);
    client.on('end', () => lose());
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) void held.get(payload)?.requestRelease();
    });
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    return session;
  }

  function session(): Promise<Session> {
    if (closed) return Promise.reject(new Error('the locker is closed'));
    opening ??= open().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  }

  async function tryOnce(id: string, requestRelease: RequestRelease): Promise<boolean> {
    const { session: current, reserved } = { session: await session(), reserved: !held.has(id) };
    if (!reserved) return false;
    // Reserved before the question, so that two of this process never both ask.
    const holder: Held = { session: current, requestRelease };
    held.set(id, holder);
    let locked = false;
    try {
      const { rows } = await current.client.query<{ locked: boolean }>(
        'select pg_try_advisory_lock($1, hashtext($2)) as locked',
        [SPACE, id],
      );
      locked = rows[0]?.locked === true;
      return locked && current.alive;
    } finally {
      if (!locked && held.get(id) === holder) held.delete(id);
    }
  }

  async function askForRelease(id: string): Promise<void> {
    const here = held.get(id);
    if (here !== undefined) return await here.requestRelease();
    const { client } = await session();
    await client.query('select pg_notify($1, $2)', [CHANNEL, id]);
  }

  class AdvisoryLock implements Lock {
    readonly #id: string;
    #holder: Held | null = null;

    constructor(id: string) {
      this.#id = id;
    }

    async lock(signal: AbortSignal, requestRelease: RequestRelease): Promise<void> {
      const until = performance.now() + timeoutMs;
      let askAt = 0;
      while (!signal.aborted && performance.now() < until) {
        if (await tryOnce(this.#id, requestRelease)) {
          this.#holder = held.get(this.#id) ?? null;
          return;
        }
        if (performance.now() >= askAt) {
          askAt = performance.now() + ASK_EVERY_MS;
          await askForRelease(this.#id);
        }
        await pause(TRY_EVERY_MS, signal);
      }
      throw ERRORS.ERR_LOCK_TIMEOUT;
    }

    async unlock(): Promise<void> {
      const holder = this.#holder;
      this.#holder = null;
      if (holder === null || held.get(this.#id) !== holder) return;
      try {
        await holder.session.client.query('select pg_advisory_unlock($1, hashtext($2))', [SPACE, this.#id]);
      } catch (error) {
        // The connection is gone, and the lock with it.
        if (holder.session.alive) throw error;
      } finally {
        if (held.get(this.#id) === holder) held.delete(this.#id);
      }
    }
  }

  return {
    newLock: (id) => new AdvisoryLock(id),
    async close() {
      closed = true;
      const current = await opening?.catch(() => null);
      if (current) {
        current.alive = false;
        await current.client.end();
      }
      held.clear();
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
