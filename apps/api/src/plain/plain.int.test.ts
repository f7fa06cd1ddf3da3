import { CONSENT_TEXT, CONSENT_TEXT_VERSION, newId } from '@rostrum/domain';
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

const tokenIn = (page: string) => /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
const page = async (browser: Browser, address = '/speak/plain') => {
  const response = await browser.send(address, { bare: true });
  expect(response.headers.get('content-type')).toContain('text/html');
  return await response.text();
};
const post = (browser: Browser, path: string, fields: Record<string, string>) =>
  browser.send(path, { method: 'POST', bare: true, body: new URLSearchParams(fields) });

it('takes a statement without a line of JavaScript', async () => {
  const deadlineAt = new Date('2036-07-01T10:00:00Z');
  const place = await api.session({ deadlineAt });
  const invited = await api.speaker(place, { name: 'Org <b>& Co</b>' });
  // A telephone that opens the link itself: the first device already did.
  await api.parts.store.links.revokeOfInvitation(invited.invitationId, new Date());
  const chair = await api.staff('coordinator');
  const { link } = await chair.call('POST /api/v1/invitations/{id}/link', {
    params: { id: invited.invitationId },
    body: {},
  });
  const phone = api.browser();
  const first = await page(phone);
  expect(first).not.toContain('<script');
  // The window's title tells nothing, and the way out is there on every page.
  expect(first).toContain('<title>Your page</title>');
  expect(first).toContain('<button type="submit">Leave this page</button></form></nav>');
  const form = tokenIn(first);
  const opened = await post(phone, '/speak/plain/open', { form, link });
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/speak/plain']);

  const shown = await page(phone);
  expect(shown).toContain('<title>Your page</title>');
  expect(shown).toContain('Test State');
  expect(shown).toContain('Org &lt;b&gt;&amp; Co&lt;/b&gt;');
  expect(shown).toContain('7:00 minutes at most');
  expect(shown).toContain('Tuesday, 1 July 2036 at 12:00, Geneva time');
  expect(shown).toContain('Tuesday, 1 July 2036 at 10:00 (UTC)');

  const unsaid = new FormData();
  unsaid.set('form', tokenIn(shown));
  unsaid.set('file', new Blob(['some bytes']), 'a.mp4');
  const refused = await phone.send('/speak/plain/send', { method: 'POST', bare: true, body: unsaid });
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain('Nothing was sent.');
  expect(await api.parts.store.takes.ofStatement(invited.statementId)).toEqual([]);
  expect(shown.indexOf('name="agreed_by"')).toBeGreaterThan(0);
  // Whoever reads a form as it streams has to have met it before the file.
  expect(shown.indexOf('name="agreed_by"')).toBeLessThan(shown.indexOf('name="file"'));

  const data = new FormData();
  data.set('form', tokenIn(shown));
  const consent = {
    audience: 'missions',
    named: 'organisation',
    // Typed and then decided against: it is not kept.
    speaker_name: 'A name',
    face: 'as_sent',
    voice: 'read_by_other',
    text_version: CONSENT_TEXT_VERSION,
  };
  for (const [name, value] of Object.entries(consent)) data.set(name, value);
  data.set('agreed_by', ' ');
  data.set('file', new Blob(['some bytes']), 'a.mp4');
  const unnamed = await phone.send('/speak/plain/send', { method: 'POST', bare: true, body: data });
  expect([unnamed.status, await unnamed.text()]).toEqual([422, expect.stringContaining('type your name')]);
  expect(await api.parts.store.takes.ofStatement(invited.statementId)).toEqual([]);
  data.set('agreed_by', 'Who <agrees>');
  data.delete('file');
  data.set('file', new Blob(['some bytes']), 'كلمة.3gp');
  const sent = await phone.send('/speak/plain/send', { method: 'POST', bare: true, body: data });
  const own = `place=${invited.invitationId}`;
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `/speak/plain/sent?${own}`]);
  // What comes anew by itself holds nothing that could be half filled in.
  const followed = await page(phone, '/speak/plain/sent');
  expect(followed).toContain('كلمة.3gp');
  expect(followed).toContain('http-equiv="refresh" content="5;url=/speak/plain/sent?');
  expect(followed).toContain(`<a href="/speak/plain?${own}">`);
  expect(followed.replace(/<nav.*<\/nav>/s, '')).not.toMatch(/<(form|input|button)/);
  await api.parts.prisma.review.update({
    where: { id: place.reviewId },
    data: { stateCode: 'NPL', stateName: 'Nepal' },
  });
  expect(await page(phone, '/speak/plain/sent?lang=fr')).toContain('Népal');
  const after = await page(phone);
  expect(after).toContain('كلمة.3gp');
  expect(after).not.toContain('http-equiv="refresh"');
  expect(after).toContain(`<a href="/speak/plain/sent?${own}">`);
  expect(after).not.toContain('name="agreed_by"');
  expect(after).not.toContain('A name');
  expect(await api.parts.store.invitations.byId(invited.invitationId)).toMatchObject({
    consentAudience: 'missions',
    consentGivenAt: expect.any(Date),
    masterAllowed: false,
    appearance: { named: 'organisation', face: 'as_sent', voice: 'read_by_other' },
    consentTextVersion: CONSENT_TEXT_VERSION,
    consentTextLanguage: 'en',
  });
  expect(await api.parts.store.invitations.names(invited.invitationId)).toEqual({
    speakerName: null,
    consentName: 'Who <agrees>',
  });

  // Later, without a file, and without typing the name again.
  const { text_version: _accepted, ...choices } = consent;
  const changed = await post(phone, '/speak/plain/consent', { form, ...choices, face: 'hidden' });
  expect(changed.status).toBe(303);
  expect(await page(phone)).toContain('We cannot hide a face yet.');

  const unsure = await post(phone, '/speak/plain/withdraw', { form });
  expect(unsure.status).toBe(400);
  const withdrawn = await post(phone, '/speak/plain/withdraw', { form, sure: 'yes' });
  expect(withdrawn.status).toBe(303);
  const gone = await page(phone);
  expect(gone).toContain('Your statement is withdrawn');
  expect(gone).not.toMatch(/Send before|What you sent|name="file"/);
  const nothing = await phone.send('/speak/plain/sent', { bare: true });
  expect(nothing.headers.get('location')).toBe(`/speak/plain?${own}`);
});

