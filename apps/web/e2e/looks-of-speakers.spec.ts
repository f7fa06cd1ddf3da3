import { expect as expectSoon, type Page, test } from '@playwright/test';
import { FINDINGS, isRemovedFinding } from '@rostrum/domain';
import { everyLook } from './every-look.ts';
import { agreeAndSend, choose, type Invited, invited, video } from './speak-fixture.ts';
import { newestOf, type Told, tellOtherwise } from './speak-told.ts';

/** A speaker's page in every state of a statement, to be looked at: see `everyLook`. Not part of `npm test`. */

const PREPARED_WITHIN_MS = 150_000;
const DAY_MS = 86_400_000;
const expect = expectSoon.configure({ timeout: 45_000 });

test.describe.configure({ timeout: 900_000 });
test.use({ timezoneId: 'Pacific/Nauru', locale: 'en-GB', viewport: { width: 360, height: 740 } });

const title = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { name }).first()).toBeVisible({ timeout: PREPARED_WITHIN_MS });

async function ready(page: Page, { link }: Invited): Promise<void> {
  await page.goto(link);
  await title(page, 'Send your video');
  await choose(page, 'statement.mp4', await video(3));
  await agreeAndSend(page);
  await title(page, 'ready to be reviewed');
}

test('the link: none, wrong, without a network, slow, and the code from the mail', async ({
  page,
  browser,
}) => {
  const { link, coordinator } = await invited({ email: 'looked-at@example.org' });
  const [address = ''] = link.split('#');
  await page.goto(address);
  await title(page, 'Open the link you were sent');
  await everyLook(page, 'link-none');
  await page.goto('about:blank');
  await page.goto(`${address}#${'x'.repeat(43)}`);
  await title(page, 'The link did not open');
  await everyLook(page, 'link-wrong');
  await page.route('**/api/v1/**', (route) => route.abort());
  await page.goto('about:blank');
  await page.goto(link);
  await title(page, 'The link did not open');
  await everyLook(page, 'link-unreachable');
  await page.unroute('**/api/v1/**');
  await page.goto('about:blank');
  await page.goto(link);
  await title(page, 'Send your video');
  const load = await tellOtherwise(page);
  await page.route('**/api/v1/speaker/statement', () => undefined);
  load(() => undefined).catch(() => undefined);
  await page.locator('select').waitFor();
  await everyLook(page, 'loading');

  const other = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await other.goto(link);
  await title(other, 'Enter the code from your mail');
  await everyLook(other, 'code');
  await other.getByLabel('Six-digit code').fill('12');
  await other.getByRole('button', { name: 'Open my page' }).click();
  await everyLook(other, 'code-short');
  await other.getByLabel('Six-digit code').fill('000000');
  await other.getByRole('button', { name: 'Open my page' }).click();
  await expect(other.getByText('That code is not right')).toBeVisible();
  await everyLook(other, 'code-wrong');
  const code = async () => {
    const { mails } = await coordinator.call('GET /api/v1/demonstration/mailbox');
    const own = mails.filter(({ to }) => to.includes('looked-at@example.org'));
    return own.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).find((found) => found !== undefined) ?? null;
  };
  await expect.poll(code).not.toBeNull();
  await other.getByLabel('Six-digit code').fill((await code()) ?? '');
  await other.getByRole('button', { name: 'Open my page' }).click();
  await title(other, 'Send your video');
  await other.getByText('Where your link is open').click();
  await everyLook(other, 'devices');
  await other.keyboard.press('Escape');
  await everyLook(other, 'leaving', { whole: false });
  await other.getByRole('button', { name: 'Close this device' }).click();
  await title(other, 'This device is closed');
  await everyLook(other, 'device-closed');
  await other.context().close();
});

