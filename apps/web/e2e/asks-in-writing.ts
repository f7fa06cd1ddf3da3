import { expect, type Page } from '@playwright/test';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import type { Speaker } from './watch-fixture.ts';

interface Asking {
  /** A delegate's, with that speaker on show. */
  page: Page;
  /** A coordinator's, not signed in yet. */
  office: Page;
  speaker: Speaker;
  accessible: (page: Page) => Promise<void>;
  look: (page: Page, name: string) => Promise<void>;
}

/** A question, from a delegate's page by way of a coordinator's to the speaker, and the answer back. */
export async function askInWriting({ page, office, speaker, accessible, look }: Asking): Promise<void> {
  const asked = `What became of the law on housing? ${crypto.randomUUID()}`;
  const questions = page.getByRole('region', { name: /^Questions to/ });
  await expect(questions).toContainText(speaker.name);
  await questions.getByRole('button', { name: 'Ask a question in writing' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask a question in writing' });
  await dialog.getByRole('button', { name: 'Send to the coordinators' }).click();
  await expect(dialog).toContainText('Please write your question.');
  await dialog.getByLabel(/^Your question to/).fill(asked);
  await accessible(page);
  await look(page, 'ask-1280');
  await dialog.getByRole('button', { name: 'Send to the coordinators' }).click();
  await expect(questions).toContainText('Your mission asked, without being named');
  await expect(questions.getByText('With the coordinators', { exact: true })).toBeVisible();

  await office.setViewportSize({ width: 1280, height: 800 });
  await office.goto(browserProduct().demo.coordinator);
  await office.getByRole('link', { name: /^Questions.*wait/ }).click();
  const one = office.getByRole('listitem').filter({ hasText: asked });
  await expect(one).toContainText('It does not want to be named.');
  await accessible(office);
  await look(office, 'office-questions-1280');
  await one.getByRole('button', { name: 'Pass on to the speaker' }).click();
  await expect(one).toContainText('With the speaker');

  const put = (await speaker.client.call('GET /api/v1/speaker/questions')).questions;
  expect(put.map(({ body, mission }) => [body, mission])).toEqual([[asked, null]]);
  await speaker.client.call('POST /api/v1/speaker/questions/{id}/answer', {
    params: { id: put[0]?.id ?? '' },
    body: { answer: 'It was adopted in May.' },
  });
  await office.reload();
  await expect(one).toContainText('It was adopted in May.');
  // While it is being read: what nobody read is not shown.
  await speaker.client.call('POST /api/v1/speaker/questions/{id}/answer', {
    params: { id: put[0]?.id ?? '' },
    body: { answer: 'It was adopted in June.' },
  });
  await expect(one.getByRole('status')).toContainText('The speaker has changed this answer.');
  await expect(one).toContainText('It was adopted in June.');
  await one.getByRole('button', { name: 'I have read it' }).click();
  await one.getByRole('button', { name: 'Show the answer to all delegates' }).click();
  await expect(one).toContainText('Shown to all delegates');
  await office.setViewportSize({ width: 360, height: 800 });
  expect(await office.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await look(office, 'office-questions-360');
  await office.context().close();
  await page.reload();
  await expect(questions).toContainText('It was adopted in June.');
}
