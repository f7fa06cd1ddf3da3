import { expect, test } from '@playwright/test';
import { routes } from '@rostrum/contract';
import { type RoleClient, roleClient, tokenOf } from '../../../infra/local/demo/role-client.ts';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { keyboardAlone } from './keyboard-alone.ts';
import {
  ALL_TWELVE,
  FLOOR_MS,
  MADE_WITHIN_MS,
  playlistMs,
  type QueuePlace,
  queuePlace,
  sendTake,
  TWELVE,
  takeOf,
  type Which,
} from './queue-fixture.ts';
import { accessible, look } from './review-fixture.ts';
import { studioOf } from './studio-by-keys.ts';

const FRAME_MS = 40;
const NOTE = 'Between us: the left microphone of room four is broken.';
const REMARK = 'Nobody is heard in it.';
const COMMENT = 'Ici, un autre État est nommé.';
const CAPTION = 'Every child has a right to school.';

/** In the end, in this order: what is approved is shown, the others are a card. */
const SHOWN = [
  'hdr',
  'portrait',
  'tooLong',
  'oneSide',
  'turned',
  'captioned',
  'soundOnly',
  'silentEnds',
  'twice',
] as const satisfies readonly Which[];

test.describe.configure({ mode: 'serial' });

let place: QueuePlace;

test.beforeAll(async () => {
  place = await queuePlace(browserProduct().url);
});

