import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Product, startProduct } from '../local/product.ts';
import { type Journal, openJournal } from './journal.ts';
import { openSession, type SpeakersSession } from './speakers-session.ts';

/** What the rows share: a folder, and the product, started when the first of them asks for it. */
export interface Lab {
  quick: boolean;
  uploadMib: number;
  /** In quick runs everything is done once. */
  times(wanted: number): number;
  workDir: string;
  signal: AbortSignal;
  say(line: string): void;
  running(): Promise<Running>;
}

/** The real product on its embedded defaults, in processes of its own. */
export interface Running {
  product: Product;
  session: SpeakersSession;
  journal: Journal;
  mediaDir: string;
}

export interface OpenLab extends Lab {
  /** Stops everything that was started, and removes what was written. */
  close(): Promise<void>;
}

export async function openLab(options: {
  quick: boolean;
  uploadMib: number;
  signal: AbortSignal;
  say(line: string): void;
}): Promise<OpenLab> {
  const { quick, uploadMib, signal, say } = options;
  const workDir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-bench-run-'));
  // The account that PostgreSQL runs as must be able to enter.
  await chmod(workDir, 0o755);
  let starting: Promise<Running> | undefined;

  const start = async (): Promise<Running> => {
    say('Starting the product…');
    const dataDir = path.join(workDir, 'data');
    const product = await startProduct({ port: 0, dataDir, signal });
    const journal = await openJournal(product.databaseUrl);
    const session = await openSession(product);
    return { product, session, journal, mediaDir: path.join(dataDir, 'media') };
  };
  return {
    quick,
    uploadMib,
    times: (wanted) => (quick ? 1 : wanted),
    workDir,
    signal,
    say,
    running() {
      starting ??= start();
      return starting;
    },
    async close() {
      const running = await starting?.catch(() => undefined);
      await running?.journal.close();
      await running?.product.stop();
      await rm(workDir, { recursive: true, force: true });
    },
  };
}
