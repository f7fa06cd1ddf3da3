import { newId } from '@rostrum/domain';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, openBrowser } from '../testing/browser.ts';
import { startMinistryProxy } from '../testing/ministry-proxy.ts';
import { type Place, startTestApi, type TestApi, tokenOf } from '../testing/test-api.ts';

const HOUR_MS = 3_600_000;

let database: FreshDatabase;
let api: TestApi;
let chair: Browser;
let place: Place;
let delegate: Browser;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi({ databaseUrl: database.url });
  chair = await api.staff('coordinator');
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});
beforeEach(async () => {
  place = await api.session();
  delegate = await api.delegate(place);
});

const later = (ms: number) => new Date(Date.now() + ms).toISOString();
const status = async (browser: Browser, path: string) => (await browser.send(path)).status;
const home = (browser: Browser) => browser.send('/api/v1/watch').then((answer) => answer.json());
const window = (opensAt: string | null, closesAt: string | null) =>
  chair.call('PUT /api/v1/sessions/{id}/access/window', {
    params: { id: place.sessionId },
    body: { opensAt, closesAt },
  });
const attendance = () =>
  chair.call('GET /api/v1/sessions/{id}/attendance', { params: { id: place.sessionId } });

/** A revision that shows the statement's place; nothing here looks at its picture. */
async function published(statementId: string, audience = 'missions'): Promise<void> {
  const { prisma } = api.parts;
  const { id } = await prisma.programme.update({
    where: { reviewId: place.reviewId },
    data: { audience },
  });
  await prisma.programmeRevision.create({
    data: {
      id: newId(),
      programmeId: id,
      number: 1,
      state: 'published',
      audience,
      cause: 'coordinator',
      createdAt: new Date(),
      publishedAt: new Date(),
      items: { create: { position: 0, kind: 'statement', statementId } },
    },
  });
}

const consents = (invitationId: string, consentAudience: string) =>
  api.parts.prisma.invitation.update({ where: { id: invitationId }, data: { consentAudience } });

