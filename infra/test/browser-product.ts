import { z } from 'zod';

const BrowserProduct = z.object({
  url: z.url(),
  /** Sign-in links. */
  demo: z.object({ speaker: z.url(), coordinator: z.url(), administrator: z.url(), delegate: z.url() }),
  databaseUrl: z.string(),
  dataDir: z.string(),
  /** POST here kills the API; what watches over it starts it again. */
  killApiUrl: z.url(),
});
export type BrowserProduct = z.infer<typeof BrowserProduct>;

const VARIABLE = 'ROSTRUM_BROWSER_PRODUCT';

/** Playwright's workers inherit the environment of its main process, and nothing else of it. */
export function passToBrowserTests(product: BrowserProduct): void {
  process.env[VARIABLE] = JSON.stringify(product);
}

/** The running product, for `apps/web/e2e/*.spec.ts`. */
export function browserProduct(): BrowserProduct {
  return BrowserProduct.parse(JSON.parse(process.env[VARIABLE] ?? 'null'));
}
