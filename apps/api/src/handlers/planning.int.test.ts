import type { Input } from '@rostrum/client';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let database: FreshDatabase;
let api: TestApi;
let coordinator: Browser;
beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi({ databaseUrl: database.url });
  coordinator = await api.staff('coordinator');
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

const body = { number: 38, format: 'virtual', startsOn: '2021-05-03', endsOn: '2021-05-14' } as const;

it('a session is planned: added, changed, filled, and its mission invited', async () => {
  const made = await coordinator.call('POST /api/v1/sessions', { body });
  expect(made).toMatchObject({ ...body, timeZone: 'Europe/Zurich', minimumShare: 0.6, graceMs: 3_600_000 });
  await expect(coordinator.call('POST /api/v1/sessions', { body })).rejects.toMatchObject({
    code: 'conflict',
  });
  const params = { id: made.id };
  const changed = await coordinator.call('PATCH /api/v1/sessions/{id}', {
    params,
    body: { uploadDeadlineAt: '2021-04-20T18:00:00+02:00', takesPerInvitation: 3 },
  });
  expect(changed).toEqual({
    ...made,
    uploadDeadlineAt: '2021-04-20T16:00:00.000Z',
    takesPerInvitation: 3,
  });
  const { sessions } = await coordinator.call('GET /api/v1/sessions');
  expect(sessions).toContainEqual(changed);
  await expect(
    coordinator.call('PATCH /api/v1/sessions/{id}', { params, body: { timeZone: 'Europe/Nowhere' } }),
  ).rejects.toMatchObject({ code: 'request_invalid' });

  const { id } = await coordinator.call('POST /api/v1/sessions/{id}/reviews', {
    params,
    body: { stateCode: 'NPL', stateName: 'Nepal', expectedSpeakers: 9 },
  });
  expect(await coordinator.call('GET /api/v1/reviews/{id}/programme', { params: { id } })).toMatchObject({
    expectedSpeakers: 9,
    review: { floorTimeMs: 400_000, floorTimeFrozen: false },
  });
  const setFloor = (floor: { floorTimeMs?: number | null; expectedSpeakers?: number | null }) =>
    coordinator.call('PUT /api/v1/reviews/{id}/floor-time', { params: { id }, body: floor });
  // Two coordinators, a field each: neither takes back the other's.
  await setFloor({ floorTimeMs: 330_000 });
  expect((await setFloor({ expectedSpeakers: 12 })).maximumMs).toBe(330_000);
  expect((await setFloor({ floorTimeMs: null })).maximumMs).toBe(300_000);
  await expect(setFloor({})).rejects.toMatchObject({ code: 'request_invalid' });

  const mission = await coordinator.call('POST /api/v1/missions', {
    body: { stateCode: 'NPL', name: 'Permanent Mission of Nepal' },
  });
  const { link } = await coordinator.call('POST /api/v1/missions/{id}/link', {
    params: { id: mission.id },
    body: { sessionId: made.id },
  });
  expect(link).toContain('#');
});

it("an invitation's address is corrected, until its statement is withdrawn for the speaker", async () => {
  const { reviewId } = await api.session();
  const { invitationId, statementId } = await coordinator.call('POST /api/v1/reviews/{id}/invitations', {
    params: { id: reviewId },
    body: { organisation: { name: 'An organisation', kind: 'cso' }, email: 'wrong@example.org' },
  });
  const set = (email: string | null) =>
    coordinator.call('PUT /api/v1/invitations/{id}/contact', {
      params: { id: invitationId },
      body: { email },
    });
  const params = { id: statementId };
  await set('right@example.org');
  expect(await coordinator.call('GET /api/v1/statements/{id}', { params })).toMatchObject({
    email: 'right@example.org',
  });
  const after = await coordinator.call('POST /api/v1/statements/{id}/withdraw', {
    params,
    body: { reason: 'speaker_asked' },
  });
  expect(after.statement.state).toBe('withdrawn');
  await expect(set('again@example.org')).rejects.toMatchObject({ code: 'statement_withdrawn' });
});

async function plannedSession(number: number, ...codes: string[]) {
  const session = await coordinator.call('POST /api/v1/sessions', { body: { ...body, number } });
  const params = { id: session.id };
  for (const stateCode of codes) {
    await coordinator.call('POST /api/v1/sessions/{id}/reviews', { params, body: { stateCode } });
  }
  const plan = () => coordinator.call('GET /api/v1/sessions/{id}/plan', { params });
  return { session, params, plan, reviews: (await plan()).reviews.map(({ review }) => review) };
}

