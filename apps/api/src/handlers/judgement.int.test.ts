import { type Route, type RouteKey, routes } from '@rostrum/contract';
import { sendMail } from '@rostrum/core';
import { newId, PRODUCT_TEMPLATES } from '@rostrum/domain';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { addReadyTake } from '../testing/ready-take.ts';
import { type Place, type Speaker, startTestApi, type TestApi } from '../testing/test-api.ts';

const LENGTH_MS = 300_000;
let database: FreshDatabase;
let api: TestApi;
let coordinator: Browser;
let colleague: Browser;
let place: Place;
let speaker: Speaker;
let take: { takeId: string; cutId: string };

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi({ databaseUrl: database.url });
  coordinator = await api.staff('coordinator');
  colleague = await api.staff('administrator');
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});
beforeEach(async () => {
  place = await api.session();
  speaker = await api.speaker(place, { email: `${newId()}@test.invalid` });
  take = await addReadyTake(api, { ...speaker, number: 1, lengthMs: LENGTH_MS });
});

const params = () => ({ id: speaker.statementId });
const remark = (body: string, startMs: number | null = null, endMs: number | null = null) => ({
  id: newId(),
  takeId: startMs === null ? null : take.takeId,
  startMs,
  endMs,
  body,
});
const statement = (browser = coordinator) =>
  browser.call('GET /api/v1/statements/{id}', { params: params() });
const remarksNow = (browser: Browser) =>
  browser.call('GET /api/v1/statements/{id}/remarks', { params: params() });
async function decide(browser: Browser, kind: 'approve' | 'ask_changes' | 'decline', more: object = {}) {
  const { version } = (await statement(browser)).statement;
  return await browser.call('POST /api/v1/statements/{id}/decisions', {
    params: params(),
    body: { kind, ...take, reason: 'As agreed', version, ...more },
  });
}

