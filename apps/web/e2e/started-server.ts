import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { browserProduct } from '../../../infra/test/browser-product.ts';

export interface StartedServer {
  /** The first line of JSON that it printed. */
  told: unknown;
  say(line: string): void;
  end(): Promise<void>;
}

/** A script of this folder that serves until its standard input ends. */
export async function startServer(script: string): Promise<StartedServer> {
  const node = path.resolve(import.meta.dirname, '../../../node_modules/.bin/node');
  const server = spawn(node, [path.join(import.meta.dirname, script)], {
    env: { ...process.env, DATABASE_URL: browserProduct().databaseUrl },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const told = await new Promise<unknown>((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (line.startsWith('{')) resolve(JSON.parse(line));
    });
  });
  return {
    told,
    say: (line) => void server.stdin.write(`${line}\n`),
    async end() {
      if (server.exitCode !== null) return;
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.stdin.end();
      await ended;
    },
  };
}
