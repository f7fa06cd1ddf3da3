import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { CHROME_87 } from '../../../infra/test/chrome-87.mjs';
import type { OtherPage } from './other-browsers.ts';

type Answer = Record<string, unknown>;

const PHONE = { width: 360, height: 740, deviceScaleFactor: 1, mobile: true };

/** The real Chromium 87, by its own protocol: what drives the younger ones asks for what it has not. */
export async function chrome87(): Promise<OtherPage> {
  const profile = await mkdtemp(path.join(tmpdir(), 'chrome-87-'));
  const browser = spawn(
    CHROME_87,
    [
      '--headless',
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const gone = once(browser, 'exit');
  const close = async () => {
    browser.kill();
    await gone;
    await rm(profile, { recursive: true, force: true });
  };
  try {
    const uncaught: string[] = [];
    const send = await connect(await addressOf(browser.stderr, gone), (method, params) => {
      if (method === 'Runtime.exceptionThrown') uncaught.push(JSON.stringify(params));
    });
    const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    const page = (method: string, params: object = {}) => send(method, params, sessionId);
    await page('Runtime.enable');
    await page('Emulation.setDeviceMetricsOverride', PHONE);
    await page('Emulation.setTouchEmulationEnabled', { enabled: true });
    const run = async (source: string) => {
      const expression = `(async () => { ${source} })()`;
      const said = await page('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (said.exceptionDetails) throw new Error(JSON.stringify(said.exceptionDetails));
      return (said.result as { value?: unknown }).value as never;
    };
    return {
      uncaught,
      run,
      open: async (url) => {
        await page('Page.navigate', { url });
      },
      chooseFile: async (file) => {
        const field = { expression: `document.querySelector('input[type=file]')` };
        const { result } = await page('Runtime.evaluate', field);
        const { objectId } = result as { objectId: string };
        await page('DOM.setFileInputFiles', { files: [file], objectId });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function addressOf(said: NodeJS.ReadableStream, gone: Promise<unknown>): Promise<string> {
  const found = (async () => {
    for await (const line of createInterface(said)) {
      const [address] = /ws:\S+/.exec(line) ?? [];
      if (address) return address;
    }
    return undefined;
  })();
  const address = await Promise.race([found, gone.then(() => undefined)]);
  // What it writes later must not fill the pipe.
  said.resume();
  if (address === undefined) throw new Error('Chromium 87 does not start here');
  return address;
}

/** One conversation over a WebSocket; an answer carries the number of what it answers. */
async function connect(address: string, onEvent: (method: string, params: unknown) => void) {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error, method, params } = JSON.parse(data);
    if (id === undefined) onEvent(method, params);
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
  });
  socket.addEventListener('close', () => {
    for (const asked of waiting.values()) asked.reject(new Error('Chromium 87 has ended'));
  });
  let count = 0;
  return (method: string, params: object = {}, sessionId?: unknown) => {
    const asked = Promise.withResolvers<Answer>();
    count += 1;
    waiting.set(count, asked);
    socket.send(JSON.stringify({ id: count, method, params, ...(sessionId ? { sessionId } : {}) }));
    return asked.promise;
  };
}
