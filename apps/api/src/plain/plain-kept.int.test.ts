import { CONSENT_TEXT_VERSION, newId } from '@rostrum/domain';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

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

const LIMIT_BYTES = 100_000;
const tokenIn = (text: string) => /name="form" value="([^"]+)"/.exec(text)?.[1] ?? '';
const told = async (asked: Promise<Response>) => {
  const response = await asked;
  return { status: response.status, text: await response.text() };
};
const page = async (browser: Browser, address = '/speak/plain') =>
  (await told(browser.send(address, { bare: true }))).text;
const post = (browser: Browser, path: string, fields: Record<string, string>) =>
  browser.send(path, { method: 'POST', bare: true, body: new URLSearchParams(fields) });
const send = (
  browser: Browser,
  fields: Record<string, string>,
  file: Blob | null,
  path = '/speak/plain/send',
) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  if (file !== null) data.set('file', file, 'a.mp4');
  return browser.send(path, { method: 'POST', bare: true, body: data });
};

/** Each as far from what stands as can be, and the most dangerous to lose. */
const CHOICES = { audience: 'public', named: 'name', face: 'hidden', voice: 'changed' };
const AGREED = { text_version: CONSENT_TEXT_VERSION, agreed_by: 'Who <agrees>' };
const SAFE = { audience: 'missions', named: 'organisation', face: 'as_sent', voice: 'as_sent' };

const chosenIn = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/name="(\w+)" value="(\w+)" checked/g)].map(([, name, value]) => [name, value]),
  );

it('draws a form that it does not take with all that was chosen and typed', async () => {
  const { browser, statementId } = await api.speaker(await api.session({ sizeLimitBytes: LIMIT_BYTES }));
  const form = tokenIn(await page(browser));
  const file = new Blob(['some bytes']);

  const unnamed = await told(send(browser, { form, ...CHOICES, speaker_name: ' ', ...AGREED }, file));
  expect(unnamed.status).toBe(422);
  expect(chosenIn(unnamed.text)).toEqual(CHOICES);
  expect(unnamed.text).toContain('name="agreed_by" maxlength="120" value="Who &lt;agrees&gt;"');
  // Said first with the way there, and again beside the field, which the browser goes to.
  expect(unnamed.text).toMatch(/role="alert"><p>Please give the name.*Only the file has to be chosen again/);
  expect(unnamed.text).toContain('<a href="#speaker_name">');
  expect(unnamed.text).toContain('id="speaker_name_error">Please give the name');
  expect(unnamed.text).toMatch(
    /id="speaker_name"[^>]* autofocus aria-invalid="true" aria-describedby="speaker_name_error"/,
  );

  const unagreed = await told(
    send(browser, { form, ...CHOICES, speaker_name: 'Leila', ...AGREED, agreed_by: '' }, file),
  );
  expect([unagreed.status, chosenIn(unagreed.text)]).toEqual([422, CHOICES]);
  expect(unagreed.text).toContain('value="Leila"');
  expect(unagreed.text).toMatch(/id="agreed_by"[^>]* autofocus/);

  // However large it is said to be, the fields before it are read.
  const large = new Blob([new Uint8Array(LIMIT_BYTES + 70_000)]);
  const all = { form, ...CHOICES, speaker_name: 'Leila', ...AGREED };
  const tooLarge = await told(send(browser, all, large));
  expect([tooLarge.status, chosenIn(tooLarge.text)]).toEqual([413, CHOICES]);
  expect(tooLarge.text).toMatch(/id="file"[^>]* autofocus/);
  expect(await api.parts.store.takes.ofStatement(statementId)).toEqual([]);

  const missing = await told(send(browser, { ...all, audience: 'missions', face: 'as_sent' }, null));
  expect(missing.status).toBe(400);
  expect(missing.text).toContain('id="file_error"');

  // And in the form that has no file.
  const unsaved = await told(post(browser, '/speak/plain/consent', { form, ...CHOICES, speaker_name: '' }));
  expect([unsaved.status, chosenIn(unsaved.text)]).toEqual([422, { ...CHOICES, until: 'open' }]);
  const unsure = await told(post(browser, '/speak/plain/withdraw', { form }));
  expect(unsure.text).toContain('id="sure_error">Please tick this box');

  // What another site filled in does not come back as if it had been typed here.
  const forged = await told(post(browser, '/speak/plain/consent', { form: 'guessed', ...CHOICES }));
  expect(forged.status).toBe(403);
  expect(forged.text).not.toContain('name="audience"');
});