describe('over HTTP', () => {
  const own = () => `/api/v1/watch/reviews/${place.reviewId}`;

  it('a programme is open to whom its tier and its consents reach, and to nobody else', async () => {
    const speaker = await api.speaker(place);
    const stranger = api.browser();
    const anyones = `/api/v1/public/reviews/${place.reviewId}`;
    const who = async () => ({
      delegate: await status(delegate, own()),
      speaker: await status(speaker.browser, own()),
      stranger: await status(stranger, own()),
      public: await status(stranger, anyones),
      publicPulse: await status(stranger, `${anyones}/pulse`),
    });
    await published(speaker.statementId, 'public');
    expect(await who()).toEqual({
      delegate: 200,
      speaker: 404,
      stranger: 401,
      public: 404,
      publicPulse: 404,
    });
    await consents(speaker.invitationId, 'session');
    expect(await who()).toEqual({
      delegate: 200,
      speaker: 200,
      stranger: 401,
      public: 404,
      publicPulse: 404,
    });
    await consents(speaker.invitationId, 'public');
    expect(await who()).toEqual({
      delegate: 200,
      speaker: 200,
      stranger: 401,
      public: 200,
      publicPulse: 200,
    });
    await chair.call('PUT /api/v1/reviews/{id}/programme/public-from', {
      params: { id: place.reviewId },
      body: { at: later(HOUR_MS) },
    });
    expect(await who()).toEqual({
      delegate: 200,
      speaker: 200,
      stranger: 401,
      public: 404,
      publicPulse: 404,
    });
    expect(await home(speaker.browser)).toMatchObject({ mission: null });
  });

  it('nothing is open before the window and after it, and the home says when', async () => {
    const { statementId } = await api.speaker(place);
    await published(statementId);
    for (const [opens, closes, state] of [
      [later(HOUR_MS), null, 'before'],
      [null, later(-1), 'after'],
    ] as const) {
      await window(opens, closes);
      expect(await status(delegate, own())).toBe(404);
      const pulse = await (await delegate.send(`${own()}/pulse`)).json();
      expect(pulse).toMatchObject({ revisionId: null, screening: null });
      const told = await home(delegate);
      expect(told.window).toEqual({ opensAt: opens, closesAt: closes, state });
      expect(told.reviews[0].published).toBeNull();
    }
    await window(null, null);
    expect(await status(delegate, own())).toBe(200);
  });

  it('what runs when is planned by staff and told to missions and speakers of the session', async () => {
    const params = { id: place.sessionId };
    const { mark, reviews } = await chair.call('GET /api/v1/sessions/{id}/hours', { params });
    expect(reviews).toMatchObject([{ review: { id: place.reviewId, presessionAt: null }, screening: null }]);
    const questions = { startsAt: '2031-12-08T09:45:00.000Z', endsAt: '2031-12-08T10:30:00.000Z' };
    const startsAt = '2031-12-08T08:00:00.000Z';
    await chair.call('PUT /api/v1/sessions/{id}/hours', {
      params,
      body: {
        day: '2031-12-08',
        half: 'morning',
        mark,
        slots: [{ reviewId: place.reviewId, startsAt, version: null, screening: true }],
        questions,
      },
    });
    const speaker = await api.speaker(place);
    for (const browser of [delegate, speaker.browser]) {
      const told = await home(browser);
      expect(told).toMatchObject({
        questions: [questions],
        reviews: [{ review: { presessionAt: startsAt } }],
      });
    }
    expect((await home(delegate)).reviews[0].screening).toMatchObject({ startsAt });
  });

  it('of another session it is not there, whoever asks', async () => {
    const { statementId } = await api.speaker(place);
    await published(statementId, 'session');
    const elsewhere = await api.session();
    const theirs = [await api.delegate(elsewhere), (await api.speaker(elsewhere)).browser];
    for (const browser of theirs) {
      expect(await status(browser, own())).toBe(404);
      expect(await status(browser, `${own()}/pulse`)).toBe(404);
    }
  });

  it('a link that has expired, or was ended, alone or with all of its session, opens nothing', async () => {
    const { statementId } = await api.speaker(place);
    await published(statementId);
    const mission = await api.parts.store.missions.byStateCode('XZZ');
    const params = { id: mission?.id ?? '' };
    const query = { sessionId: place.sessionId };
    const fresh = async () => {
      const made = await chair.call('POST /api/v1/missions/{id}/link', { params, body: query });
      const browser = api.browser();
      await browser.call('POST /api/v1/links/open', { body: { token: tokenOf(made.link) } });
      return browser;
    };
    const [first, second] = [await fresh(), await fresh()];
    const { links } = await chair.call('GET /api/v1/missions/{id}/links', { params, query });
    expect(links).toHaveLength(3);
    await chair.call('DELETE /api/v1/mission-links/{id}', { params: { id: links[0]?.id ?? '' } });
    expect(await status(second, `${own()}/pulse`)).toBe(401);
    expect(await status(first, `${own()}/pulse`)).toBe(200);
    await api.parts.prisma.accessLink.updateMany({
      where: { id: links[1]?.id ?? '' },
      data: { expiresAt: new Date() },
    });
    expect(await status(first, `${own()}/pulse`)).toBe(401);
    expect(await status(delegate, `${own()}/pulse`)).toBe(200);
    const ended = await chair.call('DELETE /api/v1/sessions/{id}/missions/links', {
      params: { id: place.sessionId },
    });
    expect(ended).toEqual({ ended: 2 });
    expect(await status(delegate, `${own()}/pulse`)).toBe(401);
  });

  it('a list is asked for anew once any of it is otherwise, and only then', async () => {
    const mark = async (browser: Browser) => (await browser.call('GET /api/v1/watch/pulse')).mark;
    const speaker = await api.speaker(place);
    const listed = (await home(delegate)).mark;
    const other = await api.delegate(place, { stateCode: 'XYY' });
    expect([await mark(delegate), await mark(other), (await home(other)).mark]).toEqual([
      listed,
      listed,
      listed,
    ]);
    const otherwise = async (before: string) => {
      await expect.poll(() => mark(delegate), { timeout: 5000 }).not.toBe(before);
      const now = await mark(delegate);
      expect((await home(delegate)).mark).toBe(now);
      return now;
    };
    await published(speaker.statementId);
    const shown = await otherwise(listed);
    await chair.call('PATCH /api/v1/reviews/{id}', {
      params: { id: place.reviewId },
      body: { presessionAt: later(HOUR_MS) },
    });
    await otherwise(shown);
    expect(await status(speaker.browser, '/api/v1/watch/pulse')).toBe(200);
    expect(await status(api.browser(), '/api/v1/watch/pulse')).toBe(401);
  });

  it('who holds both links in one browser watches for the mission', async () => {
    const speaker = await api.speaker(place);
    const mission = await api.parts.store.missions.byStateCode('XZZ');
    const { link } = await chair.call('POST /api/v1/missions/{id}/link', {
      params: { id: mission?.id ?? '' },
      body: { sessionId: place.sessionId },
    });
    await speaker.browser.call('POST /api/v1/links/open', { body: { token: tokenOf(link) } });
    expect((await home(speaker.browser)).mission).toMatchObject({ name: 'Test mission' });
  });
});

