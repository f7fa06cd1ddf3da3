import { newId } from '@rostrum/domain';
import pg from 'pg';
import { approve, approvedStatement, publish } from './approved-statement.ts';
import type { Lab, Running } from './lab.ts';

const STATEMENTS = 6;
const QUICK_STATEMENTS = 2;

export interface LongProgramme {
  reviewId: string;
  stateName: string;
  statementIds: string[];
}

/**
 * A State with several statements, approved, with its title cards drawn and published. One take was prepared: the
 * others are rows that show the same media, because it is not the preparing that is measured.
 */
export async function longProgramme(lab: Lab): Promise<LongProgramme> {
  const running = await lab.running();
  const { takeId } = await approvedStatement(lab);
  const { coordinator, sessionId, invite } = running.session;
  const stateName = 'Benchmere';
  const { id: reviewId } = await coordinator.call('POST /api/v1/sessions/{id}/reviews', {
    params: { id: sessionId },
    body: { stateCode: 'XBP', stateName },
  });
  const statementIds: string[] = [];
  for (let n = 0; n < (lab.quick ? QUICK_STATEMENTS : STATEMENTS); n += 1) {
    const { statementId } = await invite(reviewId);
    await approve(running, { statementId, ...(await sameTake(running, takeId, statementId)) });
    statementIds.push(statementId);
  }
  lab.say('Its title cards are being drawn…');
  await publish(running, reviewId, statementIds);
  return { reviewId, stateName, statementIds };
}

/** Another statement’s take and cut with the same media, ready to be decided on. */
export async function sameTake(
  { product }: Pick<Running, 'product'>,
  source: string,
  statementId: string,
): Promise<{ takeId: string; cutId: string }> {
  const [takeId, cutId, mediaSetId] = [newId(), newId(), newId()];
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  const copy = (table: 'take' | 'cut', where: string, change: object) =>
    client.query(
      `insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(one) || $2::jsonb)).*
       from ${table} one where ${where} = $1 and state = 'ready' limit 1`,
      [source, JSON.stringify(change)],
    );
  try {
    await client.query(
      `insert into media_set (id, statement_id, complete, manifest) select $2, $3, complete, manifest
       from media_set where id = (select media_set_id from take where id = $1)`,
      [source, mediaSetId, statementId],
    );
    const shown = { media_set_id: mediaSetId };
    const original_key = `bench/${takeId}`;
    await copy('take', 'id', { ...shown, id: takeId, statement_id: statementId, original_key });
    await copy('cut', 'take_id', { ...shown, id: cutId, take_id: takeId, revision: 1 });
    await client.query(`update statement set state = 'in_review' where id = $1`, [statementId]);
  } finally {
    await client.end();
  }
  return { takeId, cutId };
}
