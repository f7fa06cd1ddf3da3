import type { Events, LiveEvent, Log } from '@rostrum/core';
import pg from 'pg';
import { z } from 'zod';

const CHANNEL = 'rostrum_live';
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;

/** All there are: what is not named here is heard by nobody. */
const KINDS: { readonly [Kind in LiveEvent['what']]: Kind } = {
  take: 'take',
  progress: 'progress',
  cut: 'cut',
  captions: 'captions',
  written: 'written',
  statement: 'statement',
  programme: 'programme',
  device: 'device',
  remark: 'remark',
  checklist: 'checklist',
  presence: 'presence',
  question: 'question',
  recommendations: 'recommendations',
};

const Heard = z.object({
  sessionId: z.string(),
  reviewId: z.string(),
  statementId: z.string().optional(),
  invitationId: z.string().optional(),
  what: z.enum(KINDS),
});

/**
 * Live events through PostgreSQL's LISTEN and NOTIFY: every process that listens hears them.
 * A lost connection is made anew; what was said meanwhile is lost, as the port allows.
 */
export async function openEvents(settings: {
  databaseUrl: string;
  log: Log;
  /** False in a process that only speaks. */
  listen?: boolean;
}): Promise<Events> {
  const { databaseUrl, log, listen = true } = settings;
  const speaking = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  speaking.on('error', (error) => log.error('events_connection_lost', error));
  const listeners = new Set<(event: LiveEvent) => void>();
  let listening: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let delayMs = FIRST_RETRY_MS;
  let closed = false;

  const connect = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    let lost = false;
    const lose = (error?: unknown): void => {
      if (lost) return;
      lost = true;
      if (error) log.error('events_connection_lost', error);
      void client.end().catch(() => undefined);
      if (closed) return;
      retry = setTimeout(() => void connect().catch(() => undefined), delayMs);
      delayMs = Math.min(delayMs * 2, LAST_RETRY_MS);
    };
    client.on('error', lose);
    client.on('end', () => lose());
    client.on('notification', ({ payload }) => {
      const event = parse(payload);
      if (!event) return;
      for (const listener of listeners) listener(event);
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      listening = client;
      delayMs = FIRST_RETRY_MS;
    } catch (error) {
      lose(error);
      throw error;
    }
  };

  if (listen) {
    try {
      await connect();
    } catch (error) {
      closed = true;
      clearTimeout(retry);
      await speaking.end();
      throw error;
    }
  }

  return {
    async publish(event) {
      await speaking.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(event)]);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      listeners.clear();
      await Promise.allSettled([listening?.end(), speaking.end()]);
    },
  };
}

function parse(payload: string | undefined): LiveEvent | null {
  if (!payload) return null;
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return null;
  }
  const heard = Heard.safeParse(value);
  if (!heard.success) return null;
  const { statementId, invitationId, ...event } = heard.data;
  return {
    ...event,
    ...(statementId === undefined ? {} : { statementId }),
    ...(invitationId === undefined ? {} : { invitationId }),
  };
}
