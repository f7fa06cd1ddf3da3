import { expect as expectSoon, type Page, test } from '@playwright/test';
import { expectAccessible, invited, keepPictures } from './speak-fixture.ts';

const expect = expectSoon.configure({ timeout: 30_000 });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test.use({
  locale: 'en-GB',
  viewport: { width: 360, height: 740 },
  // Chromium plays one camera unless it is told otherwise, and three microphones. Its last word counts.
  launchOptions: async ({ launchOptions }, use) => {
    const args = [...(launchOptions.args ?? []), '--use-fake-device-for-media-stream=device-count=2'];
    await use({ ...launchOptions, args });
  },
});

declare global {
  interface Window {
    /** Whoever asks for devices waits while this is set, or is told that they are busy. */
    answers: 'at once' | 'later' | 'busy';
    given: MediaStream[];
  }
}

function heldDevices(): void {
  window.answers = 'at once';
  window.given = [];
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (wanted) => {
    while (window.answers === 'later') await new Promise(requestAnimationFrame);
    if (window.answers === 'busy') throw new DOMException('', 'NotReadableError');
    const stream = await ask(wanted);
    window.given.push(stream);
    return stream;
  };
}

const answer = (page: Page, how: Window['answers']) =>
  page.evaluate((as) => {
    window.answers = as;
  }, how);

/** The device that runs: of the stream that was given last, while its track is live. */
const running = (page: Page, kind: 'audio' | 'video') =>
  page.evaluate((of) => {
    const track = window.given
      .at(-1)
      ?.getTracks()
      .find((one) => one.kind === of);
    return track?.readyState === 'live' ? track.getSettings().deviceId : null;
  }, kind);

test('another camera and microphone are chosen by keys: the focus stays, nothing flashes away, the track changes', async ({
  page,
}) => {
  const { link } = await invited();
  await page.addInitScript(heldDevices);
  await page.goto(link);
  await button(page, 'Record here').click();
  await button(page, 'Turn on camera and microphone').click();
  const heard = page.getByText(/We hear you well|Too loud/).first();
  const begin = button(page, 'Start recording');
  for (const [name, kind] of [
    ['Camera', 'video'],
    ['Microphone', 'audio'],
  ] as const) {
    await expect(heard).toBeVisible();
    const choice = page.getByRole('combobox', { name, exact: true });
    await expect.poll(() => running(page, kind)).toBe(await choice.inputValue());
    const before = await choice.inputValue();
    await answer(page, 'later');
    await choice.focus();
    await page.keyboard.press('ArrowDown');
    await expect(choice).not.toHaveValue(before);
    const chosen = await choice.inputValue();
    await expect(page.getByText('Waiting for your permission')).toBeVisible();
    await expect(choice).toBeFocused();
    await expect(page.locator('video')).toHaveCount(1);
    await expect(page.getByLabel('The text you want to read')).toBeVisible();
    await expect(begin).toHaveAttribute('aria-disabled', 'true');
    // Pressed now it does nothing.
    await begin.dispatchEvent('click');
    await expectAccessible(page);
    await keepPictures(page, `record-another-${kind}`);
    await answer(page, 'at once');
    await expect.poll(() => running(page, kind)).toBe(chosen);
    await expect(heard).toBeVisible();
    await expect(choice).toBeFocused();
    await expect(choice).toHaveValue(chosen);
    await expect(begin).not.toHaveAttribute('aria-disabled');
  }

  // Another program has the one that is chosen: the way to another one is where it was.
  const choice = page.getByRole('combobox', { name: 'Camera', exact: true });
  await answer(page, 'busy');
  await choice.focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('Another program is using the camera')).toBeVisible();
  await expect(choice).toBeFocused();
  await expectAccessible(page);
  await button(page, 'Try again').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Before you start' })).toBeFocused();
  await answer(page, 'at once');
  await choice.focus();
  await page.keyboard.press('ArrowDown');
  await expect(heard).toBeVisible();
  await expect(choice).toBeFocused();
  expect(await running(page, 'video')).toBe(await choice.inputValue());
});

test('a minute and ten seconds before the end are told aloud, each once', async ({ page }) => {
  const { link } = await invited({ floorSeconds: 100 });
  await page.clock.install();
  await page.goto(link);
  await button(page, 'Record here').click();
  await button(page, 'Record sound only').click();
  await button(page, 'Start recording').click();
  await expect(page.getByRole('heading', { name: 'Recording', exact: true })).toBeVisible();
  const told = await page.evaluateHandle(() => {
    const said: string[] = [];
    const before = new Map<Element, string>();
    new MutationObserver(() => {
      for (const region of document.querySelectorAll('[role=status]')) {
        const text = region.textContent ?? '';
        if (text !== (before.get(region) ?? '') && /left/.test(text)) said.push(text);
        before.set(region, text);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    return said;
  });
  const clock = page.getByRole('timer');
  await page.clock.fastForward(38_000);
  await expect.poll(() => told.jsonValue()).toEqual(['1 minute left']);
  await expect(clock).toContainText('Last minute');
  await page.clock.fastForward(48_000);
  await expect.poll(() => told.jsonValue()).toEqual(['1 minute left', '10 seconds left']);
  await expect(clock).toContainText('Soon over');
  await page.clock.fastForward(5_000);
  await expect(clock).toContainText(/0:0[0-4]/);
  expect(await told.jsonValue()).toEqual(['1 minute left', '10 seconds left']);
});
