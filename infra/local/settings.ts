import path from 'node:path';
import { z } from 'zod';
import { CannotStart } from './cannot-start.ts';

const Settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.data'),
  ROSTRUM_MODE: z.enum(['demonstration', 'production']).default('demonstration'),
});

export interface LocalSettings {
  port: number;
  host: string;
  /** Absolute; a relative DATA_DIR is meant from the repository's root. */
  dataDir: string;
}

/** What `npm start` itself reads. An empty variable counts as one that is not set. */
export function readSettings(env: NodeJS.ProcessEnv, root: string): LocalSettings {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Settings.safeParse(present);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].join(', ');
    throw new CannotStart(`These variables have values that cannot be used: ${names}`);
  }
  const { PORT, HOST, DATA_DIR, ROSTRUM_MODE } = parsed.data;
  if (ROSTRUM_MODE === 'production') {
    throw new CannotStart(
      'npm start runs the demonstration, with generated secrets and printed sign-in links. ' +
        'For production see docker-compose.yml and .env.example.',
    );
  }
  return { port: PORT, host: HOST, dataDir: path.resolve(root, DATA_DIR) };
}