it('says what the staff ask for, in the speaker’s language, and nothing of what they say among themselves', async () => {
  const { browser, statementId } = await api.speaker(await api.session());
  const now = new Date();
  const takeId = newId();
  const stands = { state: 'ready', stateSince: now, beganAt: now, lastByteAt: now, receivedAt: now };
  await api.parts.prisma.take.create({
    data: { id: takeId, statementId, number: 1, way: 'form', originalKey: `statements/${takeId}`, ...stands },
  });
  await api.parts.prisma.statement.update({ where: { id: statementId }, data: { state: 'in_review' } });
  const chair = await api.staff('coordinator');
  const params = { id: statementId };
  const remark = (body: string, startMs: number, endMs: number | null) => ({
    params,
    body: { id: newId(), takeId, startMs, endMs, body },
  });
  await chair.call('POST /api/v1/statements/{id}/notes', remark('among us', 1000, null));
  await chair.call('POST /api/v1/statements/{id}/comments', remark('slower <here>', 3000, 65_000));
  await chair.call('POST /api/v1/statements/{id}/comments', remark('and louder', 2000, null));
  expect(await page(browser)).not.toMatch(/among us|louder|slower/);

  const decide = async (kind: 'ask_changes' | 'decline', messageToSpeaker: string) => {
    const { statement } = await chair.call('GET /api/v1/statements/{id}', { params });
    const said = {
      kind,
      takeId,
      cutId: null,
      reason: 'for us',
      messageToSpeaker,
      version: statement.version,
    };
    await chair.call('POST /api/v1/statements/{id}/decisions', { params, body: said });
  };
  await decide('ask_changes', 'Please <b>name</b> the State.');
  const asked = await page(browser);
  expect(asked).toContain('The secretariat asks you for a change');
  expect(asked).toContain('<blockquote dir="auto">Please &lt;b&gt;name&lt;/b&gt; the State.</blockquote>');
  expect(asked).toMatch(/At 0:02.*and louder.*From 0:03 to 1:05.*slower &lt;here&gt;/s);
  expect(asked).not.toMatch(/among us|for us/);
  for (const [language, title] of [
    ['fr', 'Le secrétariat vous demande une modification'],
    ['es', 'La secretaría le pide un cambio'],
    ['ar', 'تطلب منك الأمانة تعديلًا'],
  ]) {
    expect(await page(browser, `/speak/plain?lang=${language}`)).toContain(title);
  }

  await decide('decline', 'Not about this review.');
  const declined = await page(browser);
  expect(declined).toContain('The secretariat will not show this video');
  expect(declined).toContain('Not about this review.');
});

