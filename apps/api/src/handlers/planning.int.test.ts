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
  const floor = await coordinator.call('PUT /api/v1/reviews/{id}/floor-time', {
    params: { id },
    body: { floorTimeMs: null, expectedSpeakers: 12 },
  });
  expect(floor.maximumMs).toBe(300_000);

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
