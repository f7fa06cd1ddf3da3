import { expect as expectSoon, type Page, test } from '@playwright/test';
import { agreeAndSend, choose, expectAccessible, invited, keepPictures, video } from './speak-fixture.ts';

const expect = expectSoon.configure({ timeout: 45_000 });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test.describe.configure({ timeout: 180_000 });
test.use({ locale: 'en-GB', viewport: { width: 360, height: 740 } });

async function writeForPrompter(page: Page, text: string): Promise<void> {
  await button(page, 'Record here').click();
  await button(page, 'Turn on camera and microphone').click();
  await page.getByLabel('The text you want to read').fill(text);
  await button(page, 'Back').click();
  await button(page, 'Back').click();
}

const databases = (page: Page) =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

test('a text to read from goes from the device once a file was received instead; what is written after it stays', async ({
  page,
}) => {
  const { link } = await invited({ floorSeconds: 6 });
  await page.goto(link);
  await writeForPrompter(page, 'What nobody else may read.');
  expect(await databases(page)).toContain('rostrum.recordings');
  await choose(page, 'statement.mp4', await video(3));
  await agreeAndSend(page);
  await expect(page.getByRole('heading', { name: /safe with us|ready to be reviewed/ })).toBeVisible({
    timeout: 90_000,
  });
  await expect.poll(() => databases(page)).not.toContain('rostrum.recordings');

  await writeForPrompter(page, 'For the next one.');
  await page.reload();
  await button(page, 'Record here').click();
  await button(page, 'Turn on camera and microphone').click();
  await expect(page.getByLabel('The text you want to read')).toHaveValue('For the next one.');
});

test('without Web Locks, too, what a window that died left goes with what was received', async ({
  page: first,
  context,
}) => {
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
  const { link } = await invited({ floorSeconds: 20 });
  await first.goto(link);
  await button(first, 'Record here').click();
  await button(first, 'Turn on camera and microphone').click();
  await button(first, 'Start recording').click();
  await expect(first.getByRole('heading', { name: 'Recording' })).toBeVisible();
  await expect(first.getByRole('timer')).toContainText(/0:0[3-9]/);
  const crashed = first.waitForEvent('crash');
  const session = await context.newCDPSession(first);
  session.send('Page.crash').catch(() => undefined);
  await crashed;

  // Minutes later: the mark of a window that records is renewed each minute at least.
  const page = await context.newPage();
  await first.close();
  await page.clock.install({ time: Date.now() + 200_000 });
  await page.goto(link);
  await button(page, 'Watch and send it').click();
  await expect(page.getByText('This recording was cut off')).toBeVisible();
  await button(page, 'Send this one').click();
  await agreeAndSend(page);
  await expect(page.getByRole('heading', { name: /safe with us|ready to be reviewed/ })).toBeVisible({
    timeout: 90_000,
  });
  await expect.poll(() => databases(page)).not.toContain('rostrum.recordings');
});

test('going through the languages of issues by keys saves the one that stays, once', async ({ page }) => {
  const { link } = await invited();
  await page.goto(link);
  await page.getByRole('heading', { name: 'Issues and recommendations' }).click();
  await button(page, 'Add an issue').click();
  await page.getByLabel('Language of these texts').selectOption('en');
  await page.getByLabel('The issue in your words').fill('Journalists');
  await page.getByRole('textbox', { name: 'Recommendation 1' }).fill('Protect journalists.');
  await button(page, 'Save the issue').click();
  await expect(page.getByRole('heading', { name: 'Journalists' })).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') asked.push(request.postData() ?? '');
  });
  const choice = page.getByLabel('Language of these texts');
  await choice.focus();
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('ArrowDown');
  const stays = await choice.inputValue();
  expect(stays).not.toBe('en');
  await expect.poll(() => asked.length).toBe(1);
  await page.keyboard.press('ArrowUp');
  // Leaving it saves at once what was chosen last.
  await page.keyboard.press('Tab');
  await expect.poll(() => asked.length).toBe(2);
  expect(asked.map((body) => JSON.parse(body).language)).toEqual([stays, await choice.inputValue()]);
});

test('what nobody foresaw is told in the reader’s language, and the page can be loaded again', async ({
  page,
}) => {
  const { link, coordinator, invitationId } = await invited();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Send your video' })).toBeVisible();
  await page.getByRole('combobox').first().selectOption('fr');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await page.evaluate(() => {
    const fails = () => {
      throw new Error('unforeseen');
    };
    for (const { prototype } of [Intl.NumberFormat, Intl.DateTimeFormat])
      Object.defineProperty(prototype, 'format', { get: fails });
  });
  await coordinator.call('PATCH /api/v1/invitations/{id}', {
    params: { id: invitationId },
    body: { deadlineAt: new Date(Date.now() + 86_400_000).toISOString() },
  });
  await expect(page.getByRole('heading', { name: 'Cette page ne fonctionne plus' })).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
  await expectAccessible(page);
  await keepPictures(page, 'broken');
  await page.getByRole('button', { name: 'Recharger la page' }).click();
  await expect(page.getByRole('heading', { name: 'Envoyez votre vidéo' })).toBeVisible();
});