it('refuses a form that another site made, before a byte of the file is stored', async () => {
  const { browser, statementId } = await api.speaker(await api.session());
  const form = tokenIn(await page(browser));
  const send = async (fields: [string, string][], headers: Record<string, string> = {}) => {
    const data = new FormData();
    for (const [name, value] of fields) data.set(name, value);
    data.set('file', new Blob(['some bytes']), 'a.mp4');
    const response = await browser.send('/speak/plain/send', {
      method: 'POST',
      bare: true,
      headers,
      body: data,
    });
    expect(response.headers.get('content-type')).toContain('text/html');
    return response.status;
  };
  expect(await send([])).toBe(403);
  expect(await send([['form', 'guessed']])).toBe(403);
  expect(await send([['form', form]], { origin: 'https://elsewhere.example' })).toBe(403);
  expect(await send([['form', form]], { 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await api.parts.store.takes.ofStatement(statementId)).toEqual([]);
  const stranger = api.browser();
  await page(stranger);
  const nobody = await post(stranger, '/speak/plain/withdraw', {
    form: tokenIn(await page(stranger)),
    sure: 'yes',
  });
  expect(nobody.status).not.toBe(303);
});

it('keeps two statements apart that are open in one browser', async () => {
  const place = await api.session();
  const [one, two] = [await api.speaker(place), await api.speaker(place)];
  const { browser } = one;
  const chair = await api.staff('coordinator');
  const params = { id: two.invitationId };
  const { link } = await chair.call('POST /api/v1/invitations/{id}/link', { params, body: {} });
  const opened = { outcome: 'open', purpose: 'speaker', place: two.invitationId, ticket: null };
  const firstPage = await page(browser);
  const open = (token: string) => browser.call('POST /api/v1/links/open', { body: { token } });
  expect(await open(link.slice(link.indexOf('#') + 1))).toEqual(opened);

  // The one that is named is meant; where none is, the one that was opened last; never another one.
  const ask = async (named?: string) => {
    const headers = named === undefined ? {} : { 'x-rostrum-place': named };
    const response = await browser.send('/api/v1/speaker/statement', { headers });
    return response.status === 200 ? (await response.json()).statement.id : response.status;
  };
  expect(await ask()).toBe(two.statementId);
  expect(await ask(one.invitationId)).toBe(one.statementId);
  expect(await ask(two.invitationId)).toBe(two.statementId);
  expect(await ask('00000000-0000-4000-8000-000000000009')).toBe(401);
  // Its own link needs no code here.
  expect(await open(one.token)).toMatchObject({ outcome: 'open', place: one.invitationId });
  expect(await open(link.slice(link.indexOf('#') + 1))).toEqual(opened);

  // A form that was open before still goes where it says.
  const action = /action="([^"]+\/send[^"]*)"/.exec(firstPage)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const data = new FormData();
  const choices = { audience: 'missions', named: 'organisation', face: 'as_sent', voice: 'as_sent' };
  const agreed = { text_version: CONSENT_TEXT_VERSION, agreed_by: 'One' };
  for (const [name, value] of Object.entries({ form: tokenIn(firstPage), ...choices, ...agreed }))
    data.set(name, value);
  data.set('file', new Blob(['some bytes']), 'one.mp4');
  const sent = await browser.send(action, { method: 'POST', bare: true, body: data });
  expect(sent.status).toBe(303);
  expect(await page(browser, sent.headers.get('location') ?? '')).toContain('one.mp4');
  expect(await api.parts.store.takes.ofStatement(one.statementId)).toHaveLength(1);
  expect(await api.parts.store.takes.ofStatement(two.statementId)).toEqual([]);

  const leave = (headers: Record<string, string>) =>
    browser.send('/api/v1/links/leave', { method: 'POST', headers });
  expect((await leave({ 'x-rostrum-place': two.invitationId })).status).toBe(204);
  expect([await ask(two.invitationId), await ask(one.invitationId)]).toEqual([401, one.statementId]);
  expect((await leave({})).status).toBe(204);
  expect(await ask(one.invitationId)).toBe(401);
});

it('asks for the mailed code on a further device', async () => {
  const place = await api.session();
  const { token, invitationId } = await api.speaker(place, { email: 'someone@speaker.invalid' });
  const second = api.browser();
  const form = tokenIn(await page(second));
  const asked = await post(second, '/speak/plain/open', { form, link: token });
  const askedPage = await asked.text();
  expect(askedPage).toContain('name="code"');
  // Another language does not ask for the link again.
  expect(askedPage).toContain('action="/speak/plain/open?lang=fr"');
  // The title of a page that anybody may come upon tells nothing.
  expect(askedPage).toContain('<h1>Enter your code</h1>');
  expect(askedPage).not.toContain('tatement');
  const enter = async (code: string) => {
    const response = await post(second, '/speak/plain/open', { form, link: token, code });
    return { status: response.status, text: await response.text() };
  };
  // Who mistypes it mends it, and types neither the whole of it again nor the link.
  const short = await enter('00000');
  expect(short.status).toBe(400);
  expect(short.text).toContain('The code has six digits.');
  expect(short.text).toMatch(/name="code" value="00000"[^>]* autocomplete="off"[^>]* autofocus/);
  expect(short.text).toContain(`name="link" value="${token}"`);
  // An address has its figures as its owner types them.
  const { id: linkId } = await api.parts.prisma.accessLink.findFirstOrThrow({ where: { invitationId } });
  const sixFigures = '974221';
  await api.parts.prisma.linkCode.updateMany({
    where: { linkId },
    data: { codeHash: api.parts.signing.hashCode(sixFigures, linkId) },
  });
  const wrong = await enter('٩٧٤ ٢٢٢');
  expect([wrong.status, wrong.text]).toEqual([401, expect.stringContaining('That code is not right.')]);
  expect((await enter('٩٧٤ ٢٢١')).status).toBe(303);
});

it('speaks the language that the address asks for, and keeps the one that a speaker chooses', async () => {
  const place = await api.session({ deadlineAt: new Date('2036-07-01T10:00:00Z') });
  const invited = await api.speaker(place, { name: '<script>alert(1)</script>' });
  const { browser: phone, invitationId, statementId } = invited;
  const get = async (address: string, browser = phone, headers: Record<string, string> = {}) =>
    await (await browser.send(address, { bare: true, headers })).text();

  const stranger = api.browser();
  const likesFrench = { 'accept-language': 'de, fr-CH;q=0.8, en;q=0.5' };
  expect(await get('/speak/plain', stranger, likesFrench)).toContain('<html lang="fr" dir="ltr">');
  expect(await get('/speak/plain?lang=es', stranger, likesFrench)).toContain('<html lang="es" dir="ltr">');
  expect(await get('/speak/plain?lang=xx', stranger, likesFrench)).toContain('<html lang="fr" dir="ltr">');
  expect(await get('/speak/plain?lang=xx', stranger, { 'accept-language': 'zz' })).toContain('lang="en"');
  const unknown = await post(stranger, '/speak/plain/open?lang=fr', {
    form: tokenIn(await page(stranger)),
    link: 'https://elsewhere.example/a',
  });
  expect([unknown.status, await unknown.text()]).toEqual([404, expect.stringContaining('Vérifiez que')]);

  // Signed in: the invitation's language, whatever the browser likes.
  const english = await get('/speak/plain', phone, likesFrench);
  expect(english).toContain('<html lang="en" dir="ltr">');
  expect(english).not.toContain('<script');
  expect(english).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  const form = tokenIn(english);

  const arabic = await get('/speak/plain?lang=ar');
  expect(arabic).toContain('<html lang="ar" dir="rtl">');
  expect(arabic).toContain('<title>صفحتك</title>');
  expect(arabic).toContain('الثلاثاء، 1 يوليو 2036 في 12:00\u2069، بتوقيت جنيف');
  for (const sentence of CONSENT_TEXT.ar) expect(arabic).toContain(sentence);
  // A GET keeps nothing.
  expect(await api.parts.store.invitations.byId(invitationId)).toMatchObject({ language: 'en' });

  const action = /action="([^"]+\/send[^"]*)"/.exec(arabic)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const send = async (agreedBy: string) => {
    const data = new FormData();
    const choices = { audience: 'missions', named: 'organisation', face: 'as_sent', voice: 'as_sent' };
    const fields = { form, ...choices, text_version: CONSENT_TEXT_VERSION, agreed_by: agreedBy };
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    data.set('file', new Blob(['some bytes']), 'a.mp4');
    return await phone.send(action, { method: 'POST', bare: true, body: data });
  };
  const unnamed = await send(' ');
  expect([unnamed.status, await unnamed.text()]).toEqual([422, expect.stringContaining('اكتب اسمك')]);
  const sent = await send('من يوافق');
  expect([sent.status, sent.headers.get('location')]).toEqual([
    303,
    `/speak/plain/sent?lang=ar&place=${invitationId}`,
  ]);
  expect(await api.parts.store.invitations.byId(invitationId)).toMatchObject({ consentTextLanguage: 'ar' });
  const received = await get('/speak/plain/sent?lang=ar');
  expect(received).toContain(`content="5;url=/speak/plain/sent?lang=ar&amp;place=${invitationId}"`);

  const forged = await post(phone, '/speak/plain/language?lang=fr', { form: 'guessed' });
  expect(forged.status).toBe(403);
  const chosen = await post(phone, '/speak/plain/language?lang=fr', { form });
  expect([chosen.status, chosen.headers.get('location')]).toEqual([
    303,
    `/speak/plain?place=${invitationId}`,
  ]);
  expect(await api.parts.store.invitations.byId(invitationId)).toMatchObject({ language: 'fr' });
  const [take] = await api.parts.store.takes.ofStatement(statementId);
  await api.parts.prisma.take.update({
    where: { id: take?.id ?? '' },
    data: { state: 'refused', reason: 'too_long', figures: { measuredMs: 960_000, maximumMs: 420_000 } },
  });
  expect(await get('/speak/plain/sent')).not.toContain('http-equiv="refresh"');
  const refused = await get('/speak/plain');
  expect(refused).toContain('<html lang="fr" dir="ltr">');
  expect(refused).toMatch(/Votre vidéo dure 16:00\s; le temps de parole est de 7:00\./);
});
