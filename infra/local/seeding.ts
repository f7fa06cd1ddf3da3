import path from 'node:path';
import { startProcess } from '@rostrum/testkit/services';
import { z } from 'zod';
import { CannotStart, lastLines } from './cannot-start.ts';

const DemonstrationLinks = z.object({
  speaker: z.url(),
  coordinator: z.url(),
  administrator: z.url(),
  delegate: z.url(),
});
export type DemonstrationLinks = z.infer<typeof DemonstrationLinks>;

const RESULT = 'links ';

export interface SeedRequest {
  root: string;
  env: NodeJS.ProcessEnv;
  /** Of this start or an earlier one: its links are kept as long as they are good. */
  demoFile: string;
}

/**
 * Seeds the demonstration in a process of its own, with the configuration that the API has, and gives one sign-in
 * link per role. May run any number of times.
 */
export async function seed({ root, env, demoFile }: SeedRequest): Promise<DemonstrationLinks> {
  let answer: string | undefined;
  const seeding = await startProcess({
    name: 'The seed',
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', path.join(root, 'infra/local/seed.ts'), demoFile],
    cwd: root,
    env,
    // The links are keys: they go to demo.json, which only its owner reads, and not into a log.
    onLine: (line) => {
      if (line.startsWith(RESULT)) answer = line.slice(RESULT.length);
    },
  });
  const { code } = await seeding.exited;
  if (code !== 0 || answer === undefined) {
    const detail = lastLines(seeding.output());
    throw new CannotStart('The demonstration could not be seeded. What was said:', { detail });
  }
  return DemonstrationLinks.parse(JSON.parse(answer));
}
