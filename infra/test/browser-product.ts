import { z } from 'zod';

const BrowserProduct = z.object({
  url: z.url(),
  /** Sign-in links. */
  demo: z.object({ speaker: z.url(), coordinator: z.url(), administrator: z.url(), delegate: z.url() }),
  databaseUrl: z.string(),
  dataDir: z.string(),
  /** POST to `api` here starts another API on the same data, POST to `kill` kills that one. */
  controlUrl: z.url(),
});
export type BrowserProduct = z.infer<typeof BrowserProduct>;

const VARIABLE = 'ROSTRUM_BROWSER_PRODUCT';

/** Playwright's workers inherit the environment of its main process, and nothing else of it. */
export function passToBrowserTests(product: BrowserProduct): void {
  process.env[VARIABLE] = JSON.stringify(product);
}

/** An API for a test that kills it: what watches over it starts it again, and no other test is asking it. */
export async function anotherApi(): Promise<{ url: string; kill(): Promise<void> }> {
  const { controlUrl } = browserProduct();
  const post = (what: string) => fetch(new URL(what, controlUrl), { method: 'POST' });
  const { url } = z.object({ url: z.url() }).parse(await (await post('api')).json());
  return {
    url,
    async kill() {
      await post('kill');
    },
  };
}

/** The running product, for `apps/web/e2e/*.spec.ts`. */
export function browserProduct(): BrowserProduct {
  return BrowserProduct.parse(JSON.parse(process.env[VARIABLE] ?? 'null'));
}
