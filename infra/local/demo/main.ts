import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CannotStart } from '../cannot-start.ts';
import { startProduct } from '../product.ts';
import { readSettings } from '../settings.ts';
import { type DemoArguments, readArguments } from './arguments.ts';
import { runMainJob } from './main-job.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const Links = z.object({ url: z.url(), coordinator: z.url() });
const ASK_MS = 3000;

interface Copy {
  url: string;
  links: { coordinator: string };
  stop(): Promise<void>;
}

/** The copy that runs at PORT on this data folder, if one does. */
async function runningCopy(url: string, dataDir: string): Promise<Copy | null> {
  const ready = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ASK_MS) }).catch(() => null);
  if (!ready?.ok) return null;
  const text = await readFile(path.join(dataDir, 'demo.json'), 'utf8').catch(() => null);
  const links = text === null ? null : Links.safeParse(JSON.parse(text));
  if (!links?.success || new URL(links.data.url).port !== new URL(url).port) {
    throw new CannotStart(
      `Something answers at ${url}, but ${path.relative(process.cwd(), dataDir)}/demo.json does not belong to it. ` +
        'Set PORT and DATA_DIR to those of the copy that is meant.',
    );
  }
  return { url, links: links.data, stop: async () => {} };
}

async function main(): Promise<number> {
  let args: DemoArguments;
  try {
    args = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
  const say = (line: string) => (args.json ? console.error(line) : console.log(line));
  // npm changes into the repository; the person named the file from where they stand.
  const file = path.resolve(process.env.INIT_CWD ?? process.cwd(), args.file);
  if (!(await stat(file).catch(() => null))?.isFile()) {
    console.error(`There is no file ${args.file}.`);
    return 2;
  }

  const settings = readSettings(process.env, root);
  const url = `http://127.0.0.1:${settings.port}`;
  const abort = new AbortController();
  let copy = await runningCopy(url, settings.dataDir);
  const started = copy === null;
  if (!copy) {
    const product = await startProduct({ ...settings, env: process.env, say, signal: abort.signal });
    copy = { url: product.url, links: product.demo, stop: product.stop };
  }
  const stop = copy.stop;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void stop().then(() => process.exit(130)));
  }
  process.on('disconnect', () => void stop().then(() => process.exit(1)));

  const result = await runMainJob({ ...args, url: copy.url, links: copy.links, file, say });
  if (result.ok) say(`\n${result.message}\n${result.programmeUrl}`);
  else console.error(`\n${result.code}: ${result.message}`);
  if (args.json) console.log(JSON.stringify(result));

  if (started && args.keep) {
    say(`\nRostrum runs at ${copy.url}. Ctrl-C stops it.`);
    await new Promise(() => {});
  }
  await copy.stop();
  return result.ok ? 0 : 1;
}

try {
  process.exit(await main());
} catch (failure) {
  if (failure instanceof CannotStart) console.error(`${failure.message}\n${failure.detail}`.trim());
  else console.error(failure);
  process.exit(1);
}
