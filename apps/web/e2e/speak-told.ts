import type { Page } from '@playwright/test';
import type { Output } from '@rostrum/client';

export type Told = Output<'GET /api/v1/speaker/statement'>;
export type ToldTake = Told['takes'][number];

/**
 * The page is told of its statement as it is, with changes: for states that the product reaches in days, or only by a
 * fault of its own. Each call loads the page anew.
 */
export async function tellOtherwise(page: Page): Promise<(change: (view: Told) => void) => Promise<void>> {
  let change: (view: Told) => void = () => undefined;
  await page.route('**/api/v1/speaker/statement', async (route) => {
    const response = await route.fetch();
    if (!response.ok()) return await route.fulfill({ response });
    const view: Told = await response.json();
    change(view);
    await route.fulfill({ response, json: view });
  });
  // To whoever comes back it is told inside the page: then they ask instead.
  await page.route(
    ({ pathname }) => pathname === '/speak/',
    async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      await route.fulfill({ response, body: html.replace(/(id="statement">)[^<]*/, '$1') });
    },
  );
  return async (next) => {
    change = next;
    await page.reload();
    await page.getByText('Where your link is open').waitFor();
  };
}

/** The newest take, to be changed. */
export function newestOf(view: Told): ToldTake {
  const [take] = view.takes;
  if (!take) throw new Error('nothing was sent');
  return take;
}
