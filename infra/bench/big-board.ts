import { newId } from '@rostrum/domain';
import pg from 'pg';
import type { Running } from './lab.ts';

const STATES = 'AUS AUT GEO LBN MRT FSM MMR NRU NPL OMN RWA KNA LCA STP'.split(' ');
const OF_EACH = 36;
/** What becomes of every sixth: they repeat, so that every stage is there in every SuR. */
const BECAME = [
  { state: 'invited', take: null },
  { state: 'in_review', take: 'ready' },
  { state: 'in_review', take: 'ready' },
  { state: 'invited', take: 'refused' },
  { state: 'changes_requested', take: 'ready' },
  { state: 'declined', take: 'ready' },
] as const;

export interface BigBoard {
  sessionId: string;
  statements: { id: string; name: string; stateCode: string; ready: boolean }[];
}

/**
 * A session of 14 SuRs and 504 statements. Their rows are written at once: over HTTP they would take minutes,
 * and it is the board that is measured.
 */
export async function addBigBoard({
  product,
  session,
}: Pick<Running, 'product' | 'session'>): Promise<BigBoard> {
  const { coordinator } = session;
  const known = await coordinator.call('GET /api/v1/sessions');
  const { id: sessionId } = await coordinator.call('POST /api/v1/sessions', {
    body: {
      number: 1 + Math.max(1000, ...known.sessions.map(({ number }) => number)),
      format: 'virtual',
      startsOn: '2030-01-01',
      endsOn: '2030-01-05',
      uploadDeadlineAt: new Date(Date.now() + 2 * 86_400_000).toISOString(),
    },
  });
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    const statements: BigBoard['statements'] = [];
    for (const stateCode of STATES) {
      const { id: reviewId } = await coordinator.call('POST /api/v1/sessions/{id}/reviews', {
        params: { id: sessionId },
        body: { stateCode, stateName: stateCode },
      });
      const rows = Array.from({ length: OF_EACH }, (_, at) => {
        const became = BECAME[at % BECAME.length] ?? BECAME[0];
        const name = `Organisation for ${stateCode} number ${at}`;
        return { ...became, name, id: newId(), invitation: newId(), organisation: newId(), takeId: newId() };
      });
      await write(client, reviewId, rows);
      statements.push(
        ...rows.map(({ id, name, take }) => ({ id, name, stateCode, ready: take === 'ready' })),
      );
    }
    return { sessionId, statements };
  } finally {
    await client.end();
  }
}

interface Written {
  id: string;
  invitation: string;
  organisation: string;
  takeId: string;
  name: string;
  state: string;
  take: string | null;
}

async function write(client: pg.Client, reviewId: string, rows: readonly Written[]): Promise<void> {
  const json = JSON.stringify(rows);
  const from = 'from jsonb_to_recordset($1::jsonb) as r';
  await client.query(
    `insert into organisation (id, name, kind) select organisation, name, 'cso' ${from} (organisation uuid, name text)`,
    [json],
  );
  await client.query(
    `insert into invitation (id, review_id, organisation_id, invited_at)
     select invitation, $2, organisation, now() ${from} (invitation uuid, organisation uuid)`,
    [json, reviewId],
  );
  await client.query(
    `insert into statement (id, invitation_id, state) select id, invitation, state ${from} (id uuid, invitation uuid, state text)`,
    [json],
  );
  await client.query(
    `insert into take (id, statement_id, number, state, way, original_key, began_at, last_byte_at, state_since, measured_ms, reason)
     select "takeId", id, 1, take, 'tus', 'bench/' || id, now(), now(), now(),
       case when take = 'ready' then 290000 end, case when take = 'refused' then 'not_a_video' end
     ${from} ("takeId" uuid, id uuid, take text) where take is not null`,
    [json],
  );
}
