import pg from 'pg';

/** When things happened, as the product itself wrote it down: milliseconds since 1970, to the millisecond. */
export interface Journal {
  /** Of every state that a take has entered. */
  takeStates(takeId: string): Promise<Map<string, number>>;
  newestTake(statementId: string): Promise<{ id: string; state: string; reason: string | null } | null>;
  /** When a playlist of this statement first existed. */
  firstPlaylistAt(statementId: string): Promise<number | null>;
  cut(cutId: string): Promise<CutEntry>;
  close(): Promise<void>;
}

export interface CutEntry {
  state: string;
  /** It has a playlist, which may still grow. */
  listed: boolean;
  askedAt: number;
  /** When it entered its state. */
  readyAt: number;
}

export async function openJournal(databaseUrl: string): Promise<Journal> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // When the server goes first at the end, that is no failure of the bench.
  client.on('error', () => {});
  await client.connect();
  const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
  return {
    async takeStates(takeId) {
      const { rows } = await client.query<{ state: string; at: number }>(
        `select to_state as state, ${ms('at')} as at from state_history where subject_id = $1 order by id`,
        [takeId],
      );
      return new Map(rows.map(({ state, at }) => [state, at]));
    },
    async newestTake(statementId) {
      const { rows } = await client.query<{ id: string; state: string; reason: string | null }>(
        'select id, state, reason from take where statement_id = $1 order by number desc limit 1',
        [statementId],
      );
      return rows[0] ?? null;
    },
    async firstPlaylistAt(statementId) {
      const { rows } = await client.query<{ at: number }>(
        `select ${ms('created_at')} as at from media_set where statement_id = $1 order by created_at limit 1`,
        [statementId],
      );
      return rows[0]?.at ?? null;
    },
    async cut(cutId) {
      const { rows } = await client.query<CutEntry>(
        `select state, media_set_id is not null as listed, ${ms('created_at')} as "askedAt", ${ms('state_since')} as "readyAt" from cut where id = $1`,
        [cutId],
      );
      const [found] = rows;
      if (found === undefined) throw new Error(`no cut ${cutId}`);
      return found;
    },
    close: () => client.end(),
  };
}
