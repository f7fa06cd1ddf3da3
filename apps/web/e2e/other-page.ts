import { expect } from '@playwright/test';
import type { OtherPage } from './other-browsers.ts';

const SOON_MS = 60_000;

export const inHeading = (word: string) =>
  `[...document.querySelectorAll('h2')].some((title) => title.textContent.includes(${JSON.stringify(word)}))`;

/** Until `condition`, a JavaScript expression, holds in the page. */
export async function seen(page: OtherPage, condition: string, timeout = SOON_MS): Promise<void> {
  await expect
    .poll(() => page.run(`return Boolean(${condition})`), { message: condition, timeout })
    .toBe(true)
    .catch(async (error: unknown) => {
      console.log(await page.run('return document.body.innerText'));
      throw error;
    });
}

/** As typing and choosing do it. */
export async function write(page: OtherPage, selector: string, text: string): Promise<void> {
  await page.run(`
    const field = document.querySelector(${JSON.stringify(selector)});
    Object.getOwnPropertyDescriptor(field.constructor.prototype, 'value').set.call(field, ${JSON.stringify(text)});
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  `);
}

export async function pressSoon(page: OtherPage, word: string): Promise<void> {
  const named = `one.textContent.includes(${JSON.stringify(word)}) && !one.disabled`;
  await seen(page, `[...document.querySelectorAll('button')].some((one) => ${named})`);
  await press(page, word);
}

export async function press(page: OtherPage, word: string): Promise<void> {
  await page.run(`
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent.includes(${JSON.stringify(word)}));
    if (!button) throw new Error('no such button');
    button.click();
  `);
}