test('nothing sent: at first, too late, no attempt left, and with what may be a little old', async ({
  page,
}) => {
  const { link, coordinator, invitationId } = await invited({ floorSeconds: 360 });
  await page.goto(link);
  await title(page, 'Send your video');
  await everyLook(page, 'empty');
  const tell = await tellOtherwise(page);
  const cannot = (code: Told['mayNotBeginBecause'], passed: boolean) => (view: Told) => {
    view.mayBegin = false;
    view.mayNotBeginBecause = code;
    view.deadline.passed = passed;
    if (passed) view.deadline.at = new Date(Date.parse(view.serverNow) - DAY_MS).toISOString();
  };
  await tell(cannot('deadline_passed', true));
  await expect(page.getByText('You cannot send a video now')).toBeVisible();
  await everyLook(page, 'empty-too-late');
  await tell(cannot('session_takes_no_uploads', false));
  await everyLook(page, 'empty-closed');
  await tell(() => undefined);
  await title(page, 'Send your video');
  await page.route('**/api/v1/speaker/statement', (route) => route.fulfill({ status: 503 }));
  await coordinator.call('PATCH /api/v1/invitations/{id}', {
    params: { id: invitationId },
    body: { deadlineAt: new Date(Date.now() + 3 * DAY_MS).toISOString() },
  });
  await expect(page.getByText('What you see may be a little old')).toBeVisible();
  await everyLook(page, 'stale');
  await page.context().setOffline(true);
  await expect(page.getByText('You are offline')).toBeVisible();
  await everyLook(page, 'offline');
});

test('on its way through the checks, refused and delayed', async ({ page }) => {
  const made = await invited({ floorSeconds: 4 });
  await ready(page, made);
  const tell = await tellOtherwise(page);
  const look = async (name: string, heading: string, change: (view: Told) => void) => {
    await tell(change);
    await title(page, heading);
    await everyLook(page, name);
  };
  const arriving = (share: number, way: 'tus' | 'form') => (view: Told) => {
    const take = newestOf(view);
    const declaredBytes = 48_000_000;
    Object.assign(take, { state: 'receiving', way, declaredBytes, sizeBytes: null, receiptAvailable: false });
    take.receivedBytes = Math.round(declaredBytes * share);
  };
  await look('unfinished', 'Part of your video is here', arriving(0.41, 'tus'));
  await page.getByRole('button', { name: 'Give up this upload' }).click();
  await everyLook(page, 'unfinished-give-up');
  await choose(page, 'another.mp4', await video(1));
  await expect(page.getByText('This is another file')).toBeVisible();
  await everyLook(page, 'unfinished-other-file');
  await look('unfinished-form', 'Part of your video is here', arriving(0.41, 'form'));
  await look('unfinished-late', 'Part of your video is here', (view) => {
    arriving(0.41, 'tus')(view);
    view.deadline.passed = true;
    view.deadline.at = new Date(Date.parse(view.serverNow) - 9 * DAY_MS).toISOString();
    view.mayBegin = false;
    view.mayNotBeginBecause = 'deadline_passed';
  });
  await look('verifying', 'Everything has arrived', arriving(1, 'tus'));
  await look('checking', 'Your video is safe with us', (view) => {
    Object.assign(newestOf(view), { state: 'checking', progress: null, findings: [] });
  });
  await look('preparing', 'Your video is safe with us', (view) => {
    Object.assign(newestOf(view), { state: 'preparing', progress: 0.37, remainingMs: 130_000 });
  });
  const refused =
    (code: string, figures: Record<string, number> = {}) =>
    (view: Told) => {
      Object.assign(newestOf(view), { state: 'refused', reason: { code, title: '', figures } });
    };
  await look('refused-text', 'This video cannot be shown', refused('not_a_video'));
  await look(
    'refused-long',
    'This video cannot be shown',
    refused('too_long', { measuredMs: 754_000, maximumMs: 360_000 }),
  );
  for (const code of ['no_audio_stream', 'codec_unsupported', 'truncated', 'hash_mismatch', 'encrypted']) {
    await tell(refused(code));
    await title(page, 'This video cannot be shown');
    await everyLook(page, `refused-${code}`, { widths: [360] });
  }
  await look('refused-earlier-published', 'This video cannot be shown', (view) => {
    const older = structuredClone(newestOf(view));
    refused('no_audio_stream')(view);
    view.takes.push({ ...older, id: crypto.randomUUID() });
    newestOf(view).number = 2;
    view.attempts = { used: 3, allowed: 3 };
    view.mayBegin = false;
    view.mayNotBeginBecause = 'quota_used_up';
    view.statement.state = 'approved';
    view.published = true;
  });
  await look('delayed', 'Preparing it takes longer', (view) => {
    Object.assign(newestOf(view), { state: 'failed', reason: { code: 'internal', title: '', figures: {} } });
  });
  const figures = { measuredMs: 3_000, minimumMs: 5_000, maximumMs: 4_000, startMs: 1_000, endMs: 2_000 };
  await look('found-everything', 'ready to be reviewed', (view) => {
    newestOf(view).findings = FINDINGS.filter((code) => code !== 'sound_only').map((code) => ({
      code,
      ...(isRemovedFinding(code) ? {} : { figures }),
    }));
  });
  await look('over-the-floor', 'The floor is', (view) => {
    const take = newestOf(view);
    view.floor = { ...view.floor, maximumMs: 2_000, minimumMs: 1_200 };
    take.fit = { ...take.fit, fit: 'needs_cut', overMs: 1_000 } as typeof take.fit;
    take.cuts = [];
  });
  await look('cut-in-the-making', 'ready to be reviewed', (view) => {
    for (const cut of newestOf(view).cuts) Object.assign(cut, { state: 'making', progress: 0.6 });
  });
  await look('cut-failed', 'ready to be reviewed', (view) => {
    for (const cut of newestOf(view).cuts) Object.assign(cut, { state: 'failed' });
  });
});

