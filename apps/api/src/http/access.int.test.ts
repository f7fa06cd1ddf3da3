import { type Route, type RouteKey, routes } from '@rostrum/contract';
import { newId, type Role } from '@rostrum/domain';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let database: FreshDatabase;
let api: TestApi;
let browsers: Record<Role, Browser>;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi({ databaseUrl: database.url });
  const place = await api.session();
  browsers = {
    none: api.browser(),
    speaker: (await api.speaker(place)).browser,
    delegate: await api.delegate(place),
    coordinator: await api.staff('coordinator'),
    // The printed links are made anew with each sign-in of the test; a session outlives its link.
    administrator: await api.staff('administrator'),
  };
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

const table = Object.entries(routes) as [RouteKey, Route][];
const REFUSALS = ['sign_in_required', 'not_allowed', 'second_factor_required'];

describe.each(table)('%s', (key, route) => {
  const [method = '', template = ''] = key.split(' ');
  // Ids that are of the right shape and belong to nothing: whoever is let in is told so.
  const path = template.replace(/\{\w+\}/g, () => newId());

  it.each(['none', 'speaker', 'delegate', 'coordinator', 'administrator'] as const)('by %s', async (role) => {
    const leaving = key === 'POST /api/v1/links/leave' || key === 'POST /api/v1/speaker/statement/withdraw';
    // What ends a session or a statement would end it for the rows after it.
    const options = leaving ? { body: '{"sure":"no"}' } : route.body ? { body: '{}' } : {};
    if (key === 'POST /api/v1/links/leave' && (role === 'speaker' || role === 'delegate')) {
      expect(route.access).toContain(role);
      return;
    }
    const broken = new AbortController();
    const response = await browsers[role].send(path, {
      method,
      signal: broken.signal,
      ...options,
      ...(method === 'GET' ? {} : { headers: { 'content-type': 'application/json' } }),
    });
    const type = response.headers.get('content-type') ?? '';
    const code = type.includes('problem+json') ? (await response.json()).code : null;
    broken.abort();
    const open = route.access.includes(role) || route.access.includes('none');
    expect(response.status).not.toBe(500);
    if (open) expect(REFUSALS).not.toContain(code);
    else expect(code).toBe(role === 'none' ? 'sign_in_required' : 'not_allowed');
  });
});