describe('what the staff write', () => {
  it('among themselves reaches a speaker by no route and by no mail; what is for them does, once decided', async () => {
    const SECRET = 'only-among-the-staff';
    const FOR_SPEAKER = 'please-say-it-slower';
    const { call } = coordinator;
    await call('POST /api/v1/statements/{id}/notes', { params: params(), body: remark(SECRET, 1000, 2000) });
    await call('POST /api/v1/statements/{id}/comments', {
      params: params(),
      body: remark(FOR_SPEAKER, 3000),
    });
    await call('PUT /api/v1/takes/{id}/checklist/{question}', {
      params: { id: take.takeId, question: 'third_persons' },
      body: { answer: 'no', remark: SECRET, cutId: take.cutId },
    });
    expect(await allThatReaches(speaker.browser, [])).not.toMatch(new RegExp(`${SECRET}|${FOR_SPEAKER}`));

    const asked = await decide(coordinator, 'ask_changes', {
      reason: SECRET,
      messageToSpeaker: 'Please look below.',
    });
    const told = await allThatReaches(speaker.browser, [asked.decisions[0]?.id ?? '']);
    expect(told).toContain(FOR_SPEAKER);
    expect(told).toContain('Please look below.');
    expect(told).toContain('"subject":');
    expect(told).not.toContain(SECRET);
    const view = await speaker.browser.call('GET /api/v1/speaker/statement');
    expect(view.comments).toEqual([
      { id: expect.any(String), body: FOR_SPEAKER, takeId: take.takeId, startMs: 3000, endMs: null },
    ]);

    // Written anew or opened again, it goes with the next decision; what was decided on stays until then.
    const one = { params: { id: view.comments[0]?.id ?? '' } };
    const bodies = async () =>
      (await speaker.browser.call('GET /api/v1/speaker/statement')).comments.map(({ body }) => body);
    const changed = await call('PATCH /api/v1/comments/{id}', { ...one, body: { body: 'not-yet-decided' } });
    expect(changed.comments).toMatchObject([{ body: 'not-yet-decided', shown: false }]);
    await call('PATCH /api/v1/comments/{id}', { ...one, body: { body: 'nor-this' } });
    expect(await bodies()).toEqual([FOR_SPEAKER]);
    await call('PATCH /api/v1/comments/{id}', { ...one, body: { resolved: true } });
    await call('PATCH /api/v1/comments/{id}', { ...one, body: { resolved: false } });
    expect(await bodies()).toEqual([]);

    const declined = await decide(coordinator, 'decline', { reason: SECRET });
    expect(await bodies()).toEqual(['nor-this']);
    expect(await allThatReaches(speaker.browser, [declined.decisions[0]?.id ?? ''])).not.toContain(SECRET);
  });

  it('is written once, settled by anybody, changed by its writer alone', async () => {
    const body = remark('Listen again', 1000);
    const add = () => coordinator.call('POST /api/v1/statements/{id}/notes', { params: params(), body });
    await add();
    expect((await add()).notes).toMatchObject([{ body: 'Listen again', mine: true, resolvedAt: null }]);
    const one = { params: { id: body.id } };
    await expect(
      colleague.call('PATCH /api/v1/notes/{id}', { ...one, body: { body: 'Mine now' } }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(colleague.call('DELETE /api/v1/notes/{id}', one)).rejects.toMatchObject({
      code: 'not_allowed',
    });
    const settled = await colleague.call('PATCH /api/v1/notes/{id}', { ...one, body: { resolved: true } });
    expect(settled.notes).toMatchObject([
      { resolvedBy: 'Demonstration administrator', by: 'Demonstration coordinator', mine: false },
    ]);
    await colleague.call('PATCH /api/v1/notes/{id}', { ...one, body: { resolved: false } });
    const rewritten = await coordinator.call('PATCH /api/v1/notes/{id}', {
      ...one,
      body: { body: 'Once more' },
    });
    expect(rewritten.notes).toMatchObject([
      { body: 'Once more', resolvedAt: null, editedAt: expect.any(String) },
    ]);
    // A note is no comment, whatever its id.
    await expect(coordinator.call('DELETE /api/v1/comments/{id}', one)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await coordinator.call('DELETE /api/v1/notes/{id}', one)).notes).toEqual([]);
    for (const wrong of [
      remark('x', 2000, 2000),
      { ...remark('x'), startMs: 5 },
      remark('x', LENGTH_MS + 1),
    ]) {
      await expect(
        coordinator.call('POST /api/v1/statements/{id}/notes', { params: params(), body: wrong }),
      ).rejects.toMatchObject({ code: 'request_invalid' });
    }
  });
});

it('a cut that makes no sense is refused by both routes, and none is made', async () => {
  const refusal = async (browser: Browser, path: string, json: string) => {
    const answer = await browser.send(`/api/v1/${path}/${take.takeId}/cuts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: json,
    });
    return [answer.status, (await answer.json()).code];
  };
  const removing = (...removals: [startMs: number, endMs: number][]) =>
    JSON.stringify({
      inMs: 0,
      outMs: LENGTH_MS,
      removals: removals.map(([startMs, endMs]) => ({ startMs, endMs })),
    });
  const until = (outMs: string) => `{"inMs":0,"outMs":${outMs},"removals":[]}`;
  const wrong = [
    [removing([5000, 9000], [1000, 5001]), 422, 'removals_overlap'],
    [removing([1000, 9000], [2000, 3000]), 422, 'removals_overlap'],
    [removing([1000, 2000], [1000, 2000]), 422, 'removals_overlap'],
    [removing([1000, LENGTH_MS + 1]), 422, 'removal_outside'],
    [removing([0, LENGTH_MS]), 422, 'nothing_left'],
    [until(`${LENGTH_MS + 1}`), 422, 'outside_take'],
    // What a page sends that reckoned with something that is no number.
    ...['NaN', '"NaN"', 'null', '1e400', '-1', '0.5', '"1000"', '9007199254740993'].map(
      (outMs) => [until(outMs), 400, 'request_invalid'] as const,
    ),
  ] as const;
  for (const [json, ...refused] of wrong) {
    expect(await refusal(coordinator, 'takes', json), json).toEqual(refused);
    expect(await refusal(speaker.browser, 'speaker/takes', json), json).toEqual(refused);
  }
  expect((await statement()).takes).toMatchObject([{ cuts: [{ id: take.cutId }] }]);
});

it('a turn that came to nothing is told to the staff, beside the take; the take is as good as it was', async () => {
  await api.parts.prisma.take.update({
    where: { id: take.takeId },
    data: { reason: 'storage_full', figures: { turned: 90 } },
  });
  expect((await statement()).takes).toMatchObject([
    { reason: null, turnFailed: { turned: 90, reason: { code: 'storage_full' } } },
  ]);
  const { reviews } = await coordinator.call('GET /api/v1/sessions/{id}/board', {
    params: { id: place.sessionId },
  });
  const row = reviews.flatMap(({ rows }) => rows).find((one) => one.statementId === speaker.statementId);
  expect(row?.take).toMatchObject({ state: 'ready', reason: null });
  const { takes } = await speaker.browser.call('GET /api/v1/speaker/statement');
  expect(takes).toMatchObject([{ reason: null, turnFailed: null }]);
});

describe('a decision', () => {
  it('of two at the same instant stands once, and the other is told what changed', async () => {
    const { version } = (await statement()).statement;
    const say = (browser: Browser, kind: 'approve' | 'decline') =>
      browser.call('POST /api/v1/statements/{id}/decisions', {
        params: params(),
        body: { kind, ...take, reason: 'As agreed', version, id: newId() },
      });
    const both = await Promise.allSettled([say(coordinator, 'approve'), say(colleague, 'decline')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'stale' } });
    const now = await statement();
    expect(now.decisions).toHaveLength(1);
    expect(now.statement.version).toBeGreaterThan(version);
  });

  it('that is sent again because its answer was lost is one decision', async () => {
    const { version } = (await statement()).statement;
    const body = { kind: 'approve', ...take, reason: 'As agreed', version, id: newId() } as const;
    const send = (browser: Browser, over: Partial<typeof body> = {}) =>
      browser.call('POST /api/v1/statements/{id}/decisions', {
        params: params(),
        body: { ...body, ...over },
      });
    await Promise.all([send(coordinator), send(coordinator)]);
    expect((await send(coordinator)).decisions).toMatchObject([{ id: body.id, kind: 'approve' }]);
    await expect(send(colleague)).rejects.toMatchObject({ code: 'stale' });
    const newer = (await statement()).statement.version;
    await expect(send(coordinator, { version: newer })).rejects.toMatchObject({ code: 'conflict' });
    expect((await statement()).decisions).toHaveLength(1);
  });

  it('does not pass over a take that arrived meanwhile, nor over what a colleague said', async () => {
    const seen = { take: 1, judgedAt: (await remarksNow(coordinator)).judgedAt };
    await addReadyTake(api, { ...speaker, number: 2, lengthMs: LENGTH_MS });
    await expect(decide(coordinator, 'approve', { seen })).rejects.toMatchObject({ code: 'stale' });
    await colleague.call('POST /api/v1/statements/{id}/notes', {
      params: params(),
      body: remark('Wait for me'),
    });
    const newTake = { ...seen, take: 2 };
    await expect(decide(coordinator, 'approve', { seen: newTake })).rejects.toMatchObject({ code: 'stale' });
    const { judgedAt } = await remarksNow(coordinator);
    // One's own word is no news.
    await coordinator.call('POST /api/v1/statements/{id}/notes', { params: params(), body: remark('Seen') });
    const decided = await decide(coordinator, 'approve', { seen: { take: 2, judgedAt } });
    expect(decided.statement.state).toBe('approved');
  });

  it('does not pass over what a colleague settled, opened again, removed or took back', async () => {
    const body = remark('Not like this');
    const note = { params: { id: body.id } };
    const answer = (said: 'no' | null) =>
      colleague.call('PUT /api/v1/takes/{id}/checklist/{question}', {
        params: { id: take.takeId, question: 'picture' },
        body: { answer: said, remark: null, cutId: take.cutId },
      });
    const acts = [
      () => colleague.call('POST /api/v1/statements/{id}/notes', { params: params(), body }),
      () => colleague.call('PATCH /api/v1/notes/{id}', { ...note, body: { resolved: true } }),
      () => colleague.call('PATCH /api/v1/notes/{id}', { ...note, body: { resolved: false } }),
      () => colleague.call('DELETE /api/v1/notes/{id}', note),
      () => answer('no'),
      () => answer(null),
    ];
    for (const act of acts) {
      const seen = { take: 1, judgedAt: (await remarksNow(coordinator)).judgedAt };
      await act();
      // One's own word after it hides nothing.
      await coordinator.call('POST /api/v1/statements/{id}/notes', { params: params(), body: remark('x') });
      await expect(decide(coordinator, 'approve', { seen })).rejects.toMatchObject({ code: 'stale' });
    }
  });

  it('and anything else said about what was withdrawn is refused', async () => {
    const { version } = (await statement()).statement;
    await speaker.browser.call('POST /api/v1/speaker/statement/withdraw', { body: { sure: true } });
    const gone = { code: 'statement_withdrawn' };
    await expect(decide(coordinator, 'approve', { version })).rejects.toMatchObject(gone);
    await expect(
      coordinator.call('POST /api/v1/statements/{id}/comments', { params: params(), body: remark('x') }),
    ).rejects.toMatchObject(gone);
    await expect(
      coordinator.call('PUT /api/v1/takes/{id}/checklist/{question}', {
        params: { id: take.takeId, question: 'picture' },
        body: { answer: 'yes', remark: null, cutId: null },
      }),
    ).rejects.toMatchObject(gone);
  });
});

it("a session's questions are asked, answered with what was looked at, and changed by who saw them", async () => {
  const session = { id: place.sessionId };
  const { questions, mark } = await coordinator.call('GET /api/v1/sessions/{id}/checklist', {
    params: session,
  });
  expect(questions).toHaveLength(10);
  const own = { id: 'anthem', on: true, text: { en: 'Is there music?', fr: 'Y a-t-il de la musique ?' } };
  const changed = [own, ...questions.map((one) => (one.id === 'captions' ? { ...one, on: false } : one))];
  const set = (browser: Browser, seen: string) =>
    browser.call('PUT /api/v1/sessions/{id}/checklist', {
      params: session,
      body: { questions: changed, mark: seen },
    });
  await set(coordinator, mark);
  await expect(set(colleague, mark)).rejects.toMatchObject({ code: 'stale' });

  const answer = (browser: Browser, question: string, said: 'yes' | 'no' | null) =>
    browser.call('PUT /api/v1/takes/{id}/checklist/{question}', {
      params: { id: take.takeId, question },
      body: { answer: said, remark: null, cutId: take.cutId },
    });
  await answer(coordinator, 'anthem', 'no');
  const list = await answer(colleague, 'picture', 'yes');
  expect(list.questions[0]).toMatchObject({ ...{ id: 'anthem', text: own.text }, suggestion: null });
  expect(list.questions.map(({ id }) => id)).not.toContain('captions');
  const byId = new Map(list.questions.map((one) => [one.id, one]));
  expect(byId.get('anthem')?.answer).toMatchObject({ answer: 'no', mine: false, cutId: take.cutId });
  expect(byId.get('picture')?.answer).toMatchObject({ answer: 'yes', mine: true });
  // Measured, and answered by nobody.
  expect(byId.get('floor_time')).toMatchObject({ answer: null, suggestion: { answer: 'yes' } });
  expect(byId.get('consent')).toMatchObject({ answer: null, suggestion: { because: 'consent_missing' } });
  expect(
    (await answer(colleague, 'picture', null)).questions.find(({ id }) => id === 'picture'),
  ).toMatchObject({ answer: null });
  await expect(answer(coordinator, 'captions', 'yes')).rejects.toMatchObject({ code: 'not_found' });
});

it('texts to begin from are there in four languages, and changed by who saw them', async () => {
  const { templates } = await coordinator.call('GET /api/v1/decision-templates');
  expect(new Set(templates.map(({ kind }) => kind))).toEqual(new Set(['approve', 'ask_changes', 'decline']));
  const [first] = templates;
  if (first === undefined) throw new Error('there is no text');
  const { id, ...rest } = first;
  const change = (browser: Browser) =>
    browser.call('PUT /api/v1/decision-templates/{id}', {
      params: { id },
      body: { ...rest, title: 'Thanks' },
    });
  // The product's own are called in the reader's language; what the staff name keeps its name.
  expect(templates.map(({ product }) => product)).toEqual([...PRODUCT_TEMPLATES]);
  const changed = (await change(coordinator)).templates;
  expect(changed[0]).toMatchObject({ title: 'Thanks', version: 1, product: null });
  expect(changed.slice(1).map(({ product }) => product)).toEqual(PRODUCT_TEMPLATES.slice(1));
  await expect(change(colleague)).rejects.toMatchObject({ code: 'stale' });
  for (const one of (await coordinator.call('GET /api/v1/decision-templates')).templates) {
    await coordinator.call('DELETE /api/v1/decision-templates/{id}', {
      params: { id: one.id },
      query: { version: one.version },
    });
  }
  const again = await coordinator.call('GET /api/v1/decision-templates');
  expect(again.templates.map(({ title }) => title)).toEqual(templates.map(({ title }) => title));
});

it('who else has it open is told, until their page says so no more', async () => {
  const pages = { mine: newId(), theirs: newId() };
  const here = (browser: Browser, page: string) =>
    browser.call('PUT /api/v1/statements/{id}/presence/{page}', { params: { ...params(), page } });
  expect(await here(coordinator, pages.mine)).toEqual({ others: [] });
  expect((await here(colleague, pages.theirs)).others).toMatchObject([{ name: 'Demonstration coordinator' }]);
  expect((await here(coordinator, pages.mine)).others).toMatchObject([
    { name: 'Demonstration administrator' },
  ]);
  await colleague.call('DELETE /api/v1/statements/{id}/presence/{page}', {
    params: { ...params(), page: pages.theirs },
  });
  expect(await here(coordinator, pages.mine)).toEqual({ others: [] });
  // A page that died says nothing: it is forgotten by its silence.
  await here(colleague, pages.theirs);
  await api.parts.prisma.presence.updateMany({
    where: { pageId: pages.theirs },
    data: { seenAt: new Date(Date.now() - 16_000) },
  });
  expect(await here(coordinator, pages.mine)).toEqual({ others: [] });
});

/** Whatever a speaker is answered on any route, with any id of their statement, and whatever is mailed to them. */
async function allThatReaches(browser: Browser, moreIds: readonly string[]): Promise<string> {
  const ids = [take.takeId, take.cutId, speaker.statementId, speaker.invitationId, ...moreIds];
  const heard: string[] = [];
  for (const [key, { access }] of Object.entries(routes) as [RouteKey, Route][]) {
    const [method = '', template = ''] = key.split(' ');
    const ends = template.endsWith('/withdraw') || template.endsWith('/leave');
    if (ends || !(access.includes('speaker') || access.includes('none'))) continue;
    for (const id of template.includes('{') ? ids : [newId()]) {
      heard.push(await answerTo(browser, method, template.replace(/\{\w+\}/g, id)));
    }
  }
  for (const page of ['/speak/', '/speak/plain', '/plain']) heard.push(await answerTo(browser, 'GET', page));
  const later = new Date(Date.now() + 24 * 3_600_000);
  const mailParts = { ...api.parts, clock: { now: () => later } };
  const mailer = { ...api.parts.mailer, send: async (mail: object) => void heard.push(JSON.stringify(mail)) };
  for (const mailId of await api.parts.store.mail.waiting(later, later)) {
    await sendMail({ ...mailParts, mailer }, { mailId }, { isLastAttempt: false });
  }
  return heard.join('\n');
}

async function answerTo(browser: Browser, method: string, path: string): Promise<string> {
  const stop = new AbortController();
  const response = await browser.send(path, {
    method,
    signal: stop.signal,
    ...(method === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: '{}' }),
  });
  const live = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (!live) return await response.text();
  // Its first words; it never ends by itself.
  const { value } = (await response.body?.getReader().read()) ?? {};
  stop.abort();
  return value === undefined ? '' : new TextDecoder().decode(value);
}
