import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../../../..');
const Secrets = z.object({ databasePassword: z.string(), authSecret: z.string() });
const Lock = z.object({ port: z.int() });
/** Of postmaster.pid, from 0: the port stands in the fourth line. */
const PORT_LINE = 3;

/** What a command says in place of its work; nothing was done. */
export class NotRunning extends Error {}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * A command's configuration: the environment as it is where it names a database, and otherwise that of the
 * copy which `npm start` runs on DATA_DIR. @throws NotRunning
 */
export async function commandEnvironment(env: Variables): Promise<Variables> {
  if (env.DATABASE_URL) return env;
  const dir = path.resolve(root, env.DATA_DIR || '.data');
  try {
    const inside = (name: string) => readFile(path.join(dir, name), 'utf8');
    const secrets = Secrets.parse(JSON.parse(await inside('secrets.json')));
    const { port } = Lock.parse(JSON.parse(await inside('lock')));
    const postgresPort = Number((await inside('postgres/postmaster.pid')).split('\n')[PORT_LINE]);
    const password = encodeURIComponent(secrets.databasePassword);
    return {
      AUTH_SECRET: secrets.authSecret,
      MEDIA_DIR: path.join(dir, 'media'),
      MAIL_DIR: path.join(dir, 'mail'),
      KEYS_FILE: path.join(dir, 'keys.json'),
      LOG_LEVEL: 'warn',
      ...env,
      ROSTRUM_MODE: 'demonstration',
      DATA_DIR: dir,
      PORT: String(port),
      DATABASE_URL: `postgresql://postgres:${password}@127.0.0.1:${postgresPort}/rostrum`,
    };
  } catch (cause) {
    throw new NotRunning(
      `Nothing runs on ${dir}. Start it (npm start), or name the database: DATABASE_URL=postgresql://…`,
      { cause },
    );
  }
}