it('States are chosen by their code, have an hour, an order, and go again while nobody is invited', async () => {
  const { params, plan, reviews } = await plannedSession(50, 'LBN', 'CIV');
  expect(reviews.map(({ stateName }) => stateName)).toEqual(['Lebanon', 'Côte d’Ivoire']);
  const add = (stateCode: string) =>
    coordinator.call('POST /api/v1/sessions/{id}/reviews', { params, body: { stateCode } });
  await expect(add('LBN')).rejects.toMatchObject({ code: 'conflict' });
  await expect(add('XQQ')).rejects.toMatchObject({ code: 'request_invalid' });

  const [first, second] = reviews;
  if (first === undefined || second === undefined) throw new Error('two were added');
  const order = (reviewIds: string[]) =>
    coordinator.call('PUT /api/v1/sessions/{id}/reviews/order', { params, body: { reviewIds } });
  await order([second.id, first.id]);
  await expect(order([second.id])).rejects.toMatchObject({ code: 'stale' });
  await coordinator.call('PATCH /api/v1/reviews/{id}', {
    params: { id: first.id },
    body: { presessionAt: '2021-04-05T09:00:00+02:00', slotMs: 1_800_000 },
  });
  expect((await plan()).reviews).toMatchObject([
    { review: { stateCode: 'CIV' } },
    {
      review: { stateCode: 'LBN', presessionAt: '2021-04-05T07:00:00.000Z', slotMs: 1_800_000 },
      invitations: 0,
    },
  ]);

  const remove = (id: string) => coordinator.call('DELETE /api/v1/reviews/{id}', { params: { id } });
  const { invitationId } = await coordinator.call('POST /api/v1/reviews/{id}/invitations', {
    params: { id: first.id },
    body: { organisation: { name: 'Somebody', kind: 'cso' } },
  });
  await expect(remove(first.id)).rejects.toMatchObject({ code: 'conflict' });
  await remove(second.id);
  await coordinator.call('DELETE /api/v1/invitations/{id}', { params: { id: invitationId } });
  expect((await plan()).reviews).toMatchObject([{ review: { floorTimeFrozen: false } }]);
  await remove(first.id);
  expect((await plan()).reviews).toEqual([]);
});

it('two coordinators at one field: the second is refused, unless both want the same; other fields stand', async () => {
  const { session, params, plan, reviews } = await plannedSession(56, 'NPL');
  const change = (body: Input<'PATCH /api/v1/sessions/{id}'>['body']) =>
    coordinator.call('PATCH /api/v1/sessions/{id}', { params, body });
  const stale = { code: 'stale' };
  await change({ venue: 'Room XX', seen: { venue: null } });
  await expect(change({ venue: 'Room VII', seen: { venue: null } })).rejects.toMatchObject(stale);
  // The answer was lost, and it is asked again.
  await change({ venue: 'Room XX', seen: { venue: null } });
  await change({ takesPerInvitation: 3, seen: { takesPerInvitation: session.takesPerInvitation } });
  const after = { venue: 'Room XX', takesPerInvitation: 3 };
  expect((await plan()).session).toMatchObject(after);
  const deadline = (at: string, seen: string | null) =>
    change({ uploadDeadlineAt: at, seen: { uploadDeadlineAt: seen } });
  await deadline('2021-04-20T18:00:00+02:00', null);
  await deadline('2021-04-21T18:00:00+02:00', '2021-04-20T16:00:00.000Z');
  await expect(deadline('2021-04-22T18:00:00+02:00', '2021-04-20T16:00:00.000Z')).rejects.toMatchObject(
    stale,
  );

  const id = reviews[0]?.id ?? '';
  const place = (slotMs: number, seen: number) =>
    coordinator.call('PATCH /api/v1/reviews/{id}', {
      params: { id },
      body: { slotMs, seen: { slotMs: seen } },
    });
  await place(1_800_000, 3_600_000);
  await expect(place(2_400_000, 3_600_000)).rejects.toMatchObject(stale);
  const floor = (floorTimeMs: number | null, seen: number | null) =>
    coordinator.call('PUT /api/v1/reviews/{id}/floor-time', {
      params: { id },
      body: { floorTimeMs, seen: { floorTimeMs: seen } },
    });
  await floor(330_000, null);
  await expect(floor(360_000, null)).rejects.toMatchObject(stale);
  expect((await plan()).reviews).toMatchObject([{ review: { slotMs: 1_800_000, floorTimeMs: 330_000 } }]);

  const { invitationId } = await coordinator.call('POST /api/v1/reviews/{id}/invitations', {
    params: { id },
    body: { organisation: { name: 'Somebody', kind: 'cso' } },
  });
  const invited = { id: invitationId };
  const rename = (name: string, seen: string) =>
    coordinator.call('PATCH /api/v1/invitations/{id}', {
      params: invited,
      body: { organisation: { name }, seen: { organisation: { name: seen } } },
    });
  await rename('Somebody else', 'Somebody');
  await expect(rename('Nobody', 'Somebody')).rejects.toMatchObject(stale);
  const write = (email: string, seen: string | null) =>
    coordinator.call('PUT /api/v1/invitations/{id}/contact', {
      params: invited,
      body: { email, seen: { email: seen } },
    });
  await write('one@example.org', null);
  await expect(write('two@example.org', null)).rejects.toMatchObject(stale);
  await write('one@example.org', null);
});