test('twelve statements, from the board to a published programme, by keys alone', async ({ browser }) => {
  test.setTimeout(2 * MADE_WITHIN_MS);
  const { url, demo } = browserProduct();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const page = await context.newPage();
  const hands = await keyboardAlone(page);
  const { press, type, tabTo } = hands;
  const studio = studioOf(page, hands, place);
  const row = (which: Which) => page.getByRole('listitem').filter({ hasText: TWELVE[which].name });
  try {
    await page.goto(demo.coordinator);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Board');

    await test.step('the board of the session, while its statements arrive', async () => {
      await tabTo(page.getByLabel('Session', { exact: true }));
      await press(' ');
      await type(place.sessionName);
      await press('Enter');
      await expect(page).toHaveURL(`${url}/review/sessions/${place.sessionId}`);
      await expect(page.getByRole('link', { name: place.stateName })).toBeVisible();
      await expect(row('portrait')).toContainText('Invited');
      for (const which of ALL_TWELVE) await sendTake(place.of(which));
      await expect(row('portrait')).toContainText('To review', { timeout: MADE_WITHIN_MS });
      await accessible(page);
      await look(page, 'queue-board');
    });

    await test.step('found by its name and taken on', async () => {
      await press('/');
      await type('fishers');
      await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
      await press('Enter');
      await expect(page.getByRole('link', { name: TWELVE.portrait.name })).toBeFocused();
      await press('m');
      await expect(
        row('portrait').getByRole('button', { name: /by Demonstration coordinator/ }),
      ).toBeVisible();
      await press('Enter');
    });

    await test.step('portrait: played, stepped through, asked about, approved', async () => {
      await studio.shows('portrait');
      await expect(studio.side).toContainText('Upright picture, with bars at its sides');
      await studio.playsWithSpace();
      await press('[', '.', '.', '.', ',');
      // The middle of the third frame of 25 a second.
      await expect.poll(studio.timeMs).toBe(100);
      await accessible(page);
      await look(page, 'queue-studio');
      await studio.answersAll();
      await studio.approves();
    });

    await test.step('HDR', async () => {
      await studio.next('hdr');
      await expect(studio.side).toContainText('HDR, converted');
      await studio.answersAll();
      await studio.approves();
    });

    await test.step('too long: in, out, a part in between; auditioned, made, approved with this cut', async () => {
      await studio.next('tooLong');
      await expect(page.getByText(/0:02\W* over/).first()).toBeVisible();
      await press('[', ...'.....', 'i');
      await expect(studio.point('In')).toHaveAttribute('aria-valuenow', '200');
      await tabTo(studio.point('Out'));
      await press('PageDown', 'PageDown', 'ArrowLeft');
      await expect(studio.point('Out')).toHaveAttribute('aria-valuenow', '4960');
      await press('[', ...'..........', 'x', ...'..........', 'x');
      const removed = studio.point('Removed part 1');
      await expect(removed).toHaveAttribute('aria-valuetext', '0:00.15 to 0:01.00');
      await press('z', 'Shift+Z');
      await studio.hearsTheJoin([220, 1020]);
      await look(page, 'queue-cut');
      await press('m');
      await expect(page.getByText('Measured on the cut itself.')).toBeVisible({ timeout: MADE_WITHIN_MS });
      await studio.answersAll();
      await studio.approves();
      await expect(studio.side).toContainText('The speaker must say yes');
      const { client } = place.of('tooLong');
      const { question } = await client.call('GET /api/v1/speaker/statement');
      await client.call('POST /api/v1/speaker/decisions/{id}/answer', {
        params: { id: question?.decisionId ?? '' },
        body: { answer: 'yes' },
      });
      await expect(studio.side).toContainText('The speaker said yes');
    });

    await test.step('silent: answered with no, declined with a reason', async () => {
      await studio.next('silent');
      await expect(studio.side).toContainText('No sound to be heard');
      await press('q', 'y');
      expect(await studio.focusRightBehind('n')).toBe('Remark, for the staff');
      await type(REMARK);
      await press('Enter', 'd');
      await type('Nothing to be heard, and they do not answer.');
      await press('Control+Enter');
      await studio.decided('Declined.');
    });

    await test.step('sound on one side: approved too soon, undone, noted for the team, approved', async () => {
      await studio.next('oneSide');
      await expect(studio.side).toContainText('Sound on one side only');
      await press('a', 'Control+Enter');
      await expect(studio.side.getByText(/are not answered/)).toBeVisible();
      await press('Control+Enter');
      await studio.decided('Approved.');
      await press('u');
      await expect(page.getByText('Undone.', { exact: true })).toBeVisible();
      await press('w');
      await type(NOTE);
      await press('Control+Enter');
      await expect(studio.side.getByRole('listitem').filter({ hasText: NOTE })).toBeVisible();
      await studio.answersAll();
      await studio.approves();
    });

    await test.step('a matrix that lies: turned upright', async () => {
      await studio.next('turned');
      await expect.poll(studio.leftEdgeIsDark).toBe(true);
      await press('g');
      await expect(page.getByText('The picture is being turned.')).toBeVisible();
      await expect(page.getByText('The picture is being turned.')).toBeHidden({ timeout: MADE_WITHIN_MS });
      await expect.poll(studio.leftEdgeIsDark).toBe(false);
      await studio.sees('Take 1 is ready.');
      await studio.answersAll();
      await studio.approves();
    });

    await test.step('another State in the picture: told at that place, and asked for changes in French', async () => {
      await studio.next('wrongState');
      await look(page, 'queue-wrong-state');
      await press('[', ...'.....', 'f');
      await type(COMMENT);
      await press('Control+Enter');
      await expect(studio.side.getByRole('listitem').filter({ hasText: COMMENT })).toContainText('0:00');
      await press('c');
      const message = page.getByLabel('Message to the speaker, in French');
      await expect(message).toBeFocused();
      await tabTo(page.getByLabel('Begin with a text'), 'Shift+Tab');
      await type('Wrong video');
      await expect(message).toHaveValue(/^Cela ne semble pas être la déclaration/);
      await tabTo(page.getByLabel('Reason, for the staff'));
      await type('The State in the picture is another one.');
      await press('Control+Enter');
      await studio.decided('The speaker is told what to change.');
    });

    await test.step('with captions', async () => {
      const { client } = place.of('captioned');
      await expect.poll(async () => (await takeOf(client))?.state, { timeout: MADE_WITHIN_MS }).toBe('ready');
      await client.call('POST /api/v1/speaker/takes/{id}/captions', {
        params: { id: (await takeOf(client))?.id ?? '' },
        body: { language: 'en', text: `WEBVTT\n\n00:00.500 --> 00:02.500\n${CAPTION}\n` },
      });
      await studio.next('captioned');
      await press('>', '>');
      await expect(studio.side.getByRole('tab', { name: 'Words' })).toHaveAttribute('aria-selected', 'true');
      await expect(studio.side.getByRole('listitem').filter({ hasText: 'English' })).toContainText(
        '1 caption, from the speaker',
      );
      await press('<', '<');
      await studio.answersAll();
      await studio.approves();
    });

    await test.step('sound alone, on a slow line: no answer is taken back by what is told meanwhile', async () => {
      await studio.next('soundOnly');
      await expect(studio.side).toContainText('Sound only; a card is shown');
      const answers = '**/api/v1/takes/*/checklist/*';
      await page.route(answers, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await route.continue();
      });
      const sent: string[] = [];
      page.on('request', (request) => {
        if (/\/checklist\/|\/decisions$/.test(request.url()) && request.method() !== 'GET') {
          sent.push(`${request.method()} ${/[^/]+$/.exec(request.url())?.[0]}`);
        }
      });
      const first = page.waitForResponse(/\/checklist\/[^/]+$/);
      await studio.answersAll();
      // Of the first answer is told live before the second one is sent.
      await first;
      await page.waitForResponse(/\/checklist(\?|$)/);
      await studio.approves();
      expect(sent).toHaveLength(11);
      expect(sent.at(-1)).toBe('POST decisions');
      await page.unroute(answers);
    });

    await test.step('silence at both ends: in and out go to where it is heard, and nobody has to say yes', async () => {
      await studio.next('silentEnds');
      await tabTo(studio.point('In'));
      await press('PageUp', 'PageUp');
      await expect(studio.point('In')).toHaveAttribute('aria-valuenow', '2000');
      await studio.snaps('In-point at the silence');
      await tabTo(studio.point('Out'));
      await press('PageDown', 'PageDown');
      await studio.snaps('Out-point at the silence');
      await press('m');
      await expect(page.getByText('Measured on the cut itself.')).toBeVisible({ timeout: MADE_WITHIN_MS });
      await expect(page.getByText('Removes only silence.')).toBeVisible();
      await studio.answersAll();
      await studio.approves();
      await expect(studio.side.getByText('Approved', { exact: true }).first()).toBeVisible();
    });

    await test.step('a newer take comes while the older one is looked at: seen first, then decided on', async () => {
      await studio.next('twice');
      await press('a');
      await sendTake(place.of('twice'));
      const approve = studio.side.locator('form').getByRole('button', { name: 'Approve' });
      await expect(approve).toBeDisabled();
      await press('Escape');
      await studio.sees('Take 2 arrived.');
      await press('>');
      const second = studio.side.getByRole('button', { name: /^Take 2/ });
      await tabTo(second);
      await press('Enter');
      await expect(second).toHaveAttribute('aria-pressed', 'true');
      await press('<');
      await expect(studio.side.getByText(/^Take 2 · Cut 1/)).toBeVisible({ timeout: MADE_WITHIN_MS });
      await studio.answersAll();
      await studio.approves();
    });

    await test.step('back on the board: the one that was refused, and why', async () => {
      await press('h');
      // As it was left, with what was searched.
      await expect(row('portrait')).toContainText('Approved');
      const search = page.getByRole('searchbox');
      await expect(async () => {
        await press('/');
        await expect(search).toBeFocused({ timeout: 500 });
      }).toPass();
      await press('Control+a', 'Delete');
      await expect(search).toHaveValue('');
      await tabTo(page.getByRole('button', { name: /^Refused/ }));
      await press('Enter');
      await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
      await press('j', 'Enter');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(TWELVE.overTolerance.name);
      await expect(page.getByText('Too long to be cut to the floor time.').first()).toBeVisible();
    });

    await test.step('the programme: published, put in another order, published again', async () => {
      await tabTo(studio.side.getByRole('link', { name: place.stateName }));
      await press('Enter');
      const items = page.getByRole('main').locator('ol').getByRole('listitem');
      await expect(items).toHaveText(ALL_TWELVE.map((which) => new RegExp(TWELVE[which].name)));
      await expect(items.filter({ hasText: 'Shown' })).toHaveCount(SHOWN.length);
      await expect(items.filter({ hasText: 'Card instead' })).toHaveCount(ALL_TWELVE.length - SHOWN.length);
      await press('p');
      const dialog = page.getByRole('alertdialog');
      await expect(dialog).toContainText('First publication');
      await expect(dialog.getByRole('listitem').filter({ hasText: 'added at place' })).toHaveCount(
        SHOWN.length,
      );
      await press('Enter');
      await expect(page.getByText('Published as revision 1.')).toBeVisible({ timeout: MADE_WITHIN_MS });

      await tabTo(items.first().getByRole('link'));
      await press('Alt+ArrowDown');
      await expect(items.nth(1).getByRole('link', { name: TWELVE.portrait.name })).toBeFocused();
      const changes = page.getByRole('button', { name: 'Publish the changes…' });
      await expect(changes).not.toHaveAttribute('aria-disabled', 'true');
      await press('p');
      await expect(dialog).toContainText('What changes against revision 1');
      await expect(dialog.getByRole('listitem').filter({ hasText: /moved from place/ })).toHaveCount(1);
      await look(page, 'queue-publish');
      await press('Enter');
      await expect(page.getByText('Published as revision 2.')).toBeVisible({ timeout: MADE_WITHIN_MS });
      await accessible(page);
    });
    expect(hands.pointed).toEqual([]);
    hands.release();
    await page.mouse.click(1, 1);
    await expect.poll(() => hands.pointed).toContain('mousedown');
  } finally {
    hands.release();
    await context.close();
  }
});

