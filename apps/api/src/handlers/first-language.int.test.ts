import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sendMail } from '@rostrum/core';
import { createDirectoryMailer, type DirectoryMailer } from '@rostrum/runtime';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { startTestApi, type TestApi, tokenOf } from '../testing/test-api.ts';

let database: FreshDatabase;
let api: TestApi;
let staff: Browser;
let folder: string;
let mailer: DirectoryMailer;
let reviewId: string;
let people = 0;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi({ databaseUrl: database.url });
  staff = await api.staff('coordinator');
  ({ reviewId } = await api.session());
  folder = await mkdtemp(path.join(tmpdir(), 'first-language-'));
  mailer = createDirectoryMailer(folder);
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function invite(language?: 'en' | 'fr') {
  people += 1;
  const email = `speaker${people}@rostrum.test`;
  const { invitationId, link } = await staff.call('POST /api/v1/reviews/{id}/invitations', {
    params: { id: reviewId },
    body: {
      organisation: { name: `Organisation ${people}`, kind: 'cso' },
      email,
      ...(language === undefined ? {} : { language }),
    },
  });
  return { invitationId, token: tokenOf(link), email };
}

/** In a browser of its own. */
async function open(token: string, acceptLanguage: string | null, language?: string) {
  const response = await fetch(`${api.origin}/api/v1/links/open`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-rostrum': '1',
      ...(acceptLanguage === null ? {} : { 'accept-language': acceptLanguage }),
    },
    body: JSON.stringify({ token, ...(language === undefined ? {} : { language }) }),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { outcome: (await response.json()).outcome, cookie };
}

const languageOf = async (invitationId: string) => {
  const { language, languageChosen } = (await api.parts.store.invitations.byId(invitationId)) ?? {};
  return [language, languageChosen];
};

/** Every mail to them that waits is sent, as a worker would. */
async function mailsTo(address: string) {
  const now = api.parts.clock.now();
  const log = { info() {}, warn() {}, error() {} };
  for (const mailId of await api.parts.store.mail.waiting(now, now))
    await sendMail({ ...api.parts, mailer, log }, { mailId }, { isLastAttempt: false });
  return (await mailer.list()).filter(({ to }) => to === address);
}

it('where nobody chose, the browser in which the link is opened first does, once', async () => {
  const { invitationId, token, email } = await invite();
  expect((await mailsTo(email)).map(({ text }) => /[\u0600-\u06ff]/.test(text))).toEqual([false]);
  expect(await languageOf(invitationId)).toEqual(['en', false]);
  const first = await open(token, 'ar-EG,ar;q=0.9,en;q=0.8');
  expect(first.outcome).toBe('open');
  expect(await languageOf(invitationId)).toEqual(['ar', true]);
  expect((await open(token, 'es-PE,es;q=0.9')).outcome).toBe('code_required');
  expect(await languageOf(invitationId)).toEqual(['ar', true]);
  const code = (await mailsTo(email)).find(({ text }) => /\n\d{6}\n/.test(text));
  expect(code?.text).toMatch(/[\u0600-\u06ff]{3}/);

  // What the speaker chooses stays, by a new link too.
  const chosen = await fetch(`${api.origin}/api/v1/speaker/language`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-rostrum': '1', cookie: first.cookie },
    body: JSON.stringify({ language: 'fr' }),
  });
  expect(chosen.status).toBe(204);
  const { link } = await staff.call('POST /api/v1/invitations/{id}/link', {
    params: { id: invitationId },
    body: {},
  });
  expect((await open(tokenOf(link), 'es')).outcome).toBe('open');
  expect(await languageOf(invitationId)).toEqual(['fr', true]);
});

it.each(['fr', 'en'] as const)('%s, which a coordinator chose, stays', async (language) => {
  const { invitationId, token, email } = await invite(language);
  await open(token, 'ar-EG,ar;q=0.9', 'ar');
  expect(await languageOf(invitationId)).toEqual([language, true]);
  expect((await mailsTo(email)).some(({ text }) => /[\u0600-\u06ff]/.test(text))).toBe(false);
});

it('the language that the page speaks goes before what the browser likes', async () => {
  const { invitationId, token } = await invite();
  await open(token, 'ar-EG,ar;q=0.9', 'es');
  expect(await languageOf(invitationId)).toEqual(['es', true]);
});

it.each([null, '*', 'zh-CN,zh;q=0.9'])(
  'a browser that names none of ours (%s) chooses nothing',
  async (named) => {
    const { invitationId, token } = await invite();
    await open(token, named);
    expect(await languageOf(invitationId)).toEqual(['en', false]);
  },
);

it('who invited may still choose before the link is opened, English too', async () => {
  const { invitationId, token } = await invite();
  await staff.call('PATCH /api/v1/invitations/{id}', {
    params: { id: invitationId },
    body: { language: 'en', seen: { language: 'en' } },
  });
  await open(token, 'ar');
  expect(await languageOf(invitationId)).toEqual(['en', true]);
});
