import { CONSENT_TEXT_VERSION, FINDINGS, isRemovedFinding, newId, type SourceFacts } from '@rostrum/domain';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { addReadyTake } from '../testing/ready-take.ts';
import { type Speaker, startTestApi, type TestApi } from '../testing/test-api.ts';

let database: FreshDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi({ databaseUrl: database.url });
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

const tokenIn = (text: string) => /name="form" value="([^"]+)"/.exec(text)?.[1] ?? '';
const page = async (browser: Browser, address = '/speak/plain', headers: Record<string, string> = {}) =>
  await (await browser.send(address, { bare: true, headers })).text();
const post = (browser: Browser, path: string, fields: Record<string, string>) =>
  browser.send(path, { method: 'POST', bare: true, body: new URLSearchParams(fields) });

/** The first file, with what is agreed to. */
const sendFirst = (browser: Browser, shown: string, headers: Record<string, string> = {}) => {
  const data = new FormData();
  const choices = { audience: 'missions', named: 'organisation', face: 'as_sent', voice: 'as_sent' };
  const agreed = { text_version: CONSENT_TEXT_VERSION, agreed_by: 'One' };
  for (const [name, value] of Object.entries({ form: tokenIn(shown), ...choices, ...agreed }))
    data.set(name, value);
  data.set('file', new Blob(['some bytes']), 'one.mp4');
  const [, action = ''] = /action="([^"]+\/send[^"]*)"/.exec(shown) ?? [];
  return browser.send(action.replaceAll('&amp;', '&'), { method: 'POST', bare: true, body: data, headers });
};

const SOURCE: SourceFacts = {
  container: 'mov',
  videoCodec: 'h264',
  audioCodec: 'aac',
  width: 320,
  height: 180,
  rotation: 0,
  rate: { num: 25, den: 1 },
  packetMs: 6_000,
  startUs: 0,
  transfer: 'sdr',
  interlaced: false,
  videoStreamIndex: 0,
  audioStreamIndex: 1,
};

it('says what the checks found and what to do, and over the floor time how much is to go', async () => {
  const { browser, statementId, invitationId } = await api.speaker(await api.session());
  await api.parts.prisma.invitation.update({ where: { id: invitationId }, data: { floorTimeMs: 4_000 } });
  const { takeId } = await addReadyTake(api, { statementId, number: 1, lengthMs: 6_040 });
  const told = FINDINGS.filter((code) => code !== 'needs_cut' && !isRemovedFinding(code));
  const judge = async (codes: readonly string[]) => {
    const findings = codes.map((code) => ({ code, figures: { startMs: 1_000, endMs: 2_000 } }));
    const verdict = { outcome: 'accepted', source: SOURCE, findings };
    await api.parts.prisma.take.update({ where: { id: takeId }, data: { verdict } });
  };
  await judge(['needs_cut', 'location_removed']);
  for (const [language, said] of [
    ['en', 'It is 0:06 long, the floor is 0:04. Take out 0:03: open your link in a browser with JavaScript'],
    ['fr', 'le temps de parole est de 0:04. Retirez 0:03'],
    ['es', 'el tiempo de palabra es de 0:04. Quite 0:03'],
    ['ar', 'احذف \u20680:03\u2069'],
  ] as const) {
    const shown = await page(browser, `/speak/plain?lang=${language}`);
    expect(shown).toContain(said);
    expect(await page(browser, `/speak/plain/sent?lang=${language}`)).toContain(said);
  }
  const over = await page(browser);
  expect(over).toContain('received; too long for the floor');
  expect(over).not.toContain('received and ready');
  expect(over).not.toContain('You may leave it as it is');

  await judge(told);
  const found = await page(browser);
  const list = /What the checks found.*?<ul>(.*?)<\/ul>/s.exec(found)?.[1] ?? '';
  expect(list.match(/<li>/g)).toHaveLength(told.length);
  expect(list).toContain('Nothing can be heard from 0:01 to 0:02.');
  expect(list.indexOf('No sound can be heard')).toBeLessThan(list.indexOf('lay on its side'));
  expect(found).toContain('You may leave it as it is, or send a better video');

  // A part that keeps to the floor time is chosen: nobody has to shorten it any more.
  await api.parts.prisma.cut.create({
    data: {
      ...{ id: newId(), takeId, revision: 2, inMs: 0, outMs: 3_500, measuredMs: 3_500, removals: [] },
      ...{ state: 'ready', madeByKind: 'speaker', stateSince: new Date() },
    },
  });
  const chosen = await page(browser);
  expect(chosen).toContain('A part of 0:03 is chosen to be shown.');
  expect(chosen).toContain('received and ready');
});

it('shows the take that counts with its receipt, what was sent before, and how often one may send', async () => {
  const { browser, statementId, invitationId } = await api.speaker(await api.session({ takes: 5 }));
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 1, 12, minutes));
  const stand = async (number: number, state: string, fileName: string) => {
    const when = { stateSince: at(number), beganAt: at(number), lastByteAt: at(number) };
    const received = state === 'abandoned' ? null : at(number);
    const id = newId();
    await api.parts.prisma.take.create({
      data: {
        ...{ id, statementId, number, state, fileName, way: 'form', originalKey: `statements/${id}` },
        ...{ ...when, receivedAt: received },
      },
    });
    return id;
  };
  await stand(1, 'refused', 'first.mp4');
  const counts = await stand(2, 'ready', 'real.mp4');
  await stand(3, 'abandoned', 'empty.mp4');
  const shown = await page(browser);
  const [, about = '', before = ''] =
    /What you sent<(.*)What you sent before<(.*)Send a video</s.exec(shown) ?? [];
  expect(about).toContain('real.mp4');
  expect(about).not.toContain('empty.mp4');
  expect(before).toMatch(/Video 3.*empty\.mp4.*given up.*Video 1.*first\.mp4.*refused/s);
  expect(shown).toContain('Attempts used: 2 of 5');
  expect(await page(browser, '/speak/plain/sent')).toContain('real.mp4');
  expect(about).toContain(
    `href="/api/v1/speaker/takes/${counts}/receipt?place=${invitationId}" download="receipt-${counts}.json"`,
  );
});