it('the next session takes over settings and questions, and nothing that is of one alone', async () => {
  const { session } = await plannedSession(51, 'NPL');
  const changed = await coordinator.call('PATCH /api/v1/sessions/{id}', {
    params: { id: session.id },
    body: {
      toleranceMs: 30_000,
      takesPerInvitation: 4,
      venue: 'Room XX',
      uploadDeadlineAt: '2021-04-20T16:00:00Z',
    },
  });
  const { questions, mark } = await coordinator.call('GET /api/v1/sessions/{id}/checklist', {
    params: { id: session.id },
  });
  const asked = questions.toReversed().map((one) => ({ ...one, on: one.id !== 'captions' }));
  await coordinator.call('PUT /api/v1/sessions/{id}/checklist', {
    params: { id: session.id },
    body: { questions: asked, mark },
  });
  const next = await coordinator.call('POST /api/v1/sessions', {
    body: { ...body, number: 52, copyOf: session.id },
  });
  expect(next).toEqual({ ...changed, id: next.id, number: 52, venue: null, uploadDeadlineAt: null });
  const taken = await coordinator.call('GET /api/v1/sessions/{id}/checklist', { params: { id: next.id } });
  expect(taken.questions).toEqual(asked);
  const { reviews } = await coordinator.call('GET /api/v1/sessions/{id}/plan', { params: { id: next.id } });
  expect(reviews).toEqual([]);
});

it('an invitation is corrected, and taken away only until its link was opened', async () => {
  const { reviews } = await plannedSession(53, 'NPL');
  const review = { id: reviews[0]?.id ?? '' };
  const invite = (name: string) =>
    coordinator.call('POST /api/v1/reviews/{id}/invitations', {
      params: review,
      body: { organisation: { name, kind: 'cso' }, email: `${name.toLowerCase()}@example.org` },
    });
  const [one, other] = [await invite('One'), await invite('Other')];
  const change = (id: string, patch: object) =>
    coordinator.call('PATCH /api/v1/invitations/{id}', { params: { id }, body: patch });
  const organisation = { name: 'First', kind: 'nhri', nhriStatus: 'A' };
  // Two coordinators, a field each: neither takes back the other's.
  await change(one.invitationId, { organisation: { kind: 'nhri', nhriStatus: 'A' }, language: 'ar' });
  await change(one.invitationId, { organisation: { name: 'First' }, deadlineAt: '2031-01-01T12:00:00Z' });
  await expect(
    change(other.invitationId, { organisation: { name: 'First', kind: 'cso' } }),
  ).rejects.toMatchObject({ code: 'conflict' });

  const speaker = api.browser();
  await speaker.call('POST /api/v1/links/open', { body: { token: one.link.split('#')[1] ?? '' } });
  expect(await speaker.call('GET /api/v1/speaker/statement')).toMatchObject({
    review: { stateNames: { en: 'Nepal', fr: 'Népal', ar: 'نيبال' } },
  });
  await expect(
    change(one.invitationId, { organisation: { name: 'First', kind: 'state' } }),
  ).rejects.toMatchObject({ code: 'conflict' });
  const remove = (id: string) => coordinator.call('DELETE /api/v1/invitations/{id}', { params: { id } });
  await expect(remove(one.invitationId)).rejects.toMatchObject({ code: 'conflict' });
  await remove(other.invitationId);
  await expect(
    api.browser().call('POST /api/v1/links/open', { body: { token: other.link.split('#')[1] ?? '' } }),
  ).rejects.toMatchObject({ code: 'link_unknown' });
  const { invitations } = await coordinator.call('GET /api/v1/reviews/{id}/invitations', { params: review });
  expect(invitations).toMatchObject([
    {
      organisation,
      language: 'ar',
      deadlineAt: '2031-01-01T12:00:00.000Z',
      email: 'one@example.org',
      links: 1,
      opened: true,
      removable: false,
    },
  ]);
  expect(await api.parts.store.verifyAudit()).toMatchObject({ whole: true });
});