test('the delegate is given exactly what was approved, in that order, as long as it was cut', async () => {
  const { coordinator, sessionId, reviewId } = place;
  const { missions } = await coordinator.call('GET /api/v1/missions', { query: { sessionId } });
  const { link } = await coordinator.call('POST /api/v1/missions/{id}/link', {
    params: { id: missions[0]?.id ?? '' },
    body: { sessionId },
  });
  const delegate = roleClient(coordinator.origin);
  await delegate.call('POST /api/v1/links/open', { body: { token: tokenOf(link) } });
  const { revision, playlistUrl } = await delegate.call('GET /api/v1/watch/reviews/{id}', {
    params: { id: reviewId },
  });
  const shown = revision.items.filter(({ kind }) => kind === 'statement');
  expect(shown.map(({ organisation }) => organisation.name)).toEqual(
    SHOWN.map((which) => TWELVE[which].name),
  );
  const approved = await Promise.all(SHOWN.map(approvedCut));
  expect(shown.map(({ cutId, lengthMs }) => ({ cutId, lengthMs }))).toEqual(approved);
  expect(approved[SHOWN.indexOf('tooLong')]?.lengthMs).toBeLessThan(FLOOR_MS);
  const playedMs = await playlistMs(new URL(playlistUrl ?? '', coordinator.origin));
  const wholeMs = revision.items.reduce((sum, { lengthMs }) => sum + lengthMs, 0);
  expect(Math.abs(playedMs - wholeMs)).toBeLessThan(SHOWN.length * FRAME_MS);
});

