import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { accessible, look, totp } from './review-fixture.ts';

const EMAIL = `colleague.${randomUUID()}@example.org`;
const PASSWORD = 'a sentence that is long enough';

test('an administrator invites a colleague, who chooses a password and works in the demonstration', async ({
  browser,
}) => {
  const { url, demo } = browserProduct();
  const office = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  const administrator = await office.newPage();
  await administrator.goto(demo.administrator);
  await expect(administrator.getByRole('heading', { level: 1 })).toHaveText('Board');
  for (const [name, heading] of [
    ['queue', 'Queue'],
    ['mail', 'Failed mail'],
    ['storage', 'Storage'],
    ['settings', 'Settings'],
    ['mailbox', 'Mailbox'],
    ['audit', 'Audit'],
    ['missions', 'Permanent Missions'],
    ['staff', 'Staff'],
  ] as const) {
    await administrator.goto(`${url}/review/${name}`);
    await expect(administrator.getByRole('heading', { level: 1 })).toHaveText(heading);
    if (name === 'audit') await expect(administrator.getByText('The chain is whole')).toBeVisible();
    else await expect(administrator.getByText('Loading', { exact: true })).toHaveCount(0);
    await accessible(administrator);
    await look(administrator, name);
  }
  await administrator.goto(`${url}/review/storage`);
  await administrator.getByRole('button', { name: 'Count now' }).click();
  await expect(administrator.getByText('As counted in the store')).toBeVisible();
  await administrator.goto(`${url}/review/settings`);
  const days = administrator.getByLabel('Due soon on the board, days before the deadline');
  await days.fill('4');
  await days.press('Enter');
  await expect(administrator.getByText('The setting is saved.')).toBeVisible();
  await administrator.getByRole('button', { name: 'As configured' }).click();
  await expect(days).toHaveValue('3');

  await administrator.goto(`${url}/review/staff`);
  await administrator.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = administrator.getByRole('alertdialog');
  await dialog.getByLabel('Name').fill('New Colleague');
  await dialog.getByLabel('E-mail address').fill(EMAIL);
  await dialog.getByRole('button', { name: 'Invite and make the link' }).click();
  const link = await administrator.getByLabel('Link', { exact: true }).inputValue();
  await look(administrator, 'link-once');
  await office.close();

  const context = await browser.newContext({ locale: 'en-GB' });
  const colleague = await context.newPage();
  await colleague.goto(link);
  await colleague.getByLabel('Password', { exact: true }).fill('short');
  await colleague.getByRole('button', { name: 'Choose this password' }).click();
  await expect(colleague.getByText('Please use at least 12 characters.')).toBeVisible();
  await colleague.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await colleague.getByLabel('The same again').fill(PASSWORD);
  await accessible(colleague);
  await colleague.getByRole('button', { name: 'Choose this password' }).click();
  await expect(colleague.getByText('Your password is set.')).toBeVisible();
  await colleague.getByLabel('E-mail address').fill(EMAIL);
  await colleague.getByLabel('Password').fill(PASSWORD);
  await colleague.getByRole('button', { name: 'Sign in' }).click();
  await expect(colleague.getByRole('heading', { level: 1 })).toHaveText('Board');

  await colleague.goto(`${url}/review/account`);
  await colleague.getByRole('button', { name: 'Set up', exact: true }).click();
  await colleague.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await colleague.getByRole('button', { name: 'Begin' }).click();
  await expect(colleague.getByRole('img', { name: /QR code/ })).toBeVisible();
  const secret = await colleague.getByLabel('Or type this key').inputValue();
  await accessible(colleague);
  await look(colleague, 'second-factor');
  await colleague.getByLabel('Six-digit code').fill(totp(secret, Date.now()));
  await colleague.getByRole('button', { name: 'Confirm' }).click();
  const backup = (await colleague.getByLabel('All codes').inputValue()).split(' ')[0] ?? '';
  await look(colleague, 'backup-codes');
  await colleague.getByLabel('I have kept them in a safe place').check();
  await colleague.getByRole('button', { name: 'Go to the board' }).click();

  await context.clearCookies();
  await colleague.goto(`${url}/review/`);
  const signIn = async () => {
    await colleague.getByLabel('E-mail address').fill(EMAIL);
    await colleague.getByLabel('Password').fill(PASSWORD);
    await colleague.getByRole('button', { name: 'Sign in' }).click();
  };
  await signIn();
  await colleague.getByLabel('Six-digit code').fill('000000');
  await colleague.getByRole('button', { name: 'Confirm' }).click();
  await expect(colleague.getByRole('alert')).toContainText('That code is not right.');
  await colleague.getByRole('button', { name: 'Use a backup code' }).click();
  await colleague.getByLabel('Backup code').fill(backup);
  await colleague.getByRole('button', { name: 'Confirm' }).click();
  await expect(colleague.getByRole('heading', { level: 1 })).toHaveText('Board');
  await context.close();
});