const entersBy = async (
  browser: Browser,
  { token }: Pick<Speaker, 'token'>,
  headers: Record<string, string> = {},
) => {
  const form = tokenIn(await page(browser, '/speak/plain', headers));
  const body = new URLSearchParams({ form, link: token });
  return await browser.send('/speak/plain/open', { method: 'POST', bare: true, body, headers });
};

it('leaves at once: nothing ends, and this browser shows nothing until the link is opened again', async () => {
  const speaker = await api.speaker(await api.session());
  const { browser } = speaker;
  const shown = await page(browser);
  expect(shown).toContain('Your statement on Test State');
  const [, path = ''] = /action="([^"]+\/leave[^"]*)"/.exec(shown) ?? [];

  // Whatever is wrong, they are let go; and nobody is shut out by a form of another site.
  const forged = await post(browser, path, { form: 'guessed' });
  expect(await forged.text()).toContain('content="0;url=https://www.wikipedia.org/"');
  expect(await page(browser)).toContain('Test State');

  const left = await post(browser, path, { form: tokenIn(shown) });
  expect(left.headers.get('cache-control')).toBe('no-store');
  const between = await left.text();
  expect(between).toContain('<title>\u200b</title>');
  expect(between).not.toMatch(/Rostrum|statement/i);
  for (const address of ['/speak/plain', '/speak/plain?lang=ar', '/speak/plain/sent']) {
    const after = await browser.send(address, { bare: true });
    expect(await after.text()).not.toContain('Test State');
  }
  const late = await post(browser, '/speak/plain/withdraw', { form: tokenIn(shown), sure: 'yes' });
  expect([late.status, late.headers.get('location')]).toEqual([303, '/speak/plain']);
  expect(await api.parts.store.statements.byInvitation(speaker.invitationId)).toMatchObject({
    state: 'invited',
  });
  // The same link, without a code: the way in was never ended.
  const back = await entersBy(browser, speaker);
  expect([back.status, back.headers.get('location')]).toEqual([303, '/speak/plain']);
  expect(await page(browser)).toContain('Test State');
});

it('closes this device, and no other one', async () => {
  const place = await api.session();
  const [one, two] = [await api.speaker(place), await api.speaker(place)];
  const { browser } = one;
  // Both are open in this browser.
  for (const [name, value] of two.browser.cookies) browser.cookies.set(name, value);
  const shown = await page(browser, `/speak/plain?place=${one.invitationId}`);
  const closed = await post(browser, `/speak/plain/close?place=${one.invitationId}`, {
    form: tokenIn(shown),
  });
  expect([closed.status, closed.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(await closed.text()).toContain('<h1>This device is closed</h1>');
  expect(await page(browser, `/speak/plain?place=${one.invitationId}`)).toContain('<h1>Open your page</h1>');
  expect(await page(browser, `/speak/plain?place=${two.invitationId}`)).toContain('Test State');
  const forged = await post(browser, `/speak/plain/close?place=${two.invitationId}`, { form: 'guessed' });
  expect(forged.status).toBe(403);
  expect(await page(browser)).toContain('Test State');
});

it('goes on in the language in which its first page was read, the words of consent too', async () => {
  const likes = { 'accept-language': 'ar-EG' };
  const speaker = await api.speaker(await api.session());
  const { browser } = speaker;
  await post(browser, '/speak/plain/leave', { form: tokenIn(await page(browser)) });
  expect(await page(browser, '/speak/plain', likes)).toContain('<html lang="ar" dir="rtl">');
  const opened = await entersBy(browser, speaker, likes);
  expect(opened.headers.get('location')).toBe('/speak/plain?lang=ar');
  const shown = await page(browser, '/speak/plain?lang=ar', likes);
  const actions = [...shown.matchAll(/(?:action|href)="(\/speak\/plain[^".]*)"/g)].map(
    ([, action]) => action,
  );
  const others = actions.filter((action) => !action?.includes('lang=ar') && !action?.includes('/language'));
  expect([actions.length > 4, others]).toEqual([true, []]);
  expect((await sendFirst(browser, shown, likes)).status).toBe(303);
  const agreed = await api.parts.store.invitations.byId(speaker.invitationId);
  expect(agreed).toMatchObject({ consentTextLanguage: 'ar', language: 'en' });
});

it('lets the first opening say the language of mails where nobody chose it', async () => {
  const { reviewId } = await api.session();
  const chair = await api.staff('coordinator');
  const { link, invitationId } = await chair.call('POST /api/v1/reviews/{id}/invitations', {
    params: { id: reviewId },
    body: { organisation: { name: 'Org', kind: 'cso' } },
  });
  const browser = api.browser();
  const opened = await entersBy(browser, { token: link }, { 'accept-language': 'ar-EG' });
  // It is kept, so that no address has to say it.
  expect(opened.headers.get('location')).toBe('/speak/plain');
  expect(await api.parts.store.invitations.byId(invitationId)).toMatchObject({ language: 'ar' });
});
