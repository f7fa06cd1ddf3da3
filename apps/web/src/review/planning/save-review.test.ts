import { afterEach, expect, test, vi } from 'vitest';
import type { Added } from './save-review.ts';

const id = '018f0000-0000-7000-8000-000000000001';

afterEach(() => vi.unstubAllGlobals());

test('what failed after a State was added is done by the next save, which does not add it again', async () => {
  const asked: string[] = [];
  let reachable = false;
  vi.stubGlobal('fetch', async (_: unknown, { method, body }: RequestInit) => {
    asked.push(`${method} ${body}`);
    if (method === 'POST') return Response.json({ id }, { status: 201 });
    return reachable ? new Response(null, { status: 204 }) : Promise.reject(new TypeError('no network'));
  });
  // The client takes the fetch that it finds when it is loaded, and another test may have loaded it.
  vi.resetModules();
  const { addReview, valuesOf } = await import('./save-review.ts');
  const opened = valuesOf(undefined, 'Europe/Zurich');
  const values = { ...opened, stateCode: 'NPL', floor: 'fixed' as const, minutes: '6:30' };
  const change = { values, opened, timeZone: 'Europe/Zurich', frozen: false };
  let added: Added | undefined;
  const save = () =>
    addReview(id, {
      change,
      added,
      onAdded: (now) => {
        added = now;
      },
    });
  await expect(save()).rejects.toThrow();
  reachable = true;
  await save();
  expect(asked).toEqual([
    'POST {"slotMs":3600000,"presessionAt":null,"stateCode":"NPL","expectedSpeakers":null}',
    'PUT {"floorTimeMs":390000}',
    'PUT {"floorTimeMs":390000}',
  ]);
});

test('what is changed is sent with how it was looked at, exactly as the server said it', async () => {
  const asked: unknown[] = [];
  vi.stubGlobal('fetch', async (_: unknown, { method, body }: RequestInit) => {
    asked.push([method, JSON.parse(String(body))]);
    return new Response(null, { status: 204 });
  });
  vi.resetModules();
  const { changeReview, valuesOf } = await import('./save-review.ts');
  const presessionAt = '2021-04-05T07:00:30.000Z';
  const nepal = { id, stateCode: 'NPL', stateName: 'Nepal', floorTimeFrozen: false };
  const review = { ...nepal, presessionAt, slotMs: 3_600_000, floorTimeMs: 400_000 };
  const planned = { review, expectedSpeakers: 9, floorTimeSet: false, invitations: 0 };
  const opened = valuesOf(planned, 'Europe/Zurich');
  const values = { ...opened, hour: '2021-04-05T10:00', floor: 'fixed' as const, minutes: '6:30' };
  await changeReview(id, { planned, values, opened, timeZone: 'Europe/Zurich', frozen: false });
  expect(asked).toEqual([
    ['PATCH', { presessionAt: '2021-04-05T08:00:00.000Z', seen: { presessionAt } }],
    ['PUT', { floorTimeMs: 390_000, seen: { floorTimeMs: null } }],
  ]);
});
