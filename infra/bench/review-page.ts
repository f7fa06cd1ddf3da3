import { chromium, type Page } from '@playwright/test';
import type { Product } from '../local/product.ts';

export interface Shown {
  /** On screen, as the browser's own clock has it; this machine's, in ms since 1970. */
  at: number;
  entryAskedAt: number | undefined;
  segmentAskedAt: number | undefined;
}

/** The page of a statement in a browser of a coordinator who has signed in. */
export interface ReviewPage {
  /** Opens it and leaves it open: what comes, comes by itself. */
  watch(statementId: string): Promise<{ firstPicture(): Promise<Shown> }>;
  close(): Promise<void>;
}

const PATIENCE_MS = 5 * 60_000;
export const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Runs in the page, before its own code: notes when a video's first picture was put on screen. */
function notePictures(): void {
  const follow = (event: Event) => {
    const { target } = event;
    if (!(target instanceof HTMLVideoElement)) return;
    target.requestVideoFrameCallback((now) =>
      Reflect.set(window, 'benchShownAt', performance.timeOrigin + now),
    );
  };
  // These events do not rise, but they are captured on the way down.
  document.addEventListener('loadstart', follow, { capture: true, once: true });
}

export async function openReviewPage(product: Pick<Product, 'url' | 'demo'>): Promise<ReviewPage> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: BROWSER_ARGUMENTS,
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(notePictures);
    await page.goto(product.demo.coordinator);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return { watch: (statementId) => watch(page, product.url, statementId), close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function watch(page: Page, url: string, statementId: string) {
  await page.goto(`${url}/review/statements/${statementId}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const asked = new Map<'entry' | 'segment', number>();
  page.on('request', (request) => {
    const kind = /\/media\/.*\/index\.m3u8/.test(request.url())
      ? 'entry'
      : /\/media\/.*\.m4s/.test(request.url())
        ? 'segment'
        : null;
    if (kind !== null && !asked.has(kind)) asked.set(kind, Date.now());
  });
  return {
    async firstPicture(): Promise<Shown> {
      const handle = await page.waitForFunction(() => Reflect.get(window, 'benchShownAt'), undefined, {
        timeout: PATIENCE_MS,
        polling: 100,
      });
      const at = Number(await handle.jsonValue());
      page.removeAllListeners('request');
      return { at, entryAskedAt: asked.get('entry'), segmentAskedAt: asked.get('segment') };
    },
  };
}
