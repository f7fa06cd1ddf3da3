import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
] as const;
/** So long everything that moves may take, and a dialog that is loaded for the first time. */
const STILL_MS = 350;

interface Looking {
  /** As long as the page is; else as much as the window shows, which is what counts for a dialog. */
  readonly whole?: boolean;
  /** Of `SIZES`, where one says enough. */
  readonly widths?: readonly number[];
  /** Done before each picture. */
  readonly first?: () => Promise<void>;
}

/**
 * With `ROSTRUM_SCREENSHOTS`: what the page shows now, in every language and at every width, in that folder; with
 * `ROSTRUM_SCHEME=dark` in dark. The page is then as it was, in English. Without it nothing is done.
 */
export async function everyLook(
  page: Page,
  name: string,
  { whole = true, widths, first }: Looking = {},
): Promise<void> {
  const folder = process.env.ROSTRUM_SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.emulateMedia({ colorScheme: process.env.ROSTRUM_SCHEME === 'dark' ? 'dark' : 'light' });
  const before = page.viewportSize();
  for (const language of LANGUAGES) {
    await inLanguage(page, language);
    for (const size of SIZES) {
      if (widths?.includes(size.width) === false) continue;
      await page.setViewportSize(size);
      await page.waitForTimeout(STILL_MS);
      if (first) {
        await first();
        await page.waitForTimeout(STILL_MS);
      }
      // What sticks to the screen stands where it does at first.
      if (whole) await page.evaluate(() => scrollTo(0, 0));
      const file = path.join(folder, `${name}-${language}-${size.width}.png`);
      await page.screenshot({ path: file, fullPage: whole });
    }
  }
  await inLanguage(page, 'en');
  if (before) await page.setViewportSize(before);
}

/** Also where a dialog lies over the choice. */
async function inLanguage(page: Page, language: string): Promise<void> {
  await page.evaluate((wanted) => {
    const choice = [...document.querySelectorAll('select')].find((one) =>
      [...one.options].some(({ value }) => value === 'ar'),
    );
    if (choice === undefined) throw new Error('no choice of languages');
    choice.value = wanted;
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  }, language);
  await page.locator(`html[lang=${language}]`).waitFor();
}
