import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { roleClient } from '../../../infra/local/demo/role-client.ts';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { packedSheet } from './packed-sheet.ts';
import { accessible, invitedPlace, look, totp } from './review-fixture.ts';

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
    ['half-days', 'Half-days'],
    ['missions', 'Permanent Missions'],
    ['missions?view=access', 'Permanent Missions'],
    ['missions?view=attendance', 'Permanent Missions'],
    ['staff', 'Staff'],
  ] as const) {
    await administrator.goto(`${url}/review/${name}`);
    await expect(administrator.getByRole('heading', { level: 1 })).toHaveText(heading);
    if (name === 'audit') await expect(administrator.getByText('The chain is whole')).toBeVisible();
    else await expect(administrator.getByText('Loading', { exact: true })).toHaveCount(0);
    await accessible(administrator);
    await look(administrator, name.replace('?view=', '-'));
  }
  await planAndClear(administrator, url);
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

/** As spreadsheets in Western Europe still write it. */
const windows1252 = (text: string): Buffer =>
  Buffer.from(text.replaceAll('œ', '\x9c').replaceAll('’', '\x92'), 'latin1');

test('a list from an old spreadsheet is imported, what is no list is refused in words; invitations are mended', async ({
  browser,
}) => {
  const { url, demo } = browserProduct();
  const { coordinator, reviewId, stateName } = await invitedPlace(browserProduct(), {
    stateName: 'Realm of Lists',
    floorMs: 60_000,
    names: [],
  });
  const code = stateName.slice(-3);
  const { sessions } = await coordinator.call('GET /api/v1/sessions');
  const sessionId = sessions.find((one) => one.acceptsUploads)?.id ?? '';
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(demo.coordinator);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Board');
  await page.goto(`${url}/review/sessions/${sessionId}/import`);
  const choose = (name: string, buffer: Buffer) =>
    page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer }, { timeout: 60_000 });

  for (const saidBytes of [0xfffffffe, 2000]) {
    await choose('list.xlsx', packedSheet({ unpackedBytes: 4 * 1024 ** 3, saidBytes }));
    await expect(
      page.getByText(saidBytes > 2000 ? 'It was not opened.' : 'The file is damaged'),
    ).toBeVisible();
  }
  await choose('list.csv', windows1252('Ville;Adresse\r\nNyon;1\r\n'));
  await expect(page.getByText('are needed. Found: Ville, Adresse.')).toBeVisible();
  const rows = (count: number) =>
    Buffer.from(
      `State,Organisation\n${Array.from({ length: count }, (_, i) => `${code},Org ${i}\n`).join('')}`,
    );
  await choose('list.csv', rows(2001));
  await expect(page.getByText('The file has more than 2,000 rows.')).toBeVisible();
  await accessible(page);
  await choose('list.csv', rows(2000));
  const invite = page.getByRole('button', { name: 'Invite 2000 organisations' });
  await expect(invite.or(page.getByRole('button', { name: 'Invite 2,000 organisations' }))).toBeVisible();
  await expect(page.getByText(/1,?800 more rows are not shown/)).toBeVisible();
  await look(page, 'import-many');
  await page.getByRole('button', { name: 'Choose another file' }).click();

  const list = [
    'État;Organisation;Courriel;Langue',
    `${code};Cœur d’Éthique;coeur@speaker.invalid;fr`,
    `${code};"Ligue; des droits";ligue@speaker.invalid;fr`,
    `${code};Sans adresse;;fr`,
  ];
  await choose('liste.csv', windows1252(`${list.join('\r\n')}\r\n`));
  await expect(page.getByRole('rowheader', { name: 'Cœur d’Éthique' })).toBeVisible();
  await look(page, 'import-list');
  await page.getByRole('button', { name: 'Invite 3 organisations' }).click();
  await expect(page.getByText('3 organisations are invited.')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the links' }).click();
  const links = await readFile(await (await download).path(), 'utf8');
  expect(links).toContain('"Ligue; des droits"');
  const first = /#([\w-]{20,})/.exec(links)?.[1] ?? '';

  await page.goto(`${url}/review/reviews/${reviewId}/invitations`);
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  await row('Sans adresse').getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const form = page.getByRole('alertdialog');
  await form.getByLabel('Organisation').fill('Avec un nom');
  // What is written outlives the page, and a colleague's own change of the same is said before it is replaced.
  await page.reload();
  await expect(form.getByLabel('Organisation')).toHaveValue('Avec un nom');
  const { invitations } = await coordinator.call('GET /api/v1/reviews/{id}/invitations', {
    params: { id: reviewId },
  });
  const edited = invitations.find(({ organisation }) => organisation.name === 'Sans adresse');
  await coordinator.call('PATCH /api/v1/invitations/{id}', {
    params: { id: edited?.id ?? '' },
    body: { organisation: { name: 'Sans courriel' } },
  });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('status')).toContainText('By now, Organisation: Sans courriel');
  await expect(form.getByLabel('Organisation')).toHaveValue('Avec un nom');
  await look(page, 'invitation-edit');
  await form.getByRole('button', { name: 'Go on with mine' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(row('Avec un nom')).toContainText('No address');
  await page.getByLabel('Choose all').check();
  await page.getByRole('button', { name: 'Mail a new link' }).click();
  await look(page, 'invitation-mail');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Mail a new link' }).click();
  await expect(page.getByText('2 links are on their way.')).toBeVisible();
  await expect(page.getByText('1 has no address or could not be mailed.')).toBeVisible();
  await expect(row('Cœur d’Éthique')).toContainText('Mail');
  const old = roleClient(url).call('POST /api/v1/links/open', { body: { token: first } });
  await expect(old).rejects.toMatchObject({ code: 'link_revoked' });
  await accessible(page);
  await context.close();
});

/** A morning of two States and their questions, planned by the page alone; then it is as it was. */
async function planAndClear(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/review/half-days`);
  await page.getByRole('button', { name: 'Plan a half-day' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Day').fill('2031-03-04');
  for (const state of ['Saint Lucia', 'Georgia']) {
    await dialog.getByLabel('Add a State').selectOption({ label: state });
  }
  // By their slots of an hour each; the questions behind both.
  await expect(dialog.getByLabel('Georgia', { exact: true })).toHaveValue('10:00');
  await expect(dialog.getByLabel('Questions from')).toHaveValue('11:00');
  await dialog.getByRole('button', { name: 'Georgia: earlier' }).click();
  await expect(dialog.getByLabel('Georgia', { exact: true })).toHaveValue('09:00');
  await dialog.getByLabel('Questions from').fill('10:45');
  await accessible(page);
  await look(page, 'half-day-dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const half = page.getByRole('region', { name: 'Tuesday, 4 March 2031, morning' });
  await expect(half.getByRole('listitem')).toHaveCount(3);
  await expect(half.getByRole('listitem').nth(1)).toContainText(/Runs .15:00. into what comes next/);
  await look(page, 'half-days');
  await half.getByRole('button', { name: 'Change' }).click();
  for (const state of ['Saint Lucia', 'Georgia']) {
    await dialog.getByRole('button', { name: `Take out: ${state}` }).click();
  }
  await dialog.getByLabel('Joint questions and answers').uncheck();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(half).toHaveCount(0);
}