it('a file of invitations is looked at, refused whole for one fault, and written once', async () => {
  const { params, reviews } = await plannedSession(54, 'NPL', 'LBN');
  const send = (rows: object[], options: { dryRun?: boolean; mail?: boolean } = {}) =>
    coordinator.call('POST /api/v1/sessions/{id}/invitations/import', {
      params,
      body: { rows: rows.map((row, at) => ({ row: at + 2, ...row })), ...options },
    });
  const good = [
    { state: 'Népal', organisation: '=1+1', email: 'a@example.org', language: 'Français' },
    { state: 'Lebanon (the)', organisation: 'B', kind: 'INDH', status: 'A', deadline: '20.04.2031 18:00' },
    { state: 'LBN', organisation: 'C', email: 'c@example.org' },
  ];
  const seen = await send([
    ...good,
    { state: 'Oman', organisation: 'D', email: 'x' },
    { state: 'LBN', organisation: 'c' },
  ]);
  expect(seen.rows.map(({ outcome, faults }) => [outcome, ...faults])).toEqual([
    ['new'],
    ['new'],
    ['new'],
    ['fault', 'email_wrong', 'state_not_in_session'],
    ['fault', 'duplicate_in_file'],
  ]);
  const refused = await send([...good, { state: 'LBN', organisation: '' }], { dryRun: false });
  expect(refused).toMatchObject({ written: false });
  const counts = async () =>
    (await coordinator.call('GET /api/v1/sessions/{id}/plan', { params })).reviews.map(
      (one) => one.invitations,
    );
  expect(await counts()).toEqual([0, 0]);

  const done = await send(good, { dryRun: false, mail: true });
  expect(done.rows.map(({ mailed, link }) => [mailed, link !== null])).toEqual([
    [true, false],
    [false, true],
    [true, false],
  ]);
  expect(done.rows[1]).toMatchObject({
    organisation: { name: 'B', kind: 'nhri', nhriStatus: 'A' },
    deadlineAt: '2031-04-20T16:00:00.000Z',
  });
  const again = await send(good, { dryRun: false });
  expect(again.rows.map(({ outcome, link }) => [outcome, link])).toEqual(Array(3).fill(['already', null]));
  expect(await counts()).toEqual([1, 2]);
  const { invitations } = await coordinator.call('GET /api/v1/reviews/{id}/invitations', {
    params: { id: reviews[0]?.id ?? '' },
  });
  expect(invitations).toMatchObject([
    { organisation: { name: '=1+1' }, language: 'fr', linkMail: { state: 'waiting' }, floorTimeMs: 420_000 },
  ]);
  const token = done.rows[1]?.link?.split('#')[1] ?? '';
  await api.browser().call('POST /api/v1/links/open', { body: { token } });
});

it('two thousand rows that are sent twice at once are written once', async () => {
  const { params } = await plannedSession(55, 'NPL', 'LBN');
  const rows = Array.from({ length: 2000 }, (_, at) => ({
    row: at + 2,
    state: at % 2 === 0 ? 'NPL' : 'Liban',
    organisation: `Organisation ${at}`,
    email: `o${at}@example.org`,
  }));
  const send = () =>
    coordinator.call('POST /api/v1/sessions/{id}/invitations/import', {
      params,
      body: { rows, dryRun: false },
    });
  const both = await Promise.all([send(), send()]);
  const outcomes = both.map((answer) => new Set(answer.rows.map(({ outcome }) => outcome)));
  expect(both.map(({ written }) => written)).toEqual([true, true]);
  expect(outcomes.map((set) => [...set].join()).sort()).toEqual(['already', 'new']);
  const { reviews } = await coordinator.call('GET /api/v1/sessions/{id}/plan', { params });
  expect(reviews.map(({ invitations }) => invitations)).toEqual([1000, 1000]);
  expect(reviews.every(({ review }) => review.floorTimeFrozen && review.floorTimeMs === 300_000)).toBe(true);
  await expect(
    coordinator.call('POST /api/v1/sessions/{id}/invitations/import', {
      params,
      body: { rows: [...rows, { row: 2002, state: 'NPL', organisation: 'One more' }] },
    }),
  ).rejects.toMatchObject({ code: 'request_invalid' });
});