test('ready, asked to change, declined, asked for a yes, approved, shown, taken back', async ({ page }) => {
  const made = await invited({ floorSeconds: 4 });
  const { coordinator, statementId } = made;
  const params = { id: statementId };
  const detail = () => coordinator.call('GET /api/v1/statements/{id}', { params });
  const newestCut = async () => {
    const cuts = (await detail()).takes.flatMap((take) => take.cuts);
    return cuts.sort((a, b) => b.revision - a.revision)[0];
  };
  const decide = async (kind: 'approve' | 'ask_changes' | 'decline', messageToSpeaker?: string) => {
    const { statement, takes } = await detail();
    const cutId = kind === 'approve' ? ((await newestCut())?.id ?? null) : null;
    const takeId = takes.find(({ state }) => state === 'ready')?.id ?? '';
    const said = messageToSpeaker === undefined ? {} : { messageToSpeaker };
    const body = { kind, takeId, cutId, reason: 'Seen.', ...said, version: statement.version };
    await coordinator.call('POST /api/v1/statements/{id}/decisions', { params, body });
  };
  await ready(page, made);
  await page.getByText('Your receipt').click();
  await page.getByRole('button', { name: 'Send it to me by mail' }).click();
  await expect(page.getByText('We have no mail address of yours')).toBeVisible();
  await everyLook(page, 'ready-receipt');
  await page.getByRole('button', { name: 'Choose beginning and end' }).click();
  await expect(page.getByRole('slider', { name: 'End' })).toBeVisible();
  await everyLook(page, 'ready-cut');

  await decide('ask_changes', 'Please record again,\nwith the door closed.');
  await title(page, 'asks you for a change');
  const tell = await tellOtherwise(page);
  await tell((view) => {
    const takeId = newestOf(view).id;
    const at = (startMs: number | null, endMs: number | null, body: string) => ({
      id: crypto.randomUUID(),
      body,
      takeId,
      startMs,
      endMs,
    });
    view.comments = [
      at(null, null, 'Thank you: the text is clear, and the light is good.'),
      at(800, null, 'هنا لا يُسمع الاسم بوضوح.'),
      at(1_200, 2_600, 'Here somebody else walks through the picture.'),
    ];
  });
  await title(page, 'About places in your video');
  await everyLook(page, 'changes');
  await tell(() => undefined);
  await decide('decline', 'This was recorded for another State.');
  await title(page, 'will not show this video');
  await everyLook(page, 'declined');

  const [take] = (await detail()).takes;
  await coordinator.call('POST /api/v1/takes/{id}/cuts', {
    params: { id: take?.id ?? '' },
    body: { inMs: 500, outMs: 2_500, removals: [{ startMs: 1_000, endMs: 1_400 }] },
  });
  await expect
    .poll(newestCut, { timeout: PREPARED_WITHIN_MS })
    .toMatchObject({ edit: { outMs: 2_500 }, state: 'ready' });
  await decide('approve');
  await title(page, 'Is this cut right for you?');
  await everyLook(page, 'question');
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await page.getByLabel('What should be different?').fill('لا تحذفوا الشكر');
  await everyLook(page, 'question-no');
  await page.route('**/answer', (route) => route.fulfill({ status: 503 }));
  await page.getByRole('button', { name: 'Send my answer: no' }).click();
  await expect(page.getByText('That did not work')).toBeVisible();
  await everyLook(page, 'question-not-saved');
  await page.unroute('**/answer');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Yes, show it like this' }).click();
  await title(page, 'Your statement is approved');
  await everyLook(page, 'approved');
  await tell((view) => {
    view.consent.unmet = ['face'] as typeof view.consent.unmet;
  });
  await everyLook(page, 'approved-held-back');
  await tell((view) => {
    view.consent.givenAt = null;
    view.consent.accepted = false;
  });
  await everyLook(page, 'approved-without-consent');
  await tell((view) => {
    const older = newestOf(view);
    const state = 'preparing' as const;
    view.takes.unshift({ ...older, id: crypto.randomUUID(), number: 2, state, progress: 0.2 });
  });
  await everyLook(page, 'approved-and-a-later-one-prepared');
  await tell((view) => {
    view.takes.unshift({ ...newestOf(view), id: crypto.randomUUID(), number: 2 });
  });
  await title(page, 'ready to be reviewed');
  await page.getByText('1 earlier video').click();
  await everyLook(page, 'approved-and-a-later-one');

  const { review } = await detail();
  const statementIds = { statementIds: [statementId] };
  await tell(() => undefined);
  await coordinator.call('POST /api/v1/reviews/{id}/programme/publish', {
    params: { id: review.id },
    body: statementIds,
  });
  await title(page, 'Your statement is in the programme');
  await everyLook(page, 'published');
  await asked(page);
  await page.getByText('Take my statement back').click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await title(page, 'Take your statement back for good?');
  await everyLook(page, 'withdraw-sure');
  await page.getByRole('button', { name: 'Take it back for good' }).click();
  await title(page, 'Your statement is withdrawn');
  await everyLook(page, 'withdrawn');
});

/** Questions in each of their states, and programmes that are open to speakers. */
async function asked(page: Page): Promise<void> {
  const names = { en: 'Uruguay', fr: 'Uruguay', es: 'Uruguay', ar: 'أوروغواي' };
  const one = (state: string, body: string, answer: string | null, mission: object | null) => ({
    id: crypto.randomUUID(),
    ...{ body, mission, state, answer },
  });
  await page.route('**/api/v1/speaker/questions', (route) =>
    route.fulfill({
      json: {
        questions: [
          one('passed_on', 'What became of the law on housing?', null, null),
          one('answered', '¿Qué ha cambiado desde 2020?', 'Nothing yet.', { names }),
          one('shown', 'ما الذي تغيّر؟', 'صدر القانون في أيار/مايو.', { names }),
          one('declined', 'Who told you of it?', null, null),
        ],
      },
    }),
  );
  await page.route('**/api/v1/watch', async (route) =>
    route.fulfill({ json: { reviews: [1, 2, 3].map(() => ({ published: {}, screening: null })) } }),
  );
  await page.reload();
  await title(page, 'Questions to you');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await everyLook(page, 'asked');
}