describe('behind a proxy that takes cookies away', () => {
  async function missionLink(): Promise<string> {
    const mission = await api.parts.store.missions.byStateCode('XZZ');
    const { link } = await chair.call('POST /api/v1/missions/{id}/link', {
      params: { id: mission?.id ?? '' },
      body: { sessionId: place.sessionId },
    });
    return tokenOf(link);
  }
  async function opened(browser: Browser): Promise<string> {
    const answer = await browser.call('POST /api/v1/links/open', { body: { token: await missionLink() } });
    if (answer.outcome !== 'open' || answer.ticket === null) throw new Error('no ticket was given');
    return answer.ticket;
  }
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  const ways: [string, Omit<Parameters<typeof startMinistryProxy>[0], 'origin'>][] = [
    ['both ways', { takesCookies: () => true }],
    ['out of requests', { takesCookies: () => false, takes: ['cookie'] }],
    ['out of answers', { takesCookies: () => false, takes: ['set-cookie'] }],
  ];
  it.each(ways)('%s, a delegate is let in by what the page itself holds', async (_way, stripping) => {
    const proxy = await startMinistryProxy({ origin: api.origin, ...stripping });
    try {
      const browser = openBrowser(proxy.url);
      const ticket = await opened(browser);
      expect(await status(browser, '/api/v1/watch')).toBe(401);
      const { token, expiresAt } = await browser.call('POST /api/v1/links/tab', { body: { ticket } });
      expect(Date.parse(expiresAt)).toBeLessThanOrEqual(Date.now() + 24 * HOUR_MS);
      const answer = await browser.send('/api/v1/watch', bearer(token));
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect((await answer.json()).mission).toMatchObject({ name: 'Test mission' });
      // The rules of every session: nothing changes without the page's own header, and leaving is for good.
      const leave = { method: 'POST', ...bearer(token) };
      const bare = await browser.send('/api/v1/links/leave', { ...leave, bare: true });
      expect((await bare.json()).code).toBe('request_forged');
      expect((await browser.send('/api/v1/links/leave', leave)).status).toBe(204);
      expect((await browser.send('/api/v1/watch', bearer(token))).status).toBe(401);
    } finally {
      await proxy.close();
    }
  });

  it('a ticket is good once, and ends the cookie that it stands for', async () => {
    const browser = api.browser();
    const ticket = await opened(browser);
    expect(await status(browser, '/api/v1/watch')).toBe(200);
    const { token } = await browser.call('POST /api/v1/links/tab', { body: { ticket } });
    expect(await status(browser, '/api/v1/watch')).toBe(401);
    const again = browser.call('POST /api/v1/links/tab', { body: { ticket } });
    await expect(again).rejects.toMatchObject({ code: 'sign_in_required' });
    // One device, and not another one.
    const mission = await api.parts.store.missions.byStateCode('XZZ');
    const asked = { params: { id: mission?.id ?? '' }, query: { sessionId: place.sessionId } };
    const { links } = await chair.call('GET /api/v1/missions/{id}/links', asked);
    expect(links[0]).toMatchObject({ devices: 1 });
    await chair.call('DELETE /api/v1/mission-links/{id}', { params: { id: links[0]?.id ?? '' } });
    expect((await browser.send('/api/v1/watch', bearer(token))).status).toBe(401);
  });

  it('the header lets in nobody but delegates, and them nowhere else', async () => {
    const speaker = await api.speaker(place);
    const held = [...speaker.browser.cookies, ...chair.cookies].map(([, value]) => decodeURIComponent(value));
    expect(held.length).toBeGreaterThanOrEqual(2);
    for (const value of held.flatMap((one) => [one, one.split('.').at(-1) ?? '', one.split('.')[0] ?? ''])) {
      for (const path of ['/api/v1/watch', '/api/v1/speaker/statement', '/api/v1/sessions']) {
        const answer = await api.browser().send(path, bearer(value));
        expect([path, answer.status]).toEqual([path, 401]);
      }
    }
    const browser = api.browser();
    const { token } = await browser.call('POST /api/v1/links/tab', {
      body: { ticket: await opened(browser) },
    });
    for (const path of ['/api/v1/speaker/statement', '/api/v1/sessions']) {
      const answer = await api.browser().send(path, bearer(token));
      expect((await answer.json()).code).toBe('not_allowed');
    }
    expect(await status(api.browser(), `/api/v1/watch?token=${token}`)).toBe(401);
  });
});

