import path from 'node:path';
import { CannotStart } from './cannot-start.ts';
import { type Product, startProduct } from './product.ts';
import { readSettings } from './settings.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Ctrl-C arrives up to three times at once: from the terminal, from npm, from the process that started this one. */
const SAME_PRESS_MS = 1500;

function report(failure: unknown): void {
  if (failure instanceof CannotStart) {
    console.error(`\n${failure.message}`);
    if (failure.detail) console.error(failure.detail.replace(/^/gm, '  '));
  } else {
    console.error(failure);
  }
}

function show({ demo, url }: Product, dataDir: string, tookMs: number): void {
  const lines = [
    '',
    `  Rostrum runs at  ${demo.url}    (started in ${(tookMs / 1000).toFixed(1)} s, data in ${path.relative(process.cwd(), dataDir) || '.'})`,
    '',
    `  speaker          ${demo.speaker}`,
    `  coordinator      ${demo.coordinator}`,
    `  administrator    ${demo.administrator}`,
    `  delegate         ${demo.delegate}`,
    '',
    '  A demonstration: whoever has these links is signed in. Ctrl-C stops everything; the data stays.',
    ...(url === demo.url ? [] : [`  Listening at ${url}.`]),
    '',
  ];
  console.log(lines.join('\n'));
}

async function main(): Promise<void> {
  const started = performance.now();
  const abort = new AbortController();
  let firstAsked: number | undefined;
  let asked: () => void = () => {};
  const stopAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const onSignal = () => {
    const now = performance.now();
    if (firstAsked === undefined) {
      firstAsked = now;
      console.log('\nStopping…');
      abort.abort(new CannotStart('Stopped before it had started.'));
      asked();
    } else if (now - firstAsked > SAME_PRESS_MS) {
      // Asked again: what still runs is ended by the reaper when this process is gone.
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  process.on('disconnect', onSignal);

  let product: Product | undefined;
  try {
    const settings = readSettings(process.env, root);
    product = await startProduct({ ...settings, env: process.env, say: console.log, signal: abort.signal });
    show(product, settings.dataDir, performance.now() - started);
    await Promise.race([stopAsked, product.failed]);
  } catch (failure) {
    if (firstAsked === undefined) {
      process.exitCode = 1;
      report(failure);
    }
  } finally {
    await product?.stop();
    if (firstAsked !== undefined) console.log('Stopped.');
    process.off('disconnect', onSignal);
    if (process.connected) process.disconnect();
  }
  process.exit();
}

await main();
