import { createHmac } from 'node:crypto';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { CHAIR, startTestApi, type TestApi } from '../testing/test-api.ts';
import { createAuth } from './auth.ts';
import { demonstrationSignIn, ensureDemonstrationStaff } from './demonstration.ts';
import { createStaff, type Staff } from './staff.ts';

const PASSWORD = 'a long enough password';

let database: FreshDatabase;
let api: TestApi;
let staff: Staff;
beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi({ databaseUrl: database.url, mode: 'production' });
  const settings = {
    mode: 'production',
    publicUrl: api.origin,
    authSecret: 'x'.repeat(40),
  } as const;
  const { parts } = api;
  const auth = createAuth({ settings, prisma: parts.prisma, log: parts.log });
  staff = createStaff({ auth, prisma: parts.prisma, parts, settings });
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

/** Of an invitation: `#invite=<token>`. */
const tokenOf = (link: string) => new URL(link).hash.replace('#invite=', '');

/** RFC 6238: SHA-1, six digits, thirty seconds. */
function totp(uri: string, now = Date.now()): string {
  const secret = base32(new URL(uri).searchParams.get('secret') ?? '');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function base32(text: string): Buffer {
  const bits = [...text.replaceAll('=', '')]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

async function post(browser: Browser, path: string, body: unknown) {
  const response = await browser.send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

const code = async (request: Promise<{ body: { code?: string } | null }>) => (await request).body?.code;

/** Invited, accepted, second factor set up. */
async function member(role: 'coordinator' | 'administrator', email: string) {
  const { id, link } = await staff.invite(CHAIR, { name: 'A member', email, role });
  const browser = api.browser();
  await browser.call('POST /api/v1/staff/accept', { body: { token: tokenOf(link), password: PASSWORD } });
  await post(browser, '/api/auth/sign-in/email', { email, password: PASSWORD });
  const enabled = await post(browser, '/api/auth/two-factor/enable', { password: PASSWORD });
  const uri: string = enabled.body.totpURI;
  await post(browser, '/api/auth/two-factor/verify-totp', { code: totp(uri) });
  return { id, browser, email, uri, backupCodes: enabled.body.backupCodes as string[] };
}

describe('staff', () => {
  it('choose a password by an invitation that is good once, and must set up a second factor', async () => {
    const email = 'Chair@Example.org';
    const { link } = await staff.invite(CHAIR, { name: 'The chair', email, role: 'coordinator' });
    const again = await staff.invite(CHAIR, { name: 'The chair', email, role: 'coordinator' });
    const browser = api.browser();
    const accept = (token: string, password: string) =>
      post(browser, '/api/v1/staff/accept', { token, password });
    expect(await code(accept(tokenOf(link), PASSWORD))).toBe('link_unknown');
    expect(await code(accept(tokenOf(again.link), 'too short'))).toBe('request_invalid');
    expect((await accept(tokenOf(again.link), PASSWORD)).status).toBe(204);
    expect(await code(accept(tokenOf(again.link), PASSWORD))).toBe('link_unknown');
    await expect(
      staff.invite(CHAIR, { name: 'x', email: 'chair@example.org', role: 'coordinator' }),
    ).rejects.toMatchObject({ code: 'email_taken' });

    const signIn = (password: string) =>
      post(browser, '/api/auth/sign-in/email', { email: 'chair@example.org', password });
    expect(await code(signIn('not the password'))).toBe('sign_in_required');
    expect((await signIn(PASSWORD)).status).toBe(200);
    expect(await browser.call('GET /api/v1/me')).toMatchObject({
      role: 'coordinator',
      secondFactor: 'missing',
    });
    await expect(browser.call('GET /api/v1/sessions')).rejects.toMatchObject({
      code: 'second_factor_required',
    });

    const enabled = await post(browser, '/api/auth/two-factor/enable', { password: PASSWORD });
    const wrong = totp(enabled.body.totpURI, 0);
    expect(await code(post(browser, '/api/auth/two-factor/verify-totp', { code: wrong }))).toBe('code_wrong');
    await expect(browser.call('GET /api/v1/sessions')).rejects.toMatchObject({
      code: 'second_factor_required',
    });
    const right = await post(browser, '/api/auth/two-factor/verify-totp', {
      code: totp(enabled.body.totpURI),
    });
    expect(right.status).toBe(200);
    expect(await browser.call('GET /api/v1/me')).toMatchObject({ secondFactor: 'set' });
    await expect(browser.call('GET /api/v1/sessions')).resolves.toBeDefined();
    // There is no way to do without it again.
    expect(await code(post(browser, '/api/auth/two-factor/disable', { password: PASSWORD }))).toBe(
      'not_found',
    );
  });

  it('sign in with both factors, and no session keeps where from', async () => {
    const { email, uri, backupCodes } = await member('coordinator', 'both@example.org');
    const browser = api.browser();
    const first = await post(browser, '/api/auth/sign-in/email', { email, password: PASSWORD });
    expect(first.body).toMatchObject({ twoFactorRedirect: true });
    await expect(browser.call('GET /api/v1/sessions')).rejects.toMatchObject({ code: 'sign_in_required' });
    const wrong = { code: totp(uri, 0), trustDevice: true };
    expect(await code(post(browser, '/api/auth/two-factor/verify-totp', wrong))).toBe('code_wrong');
    const right = { code: totp(uri), trustDevice: true };
    expect((await post(browser, '/api/auth/two-factor/verify-totp', right)).status).toBe(200);
    await expect(browser.call('GET /api/v1/sessions')).resolves.toBeDefined();
    expect([...browser.cookies.keys()].some((name) => name.includes('trust'))).toBe(false);

    const byCode = api.browser();
    await post(byCode, '/api/auth/sign-in/email', { email, password: PASSWORD });
    const backup = { code: backupCodes[0] ?? '' };
    expect((await post(byCode, '/api/auth/two-factor/verify-backup-code', backup)).status).toBe(200);
    await post(byCode, '/api/auth/sign-out', {});
    await expect(byCode.call('GET /api/v1/sessions')).rejects.toMatchObject({ code: 'sign_in_required' });

    const sessions = await api.parts.prisma.authSession.findMany();
    expect(sessions.length).toBeGreaterThan(0);
    for (const { ipAddress, userAgent } of sessions) expect([ipAddress, userAgent]).toEqual([null, null]);
  });

  it('are invited, disabled and helped by administrators, of whom one stays', async () => {
    const admin = await member('administrator', 'admin@example.org');
    const { call } = admin.browser;
    const { id, link } = await call('POST /api/v1/staff', {
      body: { name: 'Second', email: 'second@example.org', role: 'administrator' },
    });
    expect(link).toMatch(/\/review\/#invite=[\w-]{43}$/);
    // Somebody who was only invited cannot sign in yet, and so does not count.
    await expect(call('POST /api/v1/staff/{id}/disable', { params: { id: admin.id } })).rejects.toMatchObject(
      { code: 'last_administrator' },
    );
    const role = { params: { id: admin.id }, body: { role: 'coordinator' as const } };
    await expect(call('PUT /api/v1/staff/{id}/role', role)).rejects.toMatchObject({
      code: 'last_administrator',
    });
    // Invited again: the first link ends, and only the second one opens.
    const newer = await call('POST /api/v1/staff/{id}/invite-again', { params: { id } });
    expect(newer).toMatchObject({ id, link: expect.not.stringContaining(tokenOf(link)) });
    const accept = { body: { token: tokenOf(link), password: PASSWORD } };
    await expect(call('POST /api/v1/staff/accept', accept)).rejects.toMatchObject({ code: 'link_unknown' });
    const { staff: invited } = await call('GET /api/v1/staff');
    expect(invited.find((one) => one.id === id)).toMatchObject({
      invitationOpen: true,
      invitationEndsAt: expect.any(String),
    });
    const other = await member('administrator', 'other@example.org');
    const again = { params: { id: other.id } };
    await expect(call('POST /api/v1/staff/{id}/invite-again', again)).rejects.toMatchObject({
      code: 'email_taken',
    });
    await call('POST /api/v1/staff/{id}/disable', { params: { id: admin.id } });
    await expect(call('GET /api/v1/staff')).rejects.toMatchObject({ code: 'sign_in_required' });
    const as = other.browser.call;
    await as('POST /api/v1/staff/{id}/disable', { params: { id } });
    await expect(as('POST /api/v1/staff/{id}/disable', { params: { id: other.id } })).rejects.toMatchObject({
      code: 'last_administrator',
    });
    await expect(as('GET /api/v1/staff')).resolves.toBeDefined();

    const chair = await member('coordinator', 'third@example.org');
    await expect(chair.browser.call('GET /api/v1/staff')).rejects.toMatchObject({ code: 'not_allowed' });
    // From the next request on, both ways.
    const made = (one: 'coordinator' | 'administrator') =>
      as('PUT /api/v1/staff/{id}/role', { params: { id: chair.id }, body: { role: one } });
    await made('administrator');
    await expect(chair.browser.call('GET /api/v1/queue')).resolves.toMatchObject({ failed: [] });
    await made('coordinator');
    await expect(chair.browser.call('GET /api/v1/queue')).rejects.toMatchObject({ code: 'not_allowed' });
    await as('POST /api/v1/staff/{id}/disable', { params: { id: chair.id } });
    await expect(chair.browser.call('GET /api/v1/sessions')).rejects.toMatchObject({
      code: 'sign_in_required',
    });
    const signIn = () =>
      post(chair.browser, '/api/auth/sign-in/email', { email: chair.email, password: PASSWORD });
    expect(await code(signIn())).toBe('not_allowed');
    await as('POST /api/v1/staff/{id}/enable', { params: { id: chair.id } });
    expect((await signIn()).body).toMatchObject({ twoFactorRedirect: true });
    await as('POST /api/v1/staff/{id}/reset-second-factor', { params: { id: chair.id } });
    expect((await signIn()).status).toBe(200);
    expect(await chair.browser.call('GET /api/v1/me')).toMatchObject({ secondFactor: 'missing' });
    const { staff: all } = await as('GET /api/v1/staff');
    expect(all.find((one) => one.id === chair.id)).toMatchObject({
      disabled: false,
      secondFactor: false,
      invitationOpen: false,
    });
    expect(await api.parts.store.verifyAudit()).toMatchObject({ whole: true });
  });

  it('cannot come in by what the demonstration prints', async () => {
    const { parts } = api;
    const settings = { mode: 'production', publicUrl: api.origin } as const;
    await expect(ensureDemonstrationStaff({ prisma: parts.prisma, parts, settings })).rejects.toThrow();
    const auth = createAuth({
      settings: { ...settings, authSecret: 'x'.repeat(40) },
      prisma: parts.prisma,
      log: parts.log,
    });
    expect(() => demonstrationSignIn({ prisma: parts.prisma, parts, settings, auth })).toThrow();
    const browser = api.browser();
    expect(await code(post(browser, '/api/v1/demonstration/sign-in', { token: 'x'.repeat(43) }))).toBe(
      'not_found',
    );
  });
});