describe('attendance', () => {
  const pulse = (browser: Browser, playing: string) =>
    browser.send(`/api/v1/watch/reviews/${place.reviewId}/pulse?playing=${playing}`);

  it('counts what plays on a mission’s page, and keeps nothing of who it was', async () => {
    const speaker = await api.speaker(place);
    await pulse(delegate, '1');
    // Nothing is published: nothing was watched.
    expect((await attendance()).reviews[0]?.attended).toEqual([]);
    await published(speaker.statementId, 'session');
    await consents(speaker.invitationId, 'session');
    await pulse(delegate, '0');
    await pulse(speaker.browser, '1');
    expect((await attendance()).reviews[0]?.attended).toEqual([]);
    const again = await api.delegate(place);
    const before = Date.now();
    await Promise.all([pulse(delegate, '1'), pulse(again, '1'), pulse(delegate, '1')]);
    const { reviews, totals, recordOf2017 } = await attendance();
    expect(reviews[0]?.attended).toMatchObject([{ stateCode: 'XZZ', name: 'Test mission' }]);
    // One, or two where the minute ended between them.
    const minutes = reviews[0]?.attended[0]?.minutes ?? 0;
    expect(minutes).toBeGreaterThan(0);
    expect(minutes).toBeLessThanOrEqual(Math.floor(Date.now() / 60_000) - Math.floor(before / 60_000) + 1);
    expect(totals.session).toMatchObject({ presessions: 1, missions: 1, presentations: 1 });
    expect(recordOf2017).toEqual({ presessions: 163, missions: 156, presentations: 800 });
    const rows = await api.parts.prisma.attendance.findMany({ where: { reviewId: place.reviewId } });
    expect(rows).toHaveLength(1);
    const text = JSON.stringify(rows);
    const devices = await api.parts.prisma.linkDevice.findMany();
    for (const { id, linkId } of devices) {
      expect(text).not.toContain(id);
      expect(text).not.toContain(linkId);
    }
  });

  it('asked in another way than yes or no is refused', async () => {
    expect((await pulse(delegate, 'maybe')).status).toBe(400);
  });
});