test('what the staff said among themselves is at no address of any speaker', async () => {
  const secrets = [NOTE, REMARK, 'Seen in full, in order.', 'they do not answer', 'is another one'];
  const mine = Object.keys(routes).flatMap(
    (route) => /^GET (\/api\/v1\/speaker\/.*)$/.exec(route)?.[1] ?? [],
  );
  expect(mine.length).toBeGreaterThan(4);
  for (const which of ALL_TWELVE) {
    const { client } = place.of(which);
    const take = await takeOf(client);
    const { captions } = await client.call('GET /api/v1/speaker/takes/{id}/captions', {
      params: { id: take?.id ?? '' },
    });
    for (const path of mine) {
      const id = path.includes('/captions/{id}') ? captions[0]?.id : take?.id;
      const said = await firstOf(new URL(path.replace('{id}', id ?? 'none'), client.origin), client);
      for (const secret of secrets) expect(said, `${which} ${path}`).not.toContain(secret);
    }
  }
  const told = await place.of('wrongState').client.call('GET /api/v1/speaker/statement');
  expect(told.comments.map(({ body }) => body)).toEqual([COMMENT]);
  expect(told.decision?.messageToSpeaker).toMatch(/^Cela ne semble pas être la déclaration/);
});

/** What an address answers; of what never ends, its beginning. */
async function firstOf(address: URL, client: RoleClient): Promise<string> {
  const ended = new AbortController();
  const response = await fetch(address, {
    headers: { cookie: client.cookieHeader(), 'x-rostrum': '1' },
    signal: ended.signal,
  });
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return await response.text();
  const first = await response.body?.getReader().read();
  ended.abort();
  return new TextDecoder().decode(first?.value);
}

async function approvedCut(which: Which) {
  const { takes, decisions } = await place.coordinator.call('GET /api/v1/statements/{id}', {
    params: { id: place.of(which).statementId },
  });
  const standing = decisions.find(({ undoneAt }) => undoneAt === null);
  const cut = takes.flatMap(({ cuts }) => cuts).find(({ id }) => id === standing?.cutId);
  return { cutId: cut?.id, lengthMs: cut?.measuredMs };
}