it('keeps what was typed where the page itself cannot be drawn, and what was pasted', async () => {
  const { browser, statementId } = await api.speaker(await api.session());
  const form = tokenIn(await page(browser));
  const typed = { form, ...CHOICES, ...AGREED, speaker_name: '' };
  // A take that cannot be read, so that the page cannot be drawn.
  const id = newId();
  const times = { stateSince: new Date(), beganAt: new Date(), lastByteAt: new Date() };
  const unreadable = { number: 1, state: 'ready', way: 'form', originalKey: id, verdict: { outcome: '?' } };
  await api.parts.prisma.take.create({ data: { id, statementId, ...unreadable, ...times } });
  const undrawn = await told(post(browser, '/speak/plain/consent', typed));
  expect(undrawn.status).toBe(422);
  for (const [name, value] of Object.entries(CHOICES))
    expect(undrawn.text).toContain(`<input type="hidden" name="${name}" value="${value}">`);
  const unsent = await told(send(browser, typed, new Blob(['some bytes'])));
  expect(unsent.text).toMatch(/enctype="multipart\/form-data".*name="face" value="hidden".*type="file"/s);
  await browser.send('/api/v1/links/leave', { method: 'POST' });
  const closed = await told(post(browser, '/speak/plain/consent', typed));
  expect(closed.status).toBe(401);
  expect(closed.text).not.toContain('Who');

  const link = 'https://elsewhere.example/#short';
  const unknown = await told(post(api.browser(), '/speak/plain/open', { form, link }));
  expect(unknown.text).not.toContain(link);
  const stranger = api.browser();
  const own = tokenIn(await page(stranger));
  const asked = await told(post(stranger, '/speak/plain/open', { form: own, link }));
  expect(asked.status).toBe(404);
  expect(asked.text).toContain(`value="${link}"`);
  expect(asked.text).toMatch(/id="link"[^>]* autocomplete="off"[^>]* aria-describedby="link_error"/);

  // A browser that was closed meanwhile asks for the answer by its address.
  const again = await stranger.send('/speak/plain/send?lang=ar', { bare: true });
  expect([again.status, again.headers.get('location')]).toEqual([303, '/speak/plain?lang=ar']);
  const put = await stranger.send('/speak/plain/send', { method: 'PUT', bare: true });
  expect([put.status, put.headers.get('allow')]).toEqual([405, 'POST']);
});

it('asks until when: a last day on the session’s clock, none that has passed', async () => {
  const { browser, invitationId } = await api.speaker(await api.session());
  const form = tokenIn(await page(browser));
  expect((await send(browser, { form, ...SAFE, ...AGREED }, new Blob(['some bytes']))).status).toBe(303);
  const endsAt = async () => (await api.parts.store.invitations.byId(invitationId))?.consentEndsAt ?? null;
  const save = (fields: Record<string, string>) =>
    told(post(browser, '/speak/plain/consent?lang=en', { form, ...SAFE, ...fields }));

  expect(await page(browser)).toContain('It ends at 23:59, Geneva time.');
  const undated = await save({ until: 'day', until_day: '' });
  expect([undated.status, chosenIn(undated.text)]).toEqual([400, { ...SAFE, until: 'day' }]);
  expect(undated.text).toContain('id="until_day_error">Please choose the last day.');
  const past = await save({ until: 'day', until_day: '2020-02-03' });
  expect(past.status).toBe(422);
  expect(past.text).toMatch(/id="until_day_error">[^<]*passed/);
  expect(past.text).toMatch(/name="until_day" type="date" value="2020-02-03"[^>]* autofocus/);
  expect(await endsAt()).toBeNull();

  expect((await save({ until: 'day', until_day: '٢٠٣٦-٠٧-٠١' })).status).toBe(303);
  expect(await endsAt()).toEqual(new Date('2036-07-01T21:59:59Z'));
  expect(await page(browser)).toContain('type="date" value="2036-07-01"');
  // Chosen on another clock, and sent as it was drawn: it stays to the second.
  const elsewhere = new Date('2036-07-02T03:00:00Z');
  await api.parts.prisma.invitation.update({
    where: { id: invitationId },
    data: { consentEndsAt: elsewhere },
  });
  expect((await save({ until: 'day', until_day: '2036-07-02' })).status).toBe(303);
  expect(await endsAt()).toEqual(elsewhere);
  expect((await save({})).status).toBe(303);
  expect(await endsAt()).toEqual(elsewhere);
  expect((await save({ until: 'open', until_day: '2036-07-02' })).status).toBe(303);
  expect(await endsAt()).toBeNull();
});
